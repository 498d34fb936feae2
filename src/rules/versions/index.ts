// Rules about releases and their advisories. One line per rule.
export { asteriskReleaseEndOfLife } from "./asterisk-release-end-of-life.js";
export { asteriskReleaseUnpatched } from "./asterisk-release-unpatched.js";
export { kamailioReleaseEndOfLife } from "./kamailio-release-end-of-life.js";
export { kamailioReleaseUnpatched } from "./kamailio-release-unpatched.js";

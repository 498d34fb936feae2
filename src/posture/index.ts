export type * from "./model.js";
export type { Fact, KnownFact } from "./fact.js";
export { isKnown, set, byDefault, unknown } from "./fact.js";
export type * from "./asterisk.js";
export type * from "./asterisk-accounts.js";
export { hopsOf } from "./asterisk.js";
export type * from "./kamailio.js";
export type * from "./filter.js";
export { filtersNear, nearestTo } from "./hosts.js";

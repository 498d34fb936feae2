// Rules about what two files say of one thing. One line per rule.
export { cleartextBesideTls } from "./cleartext-beside-tls.js";
export { edgeBypassed } from "./edge-bypassed.js";
export { kamailioTlsUnused } from "./kamailio-tls-unused.js";
export { listenerIpv6Unfiltered } from "./listener-ipv6-unfiltered.js";
export { listenerShutByFilter } from "./listener-shut-by-filter.js";
export { mediaPortsShut } from "./media-ports-shut.js";
export { mediaPortsSurplus } from "./media-ports-surplus.js";
export { mediaRangeHoldsListener } from "./media-range-holds-listener.js";
export { sipLimitOnIdlePort } from "./sip-limit-on-idle-port.js";
export { sipPortWithoutListener } from "./sip-port-without-listener.js";
export { sshEmptyPasswords } from "./ssh-empty-passwords.js";
export { sshMatchTakesPasswords } from "./ssh-match-takes-passwords.js";
export { sshPasswordOpen } from "./ssh-password-open.js";
export { sshPortShut } from "./ssh-port-shut.js";
export { sshRootPassword } from "./ssh-root-password.js";
export { sshSettingOverruled } from "./ssh-setting-overruled.js";
export { trunkShutByFilter } from "./trunk-shut-by-filter.js";

// Rules about the configuration files of Asterisk, but for the dialplan. One line per rule.
export { pjsipAnonymousEndpointRegisters } from "./pjsip-anonymous-endpoint-registers.js";
export { pjsipAnonymousEndpoint } from "./pjsip-anonymous-endpoint.js";
export { pjsipEndpointNoAuth } from "./pjsip-endpoint-no-auth.js";
export { pjsipIdentifierOrderAnonymous } from "./pjsip-identifier-order-anonymous.js";
export { pjsipIdentifyMatchAny } from "./pjsip-identify-match-any.js";
export { pjsipIdentifyMatchHostname } from "./pjsip-identify-match-hostname.js";
export { pjsipIdentifyMatchWide } from "./pjsip-identify-match-wide.js";
export { pjsipTrunkIdentifyByUsername } from "./pjsip-trunk-identify-by-username.js";
export { rtpStrictrtpOff } from "./rtp-strictrtp-off.js";

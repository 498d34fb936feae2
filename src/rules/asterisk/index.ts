// Rules about the configuration files of Asterisk, but for the dialplan. One line per rule.
export { rtpStrictrtpOff } from "./rtp-strictrtp-off.js";

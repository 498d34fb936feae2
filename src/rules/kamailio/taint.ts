/** Pseudo-variables whose content a stranger chooses freely (cookbook of pseudo-variables): users, headers, bodies, display names. */
const FREE = /^\$\(?(?:fU|fu|fn|fd|fti?|ft|tU|tu|tn|td|tt|rU|ru|rd|rP|ci|cs|ua|hdr|hfl|hdrc|hdri|rb|rm|ct|cT|du|dd|oU|ou|od|au|aU|ad|ar|adu|aN|ai|pU|pu|pd|pn|di|re|rt|rv|ru|msg|mb|sdp|jsonp?|xml|x_hdr|uac_req|ouri|nexthop|gruu)\b/;

export function callerControlled(variable: string): boolean {
  return FREE.test(variable);
}

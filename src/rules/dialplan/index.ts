// Rules about what a dialplan does with what callers send. One line per rule.
export { dialplanCurlSsrf } from "./dialplan-curl-ssrf.js";
export { dialplanDialUriArbitrary } from "./dialplan-dial-uri-arbitrary.js";
export { dialplanEvalInjection } from "./dialplan-eval-injection.js";
export { dialplanExtenInjection } from "./dialplan-exten-injection.js";
export { dialplanGlobalsWritable } from "./dialplan-globals-writable.js";
export { dialplanGotoIfNumericCmp } from "./dialplan-goto-if-numeric-cmp.js";
export { dialplanHangupHandlerExec } from "./dialplan-hangup-handler-exec.js";
export { dialplanMessageContext } from "./dialplan-message-context.js";
export { dialplanOriginateApp } from "./dialplan-originate-app.js";
export { dialplanPathTraversal } from "./dialplan-path-traversal.js";
export { dialplanPickupGlobal } from "./dialplan-pickup-global.js";
export { dialplanShellInjection } from "./dialplan-shell-injection.js";
export { dialplanSqlInjection } from "./dialplan-sql-injection.js";

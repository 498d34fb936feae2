// Rules about kamailio.cfg and its neighbours. One line per rule.
export { kamailioAckPrackUnauthenticated } from "./kamailio-ack-prack-unauthenticated.js";
export { kamailioAnonymousInbound } from "./kamailio-anonymous-inbound.js";
export { kamailioCallerNotBound } from "./kamailio-caller-not-bound.js";
export { kamailioCancelUnmatched } from "./kamailio-cancel-unmatched.js";
export { kamailioInDialogUnverified } from "./kamailio-in-dialog-unverified.js";
export { kamailioMethodScopedAuth } from "./kamailio-method-scoped-auth.js";
export { kamailioOpenRelay } from "./kamailio-open-relay.js";
export { kamailioPreloadedRouteRelay } from "./kamailio-preloaded-route-relay.js";
export { kamailioRefusalNotEnded } from "./kamailio-refusal-not-ended.js";
export { kamailioRegisterForOthers } from "./kamailio-register-for-others.js";
export { kamailioRegisterWithoutAuth } from "./kamailio-register-without-auth.js";
export { kamailioRelayBeforeAuth } from "./kamailio-relay-before-auth.js";
export { kamailioReplyRelay } from "./kamailio-reply-relay.js";
export { kamailioSqlInjection } from "./kamailio-sql-injection.js";
export { kamailioTrustByHeader } from "./kamailio-trust-by-header.js";

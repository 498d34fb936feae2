/** What module functions mean for the walk. Names as the modules' export tables have them (5.6 to 6.1). */

/** Functions that hold for those who prove a password. They say yes to ACK, CANCEL and PRACK of anybody (auth, api.c: pre_auth). */
export const DIGEST: ReadonlySet<string> = new Set([
  "auth_check", "www_authenticate", "proxy_authenticate", "www_authorize", "proxy_authorize", "pv_auth_check", "pv_www_authenticate", "pv_proxy_authenticate",
  "radius_www_authorize", "radius_proxy_authorize", "autheph_check", "autheph_www", "autheph_proxy", "autheph_authenticate", "ims_www_authenticate", "ims_proxy_authenticate",
]);

/**
 * Functions that hold for those who carry a token or key. Not has_credentials(), check_from() and check_to(): they look at what a
 * header claims, and anybody can write a header.
 */
export const TOKEN: ReadonlySet<string> = new Set(["auth_xkeys_check", "jwt_verify", "jwt_verify_key", "secsipid_check_identity", "secsipid_check_identity_pubkey", "secsipid_check", "vrfy_check_callid", "vrfy_get_certificate", "vrfy_check_certificate"]);

/** Functions that hold for those who come from a known address or with a known certificate. */
export const TRUST: ReadonlySet<string> = new Set([
  "allow_source_address", "allow_source_address_group", "allow_address", "allow_address_group", "allow_trusted", "ds_is_from_list", "is_peer_verified", "from_gw", "from_any_gw", "dmq_is_from_node",
]);

/** Functions that hold or count against floods. */
export const FLOOD: ReadonlySet<string> = new Set(["pike_check_req", "pike_check_ip", "rl_check", "rl_check_pipe", "pl_check", "secf_check_ip", "secf_check_ua", "secf_check_country"]);

/** Functions whose answer a first and quiet request knows: nothing is exceeded, malformed or under way. */
export const PASSES: ReadonlySet<string> = new Set(["pike_check_req", "pike_check_ip", "sanity_check", "mf_process_maxfwd_header", "process_maxfwd", "maxfwd_process", "rl_check", "rl_check_pipe", "pl_check", "maxfwd_at_least", "record_route", "t_newtran"]);
export const FAILS: ReadonlySet<string> = new Set(["t_check_trans", "t_precheck_trans", "t_lookup_request", "t_lookup_cancel", "is_known_dlg", "t_is_set", "t_is_canceled", "is_maxfwd_lt", "mf_lowlimit", "registered", "is_in_profile"]);

/** What was asked or done on the way to a place, by the function that does it. */
export const PASSED: ReadonlyMap<string, string> = new Map([
  ...[...FLOOD].map((name) => [name, "flood-check"] as const),
  ...[...TRUST].map((name) => [name, "trust-asked"] as const),
  ...[...DIGEST, ...TOKEN].map((name) => [name, "digest-asked"] as const),
  ...["mf_process_maxfwd_header", "process_maxfwd", "maxfwd_process", "is_maxfwd_lt", "maxfwd_at_least"].map((name) => [name, "max-forwards"] as const),
  ...["record_route", "record_route_preset", "record_route_advertised_address"].map((name) => [name, "record-route"] as const),
  ...["auth_challenge", "www_challenge", "proxy_challenge", "ims_www_challenge", "ims_proxy_challenge"].map((name) => [name, "challenged"] as const),
  ["sanity_check", "sanity"], ["consume_credentials", "credentials-consumed"], ["is_known_dlg", "dialog-asked"], ["t_check_trans", "transaction-asked"], ["t_newtran", "state-made"], ["dlg_manage", "dialog-made"],
]);

/** Functions that send a reply and go on; the code is in which argument. */
export const REPLIES: ReadonlyMap<string, number> = new Map([["sl_send_reply", 0], ["send_reply", 0], ["t_reply", 0], ["sl_reply", 0], ["send_reply_mode", 1]]);

/** Where a request goes after a function has said yes: what the administrator configured or a phone registered. */
export const CHOOSES: ReadonlyMap<string, "location" | "chosen" | "looked-up"> = new Map([
  ...["lookup", "lookup_branches", "lookup_to_dset", "reg_fetch_contacts", "t_load_contacts", "t_next_contacts"].map((name) => [name, "location"] as const),
  ...["ds_select", "ds_select_dst", "ds_select_domain", "ds_select_routes", "ds_next_domain", "ds_next_dst", "ds_set_dst", "ds_set_domain", "next_gw", "load_gws", "cr_route", "use_next_gw", "do_routing", "prefix2domain", "dlg_set_ruri", "rr_next_hop_route"].map((name) => [name, "chosen"] as const),
  ...["alias_db_lookup", "sd_lookup", "enum_query", "i_enum_query", "dp_translate"].map((name) => [name, "looked-up"] as const),
]);

/** Functions that pass a request on (READMEs of tm and corex, core cookbook). */
const RELAYS: readonly string[] = [
  "t_relay", "t_relay_to", "t_relay_to_udp", "t_relay_to_tcp", "t_relay_to_tls", "t_relay_to_sctp", "t_relay_to_avp", "t_relay_cancel", "t_forward_nonack", "t_forward_nonack_to", "t_forward_nonack_udp", "t_forward_nonack_tcp",
  "t_forward_nonack_tls", "t_forward_nonack_sctp", "t_forward_nonack_uri", "t_replicate", "t_replicate_to", "t_replicate_udp", "t_replicate_tcp", "t_replicate_tls", "forward", "forward_udp", "forward_tcp", "forward_tls", "forward_sctp", "forward_uac",
  "forward_uac_uri", "send_tcp", "send_udp", "send_data", "sendx", "msrp_relay", "msrp_relay_flags", "msrp_forward",
];

export type SinkKind = "relay" | "register" | "store" | "cluster" | "rpc" | "web" | "metrics" | "websocket" | "reply" | "flood-check" | "digest" | "outside" | "state" | "challenge";

/** Calls by which a request gets somewhere, or that are worth asking what came before them. */
export const SINKS: ReadonlyMap<string, SinkKind> = new Map<string, SinkKind>([
  ...RELAYS.map((name) => [name, "relay"] as const),
  ["save", "register"],
  ...["m_store", "m_store_addrs", "ts_store", "handle_publish", "handle_subscribe", "xcaps_put", "xcaps_del", "imc_manager", "rls_handle_subscribe"].map((name) => [name, "store"] as const),
  ...["dmq_handle_message", "dmq_process_message"].map((name) => [name, "cluster"] as const),
  ...["jsonrpc_dispatch", "jsonrpc_exec", "dispatch_xhttp_rpc", "dispatch_rpc"].map((name) => [name, "rpc"] as const),
  ["dispatch_xhttp_pi", "web"], ["prom_dispatch", "metrics"], ["ws_handle_handshake", "websocket"],
  ...[...REPLIES.keys()].map((name) => [name, "reply"] as const),
  ...[...FLOOD].map((name) => [name, "flood-check"] as const),
  ...[...DIGEST].map((name) => [name, "digest"] as const),
  ...["auth_challenge", "www_challenge", "proxy_challenge"].map((name) => [name, "challenge"] as const),
  ...["exec_cmd", "exec_msg", "exec_dset", "exec_avp", "sql_query", "sql_xquery", "sql_pvquery", "sql_query_async", "avp_db_query", "http_client_query", "http_client_get", "http_client_request", "http_connect", "http_connect_raw", "http_async_query",
    "redis_cmd", "redis_pipe_cmd", "ldap_search", "file_write", "file_read", "lua_dostring", "lua_runstring", "jsdt_dostring", "jsdt_runstring", "dns_query", "srv_query", "naptr_query", "ptr_query"].map((name) => [name, "outside"] as const),
  ...["t_newtran", "dlg_manage", "rtpengine_offer", "rtpengine_manage", "rtpproxy_manage", "rtpproxy_offer", "mq_add"].map((name) => [name, "state"] as const),
]);

/** Functions whose answer lies in a table, a program or another machine: what decides there is in no file. */
export function isOutside(name: string): boolean {
  return /^(?:sql_|avp_db_|http_|redis_|ldap_|lua_|python_|jsdt_|ruby_|perl_|lua|radius_|mongodb_|nosip|erl_|evapi_|rabbitmq|nats_|is_user_in|is_subscriber|does_uri_exist|check_uri|acl_|uid_|db_|jansson_|jsonrpc_|sca_|cnxcc_|dp_|carrier|lcr_|load_gws|secf_|pcre_|cdp_|ims_)/.test(name);
}

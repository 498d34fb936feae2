import { ANY, type KnownSettings, TLS_SERVER } from "./model.js";

/** What opens a way to control Asterisk from outside (main/manager.c, main/http.c, main/tcptls.c, res_ari, res_prometheus, ...). */
export const MANAGEMENT = {
  "manager.conf": {
    understood: `enabled bindaddr port tlsenable tlsbindaddr sslenable sslbindaddr permit deny acl secret read write webenabled eventfilter allowmultiplelogin authtimeout authlimit httptimeout ${TLS_SERVER}`,
    notModelled: "setvar debug disabledevents",
    irrelevant: "displayconnects timestampevents brokeneventsaction channelvars writetimeout hasmanager",
    former: "block-sockets ajaxdest ajaxobjtype",
  },
  "http.conf": {
    understood: `enabled bindaddr bindport tlsenable tlsbindaddr sslenable sslbindaddr ${TLS_SERVER}`,
    notModelled: "enablestatic enable_static enable_status sessionlimit servername redirect prefix type acl permit deny path",
    irrelevant: "session_inactivity session_keep_alive",
    former: "sslbindport tlsbindport",
    free: [{ section: /^post_mappings$/i, standing: "not-modelled" }],
  },
  "ari.conf": {
    understood: "enabled type read_only password password_format acl permit deny",
    notModelled: "allowed_origins auth_realm websocket_client_id local_ari_user apps subscribe_all",
    irrelevant: "pretty websocket_write_timeout channelvars",
  },
  "websocket_client.conf": {
    notModelled: "uri username password protocols type connection_type tls_enabled ca_list_file ca_list_path cert_file priv_key_file verify_server_cert verify_server_hostname proxy_host proxy_username proxy_password",
    irrelevant: "reconnect_interval reconnect_attempts connection_timeout",
  },
  "prometheus.conf": { notModelled: "enabled uri auth_username auth_password auth_realm", irrelevant: "core_metrics_enabled" },
  "res_snmp.conf": { notModelled: "enabled subagent" },
  "phoneprov.conf": { notModelled: "staticdir static_file setvar mime_type default_profile serveraddr serveriface serverport", free: [{ section: ANY, standing: "not-modelled" }] },
  "res_http_media_cache.conf": { notModelled: "protocols redirect_protocols follow_location max_redirects proxy", irrelevant: "dns_cache_timeout_secs timeout_secs user_agent" },
  "aeap.conf": { notModelled: "url type", irrelevant: "codecs protocol" },
  "chan_websocket.conf": { irrelevant: "control_message_format" },
  "hep.conf": { notModelled: "enabled capture_address capture_password", irrelevant: "capture_id capture_name uuid_type" },
} as const satisfies Readonly<Record<string, KnownSettings>>;

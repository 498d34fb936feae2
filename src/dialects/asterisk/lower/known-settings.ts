/** Settings of the smaller files, taken from the sources that read them (main/manager.c, main/http.c, main/tcptls.c, main/options.c, ...). */
export interface KnownSettings {
  /** What the posture is made of. */
  readonly understood: readonly string[];
  /** What bears on security and is not in the posture yet. */
  readonly notModelled: readonly string[];
  /** What does not. */
  readonly irrelevant: readonly string[];
}

const tlsServer = ["tlscert", "tlscertfile", "tlsprivatekey", "tlscipher", "tlsservercipherorder", "tlsclientmethod", "tlsdisablev1", "tlsdisablev11", "tlsdisablev12", "tlscafile", "tlscapath", "tlscadir", "tlsverifyclient", "tlsdontverifyserver", "sslcert", "sslcipher", "sslclientmethod", "sslprivatekey"];

export const KNOWN_SETTINGS: Readonly<Record<"manager.conf" | "http.conf" | "ari.conf" | "acl.conf" | "rtp.conf" | "asterisk.conf", KnownSettings>> = {
  "manager.conf": {
    understood: ["enabled", "bindaddr", "port", "tlsenable", "tlsbindaddr", "sslenable", "sslbindaddr", "permit", "deny", "acl"],
    notModelled: ["secret", "read", "write", "webenabled", "eventfilter", "allowmultiplelogin", "authtimeout", "authlimit", "httptimeout", "setvar", ...tlsServer],
    irrelevant: ["displayconnects", "timestampevents", "brokeneventsaction", "channelvars", "debug", "disabledevents", "writetimeout", "ajaxdest", "ajaxobjtype", "hasmanager"],
  },
  "http.conf": {
    understood: ["enabled", "bindaddr", "bindport"],
    notModelled: ["tlsenable", "tlsbindaddr", "enablestatic", "enable_static", "enable_status", "sessionlimit", "servername", "redirect", "prefix", "type", "acl", "permit", "deny", "path", "post_mappings", ...tlsServer],
    irrelevant: ["session_inactivity", "session_keep_alive"],
  },
  "ari.conf": {
    understood: ["enabled", "type"],
    notModelled: ["allowed_origins", "auth_realm", "read_only", "password", "password_format", "acl", "permit", "deny", "uri", "username", "protocols", "connection_type", "subscribe_all", "apps", "local_ari_user", "tls_enabled", "ca_list_file", "ca_list_path", "cert_file", "priv_key_file", "verify_server_cert", "verify_server_hostname"],
    irrelevant: ["pretty", "websocket_write_timeout", "channelvars", "reconnect_interval", "reconnect_attempts", "connection_timeout"],
  },
  "acl.conf": { understood: ["permit", "deny"], notModelled: [], irrelevant: [] },
  "rtp.conf": {
    understood: [],
    notModelled: ["rtpstart", "rtpend", "strictrtp", "probation", "srtpreplayprotection", "icesupport", "stunaddr", "stun_software_attribute", "stun_acl", "stun_deny", "stun_permit", "turnaddr", "turnusername", "turnpassword", "ice_acl", "ice_deny", "ice_permit", "ice_blacklist", "stun_blacklist"],
    irrelevant: ["rtpchecksums", "dtmftimeout", "rtcpinterval", "dtls_mtu"],
  },
  "asterisk.conf": {
    understood: ["execincludes"],
    notModelled: ["runuser", "rungroup", "live_dangerously", "disable_remote_console_shell", "astctlpermissions", "astctlowner", "astctlgroup", "astctl", "maxcalls", "maxload", "maxfiles", "minmemfree", "lockconfdir", "hide_messaging_ami_events", "astetcdir", "astmoddir", "astvarlibdir", "astdbdir", "astkeydir", "astdatadir", "astagidir", "astspooldir", "astrundir", "astlogdir", "astsbindir", "astcachedir"],
    irrelevant: ["alwaysfork", "autosystemname", "cache_media_frames", "cache_record_files", "channel_storage_backend", "console", "debug", "defaultlanguage", "documentation_language", "dontwarn", "dumpcore", "entityid", "forceblackbackground", "hideconnect", "highpriority", "initcrypto", "languageprefix", "lightbackground", "lockmode", "mindtmfduration", "nocolor", "nofork", "quiet", "record_cache_dir", "refdebug", "rtp_pt_dynamic", "rtp_use_dynamic", "sounds_search_custom_dir", "stdexten", "systemname", "timestamp", "trace", "transcode_via_sln", "transmit_silence", "transmit_silence_during_record", "verbose", "pbx_realtime", "res_agi", "app_set"],
  },
};

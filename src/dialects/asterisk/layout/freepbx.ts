/**
 * Where the administration interface of FreePBX sets what it writes: the words on its pages, as modules core and sipsettings of release 17 have them.
 * Keys are names of options in lower case.
 */
type Places = Readonly<Record<string, string>>;

const PJSIP = "Settings > Asterisk SIP Settings > SIP Settings [chan_pjsip]";
const CHAN_SIP = "Settings > Asterisk SIP Settings > SIP Legacy Settings [chan_sip]";
const GENERAL = "Settings > Asterisk SIP Settings > General SIP Settings";
const HTTP = "Settings > Advanced Settings > Asterisk Builtin mini-HTTP server";

const TRANSPORT: Places = {
  protocol: `${PJSIP} > Transports`, bind: `${PJSIP} > Transports > Port to Listen On`, method: `${PJSIP} > TLS/SSL/SRTP Settings > SSL Method`,
  verify_client: `${PJSIP} > TLS/SSL/SRTP Settings > Verify Client`, verify_server: `${PJSIP} > TLS/SSL/SRTP Settings > Verify Server`,
  cert_file: `${PJSIP} > TLS/SSL/SRTP Settings > Certificate Manager`, priv_key_file: `${PJSIP} > TLS/SSL/SRTP Settings > Certificate Manager`, ca_list_file: `${PJSIP} > TLS/SSL/SRTP Settings > CA Chain File`,
  allow_reload: `${PJSIP} > Misc PJSip Settings > Allow Transports Reload`, local_net: `${GENERAL} > NAT Settings > Local Networks`,
  external_media_address: `${GENERAL} > NAT Settings > External Address`, external_signaling_address: `${GENERAL} > NAT Settings > External Address`, external_signaling_port: `${PJSIP} > Transports > External Signaling Port`,
};

/** Of an extension, on its page's tab Advanced. */
const EXTENSION: Places = {
  password: "Secret", max_contacts: "Max Contacts", remove_existing: "Remove Existing", media_encryption: "Media Encryption", media_encryption_optimistic: "Allow Non-Encrypted Media (Opportunistic SRTP)",
  direct_media: "Direct Media", context: "Context", transport: "Transport", match: "Match (Permit)", maximum_expiration: "Maximum Expiration", minimum_expiration: "Minimum Expiration",
  rtp_timeout: "RTP Timeout", rtp_timeout_hold: "RTP Hold Timeout", trust_id_inbound: "Trust RPID", send_rpid: "Send RPID", rtp_symmetric: "RTP Symmetric", rewrite_contact: "Rewrite Contact", force_rport: "Force rport",
  timers: "Session Timers", message_context: "Messages Context", outbound_proxy: "Outbound Proxy", max_audio_streams: "Max audio streams", max_video_streams: "Max video streams", device_state_busy_at: "Device State Busy at",
  // chan_sip
  secret: "Secret", deny: "Deny", permit: "Permit", nat: "NAT Mode", encryption: "Enable Encryption", type: "Connection Type", canreinvite: "Can Reinvite", trustrpid: "Trust RPID", sendrpid: "Send RPID", host: "Host", port: "Port",
};

/** Of a trunk of chan_pjsip. */
const PJSIP_TRUNK: Places = {
  password: "PJSIP Settings > General > Secret", username: "PJSIP Settings > General > Username", auth: "PJSIP Settings > General > Authentication", outbound_auth: "PJSIP Settings > General > Authentication", context: "PJSIP Settings > General > Context", transport: "PJSIP Settings > General > Transport",
  server_uri: "PJSIP Settings > General > SIP Server", contact: "PJSIP Settings > Advanced > AOR Contact", match: "PJSIP Settings > Advanced > Match (Permit)", identify_by: "PJSIP Settings > Advanced > Match Inbound Authentication", trust_id_inbound: "PJSIP Settings > Advanced > Trust RPID/PAI",
  trust_id_outbound: "PJSIP Settings > Advanced > Send Private CallerID Information", direct_media: "PJSIP Settings > Advanced > Direct Media", media_encryption: "PJSIP Settings > Advanced > Media Encryption", support_path: "PJSIP Settings > Advanced > Support Path", line: "PJSIP Settings > Advanced > Send Line in Registration",
  outbound_proxy: "PJSIP Settings > Advanced > Outbound Proxy", rtp_symmetric: "PJSIP Settings > Advanced > RTP Symmetric", rewrite_contact: "PJSIP Settings > Advanced > Rewrite Contact", expiration: "PJSIP Settings > Advanced > Expiration", from_domain: "PJSIP Settings > Advanced > From Domain", t38_udptl: "PJSIP Settings > Advanced > Support T.38 UDPTL",
};

const SIP_GENERAL: Places = {
  allowguest: `${GENERAL} > Security Settings > Allow SIP Guests`, context: `${CHAN_SIP} > Default Context`, bindaddr: `${CHAN_SIP} > Bind Address`, udpbindaddr: `${CHAN_SIP} > Bind Address`, bindport: `${CHAN_SIP} > Bind Port`,
  tcpenable: `${CHAN_SIP} > Enable TCP`, tlsenable: `${CHAN_SIP} > TLS/SSL/SRTP Settings > Enable TLS`, tlsbindaddr: `${CHAN_SIP} > TLS/SSL/SRTP Settings > TLS Bind Address`, tlsclientmethod: `${CHAN_SIP} > TLS/SSL/SRTP Settings > SSL Method`,
  tlsdontverifyserver: `${CHAN_SIP} > TLS/SSL/SRTP Settings`, tlscertfile: `${CHAN_SIP} > TLS/SSL/SRTP Settings > Certificate Manager`, nat: `${CHAN_SIP} > NAT Settings > NAT`, externip: `${GENERAL} > NAT Settings > External Address`,
  externaddr: `${GENERAL} > NAT Settings > External Address`, localnet: `${GENERAL} > NAT Settings > Local Networks`, rtptimeout: `${GENERAL} > RTP Settings > RTP Timeout`, rtpholdtimeout: `${GENERAL} > RTP Settings > RTP Hold Timeout`,
};

const GLOBAL: Places = {
  endpoint_identifier_order: `${PJSIP} > Misc PJSip Settings > Endpoint Identifier Order`, taskprocessor_overload_trigger: `${PJSIP} > Misc PJSip Settings > Taskprocessor Overload Trigger`,
  keep_alive_interval: `${PJSIP} > Misc PJSip Settings > Keep Alive Interval`, debug: `${PJSIP} > Misc PJSip Settings > Enable Debug`,
};

const RTP: Places = {
  rtpstart: `${GENERAL} > RTP Settings > RTP Port Ranges`, rtpend: `${GENERAL} > RTP Settings > RTP Port Ranges`, strictrtp: `${GENERAL} > RTP Settings > Strict RTP`, rtpchecksums: `${GENERAL} > RTP Settings > RTP Checksums`,
  ice_blacklist: `${GENERAL} > ICE Blacklist`, stunaddr: `${GENERAL} > Media Transport Settings > STUN Server Address`, turnaddr: `${GENERAL} > Media Transport Settings > TURN Server Address`,
  turnusername: `${GENERAL} > Media Transport Settings > TURN Server Username`, turnpassword: `${GENERAL} > Media Transport Settings > TURN Server Password`,
};

const WEB: Places = {
  enabled: `${HTTP} > Enable the mini-HTTP Server`, bindaddr: `${HTTP} > HTTP Bind Address`, bindport: `${HTTP} > HTTP Bind Port`, prefix: `${HTTP} > HTTP Prefix`, tlsenable: `${HTTP} > Enable TLS for the mini-HTTP Server`,
  tlsbindaddr: `${HTTP} > HTTPS Bind Address`, tlscertfile: `${HTTP} > HTTPS TLS Certificate Location`, tlsprivatekey: `${HTTP} > HTTPS TLS Private Key Location`, tlsdisablev1: `${HTTP} > HTTPS Disable TLS1`,
  tlsdisablev11: `${HTTP} > HTTPS Disable TLS1.1`, tlsdisablev12: `${HTTP} > HTTPS Disable TLS1.2`,
};

/** What a whole file is made from, where no option tells more; a page whose menu differs between releases stands without it. */
const BY_FILE: readonly (readonly [file: RegExp, page: string])[] = [
  [/^queues_.*additional\.conf$|^queues_additional\.conf$/, "Queues"], [/^confbridge_additional\.conf$/, "Applications > Conferences"], [/^res_parking_additional\.conf$/, "Applications > Parking"],
  [/^musiconhold_additional\.conf$/, "Music on Hold"], [/^manager_additional\.conf$/, "Settings > Asterisk Manager Users"], [/^ari_additional\.conf$/, "Settings > Asterisk REST Interface Users"],
  [/^logger_.*additional\.conf$/, "Settings > Asterisk Logfile Settings"], [/^iax_general_additional\.conf$/, "IAX Settings"], [/^features_.*additional\.conf$/, "Feature Codes"],
];

/** The page, tab and field of FreePBX for an option; null where this table has none. */
export function freepbxPlace(file: string, section: string, option: string): string | null {
  const name = option.toLowerCase();
  const own = (places: Places): string | null => (Object.hasOwn(places, name) ? (places[name] ?? null) : null);
  if (file === "pjsip.transports.conf") return own(TRANSPORT) ?? PJSIP;
  if (/^pjsip\.(endpoint|aor|auth|identify|registration)\.conf$|^(sip|iax)_additional\.conf$/.test(file)) return ofPeer(file, section, own);
  if (file === "pjsip.conf") return own(GLOBAL) ?? PJSIP;
  if (file === "sip_general_additional.conf") return own(SIP_GENERAL) ?? CHAN_SIP;
  if (file === "rtp_additional.conf") return own(RTP) ?? GENERAL;
  if (file === "http_additional.conf") return own(WEB) ?? HTTP;
  return BY_FILE.find(([pattern]) => pattern.test(file))?.[1] ?? null;
}

/** Extensions have numbers for names; `101-auth` is extension 101's. */
function ofPeer(file: string, section: string, own: (places: Places) => string | null): string {
  const number = /^(\d+)(?:-\w+)?$/.exec(section)?.[1];
  const [page, field] = number !== undefined ? [`Extensions > ${number} > Advanced`, own(EXTENSION)] : [`Connectivity > Trunks > ${section}`, file.startsWith("pjsip.") ? own(PJSIP_TRUNK) : null];
  return field === null ? page : `${page} > ${field}`;
}

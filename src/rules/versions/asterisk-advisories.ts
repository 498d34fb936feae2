import type { Severity } from "../../finding.js";
import type { Condition } from "./asterisk-conditions.js";

/** A published flaw of Asterisk, and what in a configuration makes it reachable. */
export interface AsteriskAdvisory {
  /** Of the Asterisk project (AST-…) or GitHub (GHSA-…). */
  readonly id: string;
  readonly cve: string | null;
  readonly severity: Severity;
  /** First fixed release of each branch, as tagged; a branch that is not named is not affected, or nobody says. */
  readonly fixed: string;
  /** First affected release of each branch, where it is not the branch's first. */
  readonly since?: string;
  readonly needs: Condition;
  readonly what: string;
}

/**
 * Advisories since 2021 that a configuration decides on (https://github.com/asterisk/asterisk/security/advisories and
 * https://downloads.asterisk.org/pub/security/). Those about scripts that an administrator runs by hand are left out.
 */
export const ASTERISK_ADVISORIES: readonly AsteriskAdvisory[] = [
  { id: "AST-2021-002", cve: "CVE-2021-26717", severity: "high", fixed: "16.16.1 17.9.2 18.2.1", needs: "t38", what: "crash while T.38 is negotiated" },
  { id: "AST-2021-003", cve: "CVE-2021-26712", severity: "high", fixed: "16.16.1 17.9.2 18.2.1", needs: "srtp", what: "replayed SRTP packets end secure calls" },
  { id: "AST-2021-004", cve: "CVE-2021-26713", severity: "medium", fixed: "16.16.1 17.9.2 18.2.1", needs: "webrtc", what: "many holds of a WebRTC client overflow the stack" },
  { id: "AST-2021-005", cve: "CVE-2021-26906", severity: "medium", fixed: "16.16.1 17.9.2 18.2.1", needs: "calls", what: "a failed SDP answer crashes it" },
  { id: "AST-2021-006", cve: "CVE-2021-46837", severity: "medium", fixed: "16.16.2 17.9.3 18.2.2", needs: "t38", what: "an image stream with port 0 crashes it" },
  { id: "AST-2021-007", cve: "CVE-2021-31878", severity: "medium", fixed: "16.19.1 18.5.1", needs: "sip", what: "a re-INVITE without SDP after BYE crashes it" },
  { id: "AST-2021-008", cve: "CVE-2021-32558", severity: "high", fixed: "16.19.1 17.9.4 18.5.1", needs: "iax", what: "an unknown media format crashes chan_iax2" },
  { id: "AST-2021-009", cve: "CVE-2021-32686", severity: "medium", fixed: "16.19.1 17.9.4 18.5.1", needs: "tls", what: "it crashes in a TLS handshake" },
  { id: "AST-2022-001", cve: "CVE-2022-26498", severity: "high", fixed: "16.25.2 18.11.2 19.3.2", needs: "stir-shaken", what: "certificates of any size are downloaded" },
  { id: "AST-2022-002", cve: "CVE-2022-26499", severity: "critical", fixed: "16.25.2 18.11.2 19.3.2", needs: "stir-shaken", what: "the Identity header makes it fetch any URL" },
  { id: "AST-2022-003", cve: "CVE-2022-26651", severity: "critical", fixed: "16.25.2 18.11.2 19.3.2", needs: "odbc-escape", what: "SQL_ESC does not escape backslashes" },
  { id: "AST-2022-004", cve: "CVE-2021-37706", severity: "critical", fixed: "16.24.1 18.10.1 19.2.1", needs: "ice", what: "integer underflow in STUN" },
  { id: "AST-2022-005", cve: "CVE-2022-23608", severity: "critical", fixed: "16.24.1 18.10.1 19.2.1", needs: "calls", what: "a freed dialog set is used" },
  { id: "AST-2022-006", cve: "CVE-2022-21723", severity: "critical", fixed: "16.24.1 18.10.1 19.2.1", needs: "sip", what: "out-of-bounds access in multipart bodies" },
  { id: "AST-2022-007", cve: "CVE-2022-37325", severity: "high", fixed: "16.29.1 18.15.1 19.7.1 20.0.1", needs: "h323", what: "a malformed Q.931 element crashes chan_ooh323" },
  { id: "AST-2022-008", cve: "CVE-2022-42705", severity: "medium", fixed: "16.29.1 18.15.1 19.7.1 20.0.1", needs: "stream-subscriptions", what: "use after free in subscriptions over streams" },
  { id: "AST-2022-009", cve: "CVE-2022-42706", severity: "medium", fixed: "16.29.1 18.15.1 19.7.1 20.0.1", needs: "ami-config", what: "GetConfig leaves the configuration folder" },
  { id: "GHSA-9pfh-r8x4-w26w", cve: "CVE-2022-23537", severity: "high", fixed: "16.30.1 18.18.1 19.8.1 20.3.1", needs: "ice", what: "heap overflow in unknown STUN attributes" },
  { id: "GHSA-cxwq-5g9x-x7fr", cve: "CVE-2022-23547", severity: "high", fixed: "16.30.1 18.18.1 19.8.1 20.3.1", needs: "ice", what: "STUN is read past its end" },
  { id: "GHSA-hxj9-xwr8-w8pq", cve: "CVE-2023-49786", severity: "high", fixed: "18.20.1 20.5.1 21.0.1", needs: "dtls", what: "a forged ClientHello ends DTLS calls" },
  { id: "GHSA-8857-hfmw-vg8f", cve: "CVE-2023-49294", severity: "medium", fixed: "18.20.1 20.5.1 21.0.1", needs: "ami-config", what: "GetConfig reads any file" },
  { id: "GHSA-98rc-4j27-74hh", cve: "CVE-2023-37457", severity: "high", fixed: "18.20.1 20.5.1 21.0.1", needs: "header-update", what: "PJSIP_HEADER(update) overflows" },
  { id: "GHSA-qqxj-v78h-hrf9", cve: "CVE-2024-35190", severity: "high", fixed: "18.23.1 20.8.1 21.3.1", since: "18.23.0 20.8.0 21.3.0", needs: "identify", what: "the address identifier matches every request" },
  { id: "GHSA-c4cg-9275-6w44", cve: "CVE-2024-42365", severity: "high", fixed: "18.24.2 20.9.2 21.4.2", needs: "ami-originate", what: "originate writes configuration and runs code" },
  { id: "GHSA-v428-g3cw-7hv9", cve: "CVE-2024-42491", severity: "medium", fixed: "18.24.3 20.9.3 21.4.3", needs: "resolver-unbound", what: "a malformed Contact or Record-Route crashes it" },
  { id: "GHSA-33x6-fj46-6rfh", cve: "CVE-2024-53566", severity: "medium", fixed: "18.26.1 20.11.1 21.6.1 22.1.1", needs: "ami-config", what: "ListCategories leaves the configuration folder" },
  { id: "GHSA-2grh-7mhv-fcfw", cve: "CVE-2025-47779", severity: "high", fixed: "18.26.2 20.14.1 21.9.1 22.4.1", needs: "message-from", what: "a malformed From takes another sender of MESSAGE" },
  { id: "GHSA-mrq5-74j5-f5cr", cve: "CVE-2025-49832", severity: "medium", fixed: "18.26.3 20.15.1 21.10.1 22.5.1", needs: "stir-shaken", what: "crash, perhaps code execution, in STIR/SHAKEN verification" },
  { id: "GHSA-557q-795j-wfx2", cve: "CVE-2025-54995", severity: "medium", fixed: "18.26.4", needs: "sip", what: "RTP ports and memory leak" },
  { id: "GHSA-64qc-9x89-rx5j", cve: "CVE-2025-57767", severity: "high", fixed: "20.15.2 21.10.2 22.5.2", since: "20.12.0 21.7.0 22.2.0", needs: "sip", what: "a malformed Authorization header crashes it, without a password" },
  { id: "GHSA-v6hp-wh3r-cwxh", cve: "CVE-2026-23738", severity: "low", fixed: "20.18.2 21.12.1 22.8.2 23.2.2", needs: "http-status", what: "the status page reflects what it is sent" },
  { id: "GHSA-85x7-54wr-vh42", cve: "CVE-2026-23739", severity: "low", fixed: "20.18.2 21.12.1 22.8.2 23.2.2", needs: "geolocation", what: "XML includes outside entities" },
  { id: "GHSA-j29p-pvh2-pvqp", cve: null, severity: "high", fixed: "20.19.0 21.12.2 22.9.0 23.3.0", needs: "ice", what: "a long ICE user name overflows a buffer" },
  { id: "GHSA-8fj4-fv9f-hjpc", cve: null, severity: "high", fixed: "20.19.0 21.12.2 22.9.0 23.3.0", needs: "subscriptions", what: "use after free as a subscription ends" },
  { id: "GHSA-g88q-c2hm-q7p7", cve: null, severity: "high", fixed: "20.19.0 21.12.2 22.9.0 23.3.0", needs: "ice", what: "races of ICE sessions use freed memory" },
  { id: "GHSA-x5pq-qrp4-fmrj", cve: null, severity: "high", fixed: "20.19.0 21.12.2 22.9.0 23.3.0", needs: "sip", what: "multipart bodies are read past their end" },
  { id: "GHSA-3g56-cgrh-95p5", cve: "CVE-2026-57184", severity: "medium", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "unistim", what: "dialled digits overflow chan_unistim" },
  { id: "GHSA-3rhj-hhw7-m6fw", cve: null, severity: "medium", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "ami-web", what: "digest authentication of the manager over HTTP crashes" },
  { id: "GHSA-4pgv-j3mr-3rcp", cve: null, severity: "low", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "phoneprov", what: "provisioning errors reflect what they are sent" },
  { id: "GHSA-589g-qgf8-m6mx", cve: "CVE-2026-57191", severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "sip", what: "a NOTIFY overflows the stack, without a password" },
  { id: "GHSA-746q-794h-cc7f", cve: "CVE-2026-57186", severity: "medium", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "h323", what: "Q.931 elements are read past their end" },
  { id: "GHSA-8jw3-ccr9-xrmf", cve: null, severity: "medium", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "sip", what: "a NOTIFY body is read past its end" },
  { id: "GHSA-g8q2-p36q-94f6", cve: "CVE-2026-57187", severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "stream", what: "a connection closed during SDP leaves freed memory in use" },
  { id: "GHSA-h5hv-jmgj-92q2", cve: "CVE-2026-57194", severity: "high", fixed: "21.12.3 22.10.1 23.4.1", needs: "h323", what: "the fix of CVE-2022-37325 is missing" },
  { id: "GHSA-j2mm-57pq-jh94", cve: null, severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "t140", what: "redundant text writes out of bounds" },
  { id: "GHSA-vfhr-r9x9-c687", cve: null, severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "t140", what: "redundant text overflows the heap" },
  { id: "GHSA-mxgm-8c6f-5p8f", cve: null, severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "xmpp", what: "a namespace prefix overflows the stack of res_xmpp" },
  { id: "GHSA-ph27-3m5q-mj5m", cve: null, severity: "medium", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "cel-sql", what: "event types are not escaped in SQL" },
  { id: "GHSA-q9fr-m7g8-6ph5", cve: null, severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "sms", what: "lengths in SMS() are not checked" },
  { id: "GHSA-qf8j-jp7h-c5hx", cve: null, severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "codec2", what: "the Codec2 decoder writes out of bounds" },
  { id: "GHSA-r6c2-hwc2-j4mp", cve: null, severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "ldap", what: "a SIP user name changes the LDAP filter" },
  { id: "GHSA-vrfp-mg3q-3959", cve: "CVE-2026-57200", severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "ari-write", what: "setChannelVar writes files despite live_dangerously=no" },
  { id: "GHSA-wcvv-g26m-wx5c", cve: "CVE-2026-57202", severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", since: "20.14.0 21.9.0 22.4.0 23.0.0", needs: "ari-read", what: "read-only users may do anything over the REST WebSocket" },
  { id: "GHSA-x348-j6c9-77f3", cve: null, severity: "high", fixed: "20.20.1 21.12.3 22.10.1 23.4.1", needs: "h323", what: "tracing overflows the stack of chan_ooh323" },
];

/** Last day on which a branch gets security fixes (https://docs.asterisk.org/About-the-Project/Asterisk-Versions/). */
export const ASTERISK_END_OF_LIFE: Readonly<Record<string, string>> = {
  "16": "2023-10-09",
  "17": "2021-10-28",
  "18": "2025-10-20",
  "19": "2023-11-02",
  "20": "2027-10-19",
  "21": "2026-10-18",
  "22": "2029-10-16",
  "23": "2027-10-15",
};

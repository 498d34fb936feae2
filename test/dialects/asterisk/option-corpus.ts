import { TABLES } from "../../../src/dialects/asterisk/pjsip/tables.js";
import type { OptionKind } from "../../../src/dialects/asterisk/pjsip/option.js";

/** Values that every option is tried with; those of its kind come on top. */
const COMMON = ["", "yes", "nope", "12", "-1", "a, b"];

const ACL = ["10.0.0.0/8", "10.0.0.0/8,192.0.2.1", "10.0.0.0/8, 192.0.2.1", "10.1", "0x0a.1", "010.0.0.1", "1.2.3.4.5", "256.1.1.1", "10.0.0.0/33", "10.0.0.0/255.0.0.0", "10.0.0.0/255.0.255.0", "2001:db8::/32", "2001:db8::/129", "[2001:db8::1]", "::1/128", "::ffff:192.0.2.1", "!192.0.2.1", "pbx.example.com", "192.0.2.1:5060", "192.0.2.1/", "192.0.2.1,", "2001:db8::/255.255.0.0", "fe80::1%lo", "192.0.2.1/24x", "1:2:3:4:5:6:7:8:9", "::1::2", "4294967295", "1.65536"];

const OF_KIND: Readonly<Partial<Record<OptionKind, readonly string[]>>> = {
  uint: ["0x10", "08", "010", "99999999999", "4294967295", "65536", " 5", "5x", "+3"],
  int: ["-5", "0", "0x7f", "3000000000", "-3000000000", "1.5"],
  double: ["1.5", "-2", ".5", "1e3", "1.5s", "3,0"],
  bool: ["TRUE", "on", "off", "maybe", "1", "2"],
  yesno: ["True", "f", "maybe"],
  "100rel": ["peer_supported", "REQUIRED", "off", "maybe"],
  timers: ["always", "Forced", "required", "no", "never"],
  dtmf: ["rfc4733", "RFC4733", "rfc2833", "inband", "auto_info", "none"],
  "media-encryption": ["sdes", "DTLS", "no", "sdess", "srtp"],
  redirect: ["uri_core", "user", "uri"],
  "refresh-method": ["invite", "reinvite", "UPDATE", "info"],
  glare: ["outgoing", "Incoming", "none", "both"],
  "t38-correction": ["fec", "FEC", "redundancy", "none"],
  overload: ["none", "pjsip_only", "local"],
  "auth-type": ["userpass", "digest", "MD5", "plain"],
  "call-offer": ["local", "local_first", "remote_merge", "Remote", "local_merge"],
  privacy: ["prohib", "ALLOWED", "unavailable", "secret", "35"],
  "dtls-verify": ["fingerprint", "certificate", "no", "true"],
  "dtls-setup": ["actpass", "nonsense"],
  "dtls-fingerprint": ["SHA-1", "md5"],
  "dtls-number": ["30", "30x", "x", "-3"],
  acl: ACL,
  "endpoint-acl": ACL,
  match: ["192.0.2.1", "192.0.2.1, 192.0.2.2", "10.0.0.0/8", "10.0.0.0/40", "192.0.2.1:5080", "[2001:db8::1]:5060", "2001:db8::/32", ",", "192.0.2.0/24,,"],
  networks: ["10.0.0.0/8", "10.0.0.0/8,172.16.0.0/12", "10.0.0.0/8, 172.16.0.0/12", "private"],
  algorithms: ["MD5", "sha-256", "SHA-256, MD5", "SHA256", "SHA1", ","],
  "password-digest": [`MD5:${"a".repeat(32)}`, `SHA-256:${"b".repeat(64)}`, `SHA-256:${"b".repeat(63)}`, `SHA1:${"c".repeat(40)}`, "c".repeat(32), `MD5:${"a".repeat(32)},SHA-256:${"b".repeat(64)}`],
  codecs: ["ulaw", "ulaw,alaw", "ULAW", "!all,g722", "ulaw:20", "ulaw:x", "nocodec", "ulaw,", "(ulaw|alaw)", "all", "slin16", "speex32"],
  contacts: ["sip:a@192.0.2.1", "sip:a@192.0.2.1,sip:b@192.0.2.2", "192.0.2.1", "sips:c@192.0.2.1:5061", "tel:+12025550100"],
  "identify-by": ["username", "ip,username", "IP", "name", "auth_username , ip", "header,header", "request_uri"],
  "from-user": ["alice", "al ice", "al@ice", "a.b+c", "alicé"],
  variable: ["A=1", "A", "=1"],
  tos: ["ef", "AF41", "0x18", "184", "best"],
  names: ["x", "x,y", " x , y "],
  text: ["some text", "<x>"],
};

/** Sections that stand well by themselves: what the type needs at least. */
const BASE: Readonly<Record<string, (index: number) => string>> = {
  endpoint: () => "",
  aor: () => "",
  auth: () => "username=u\npassword=example\n",
  identify: () => "endpoint=x\nmatch=192.0.2.9\n",
  acl: () => "",
  registration: () => "server_uri=sip:192.0.2.1\nclient_uri=sip:a@192.0.2.1\n",
};

/** Left out: what depends on the machine, and what the engine would go and look up. */
const SKIPPED: readonly OptionKind[] = ["file", "expression", "ciphers", "codec-preferences", "security-mechanisms"];
const SKIPPED_NAMES = ["type", "geoloc_incoming_call_profile", "geoloc_outgoing_call_profile", "outbound_proxy", "server_uri", "client_uri", "contact_user", "contact_header_params", "stir_shaken"];

/** One section of pjsip.conf for every option of these types and every value it is tried with, the names of its chan_sip past and misspellings included. */
export function optionCorpus(): string {
  const sections: string[] = [];
  for (const [type, base] of Object.entries(BASE)) {
    for (const [name, fact] of Object.entries(TABLES[type] ?? {})) {
      if (SKIPPED.includes(fact.kind) || SKIPPED_NAMES.includes(name)) continue;
      const values = new Set([...COMMON, ...(OF_KIND[fact.kind] ?? [])]);
      for (const value of values) {
        if (fact.kind === "match" && /^[a-z-]/.test(value)) continue;
        sections.push(`[${type}-${sections.length}]\ntype=${type}\n${base(sections.length)}${name}=${value}\n`);
      }
    }
    for (const name of ["nat", "secret", "directmedia", "no_such_option", "Context", "MAX_CONTACTS", "@mine", "permit"]) {
      sections.push(`[${type}-${sections.length}]\ntype=${type}\n${base(sections.length)}${name}=1\n`);
    }
  }
  return sections.join("");
}

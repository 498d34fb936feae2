import type { SourceFile } from "../../source/index.js";

/** What a file is to an audit; `other` is not read any further. */
export type FileKind = "asterisk" | "kamailio" | "tls.cfg" | "iptables-save" | "ipset-save" | "nft" | "other";

/** Configuration files of Asterisk whose content the audit understands, by name: an /etc/asterisk holds a hundred others. */
const ASTERISK = /(?:^|\/)(?:pjsip[\w.-]*|extensions[\w.-]*|manager[\w.-]*|http|ari|rtp|acl|logger|modules|asterisk|cdr|iax|sip[\w.-]*|voicemail|features)\.conf$/;

/** How far into a file a look is taken: enough for a licence and a changelog before the first statement. */
const LOOK = 64 * 1024;

/** Told by what is in the file; by its name only where the content of several formats looks alike. */
export function recognise(file: SourceFile): FileKind {
  const head = file.text.slice(0, LOOK);
  if (/^\*(?:filter|nat|raw|mangle|security)\s*$/m.test(head) && /^COMMIT\s*$/m.test(file.text)) return "iptables-save";
  if (/^create \S+ (?:hash|bitmap|list):/m.test(head)) return "ipset-save";
  if (/^\s*table (?:inet|ip6?|bridge|arp|netdev) \S+/m.test(head) || /^\s*\{\s*"nftables"\s*:/.test(head)) return "nft";
  if (/^#!(?:KAMAILIO|OPENSER|SER|MAXCOMPAT|ALL)\b/m.test(head) || /^\s*(?:loadmodule|modparam)\s*[("]/m.test(head) || /^\s*(?:request_route|route(?:\[[^\]]*\])?)\s*\{/m.test(file.text)) return "kamailio";
  if (/^\[(?:server|client):/m.test(head) || /(?:^|\/)tls\.cfg$/.test(file.path)) return "tls.cfg";
  return ASTERISK.test(file.path) ? "asterisk" : "other";
}

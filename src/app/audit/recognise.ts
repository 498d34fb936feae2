import { FILES } from "../../dialects/asterisk/index.js";
import type { SourceFile } from "../../source/index.js";

/** What a file is to an audit; `other` is not read any further. */
export type FileKind = "asterisk" | "kamailio" | "tls.cfg" | "iptables-save" | "ipset-save" | "nft" | "rtpengine.conf" | "sshd_config" | "kamailio-list" | "fail2ban" | "script" | "other";

/** Files that Asterisk reads, and what they usually include: `sip_custom.conf`, `pjsip.endpoint.conf`. */
const ASTERISK = new RegExp(`(?:^|/)(?:pjsip[\\w.-]*|extensions[\\w.-]*|manager[\\w.-]*|sip[\\w.-]*|(?:${FILES.map((name) => name.replace(".conf", "")).join("|")})(?:_[\\w.-]*)?)\\.conf$`);

/** How far into a file a look is taken: enough for a licence and a changelog before the first statement. */
const LOOK = 64 * 1024;

/** A program for another interpreter than nft or iptables-restore: what it does shows when it runs, whatever it looks like. */
const SCRIPT = /^\uFEFF?#![ \t]*\/(?![^\n]*(?:nft|restore)\b)/;

/** Told by what is in the file; by its name only where the content of several formats looks alike. */
export function recognise(file: SourceFile): FileKind {
  const head = file.text.slice(0, LOOK);
  if (SCRIPT.test(head)) return "script";
  if (/^\*(?:filter|nat|raw|mangle|security)\s*$/m.test(head) && /^COMMIT\s*$/m.test(file.text)) return "iptables-save";
  if (/^create \S+ (?:hash|bitmap|list):/m.test(head)) return "ipset-save";
  if (/^\s*table (?:inet|ip6?|bridge|arp|netdev) \S+/m.test(head) || /^\s*\{\s*"nftables"\s*:/.test(head)) return "nft";
  if (/^#!(?:KAMAILIO|OPENSER|SER|MAXCOMPAT|ALL)\b/m.test(head) || /^\s*(?:loadmodule|modparam)\s*[("]/m.test(head) || /^\s*(?:request_route|route(?:\[[^\]]*\])?)\s*\{/m.test(file.text)) return "kamailio";
  if (/^\[(?:server|client):/m.test(head) || /(?:^|\/)tls\.cfg$/.test(file.path)) return "tls.cfg";
  return byName(file.path);
}

/** Whether a file's name alone makes it one that an audit would miss. */
export function isMissed(path: string): boolean {
  return byName(path) !== "other" || /(?:^|\/)(?:kamailio[\w.-]*\.cfg|tls\.cfg|rules\.v[46]|ip6?tables[\w.-]*|ipset[\w.-]*|nftables[\w.-]*)$/.test(path);
}

/** Formats whose content looks like any other ini file, or like none. */
function byName(path: string): FileKind {
  // Before the others: filter.d/asterisk.conf is fail2ban's.
  if (/(?:^|\/)(?:jail|fail2ban)(?:\.d\/[^/]+)?\.(?:conf|local)$|(?:^|\/)(?:filter|action)\.d\/[^/]+\.(?:conf|local)$/.test(path)) return "fail2ban";
  if (ASTERISK.test(path)) return "asterisk";
  if (/(?:^|\/)rtpengine[\w.-]*\.conf$/.test(path)) return "rtpengine.conf";
  if (/(?:^|\/)(?:sshd_config|sshd_config\.d\/[^/]+\.conf)$/.test(path)) return "sshd_config";
  if (/(?:^|\/)(?:dispatcher|address(?:es)?|trusted)\.list$|(?:^|\/)(?:permissions|register|uri)\.(?:allow|deny)$/.test(path)) return "kamailio-list";
  return "other";
}

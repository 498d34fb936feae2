import type { FileKind } from "../audit/recognise.js";
import { ASTERISK_COMMENTS } from "./asterisk.js";
import type { CommentSyntax } from "./comment.js";
import { scanning, wholeLines } from "./scan.js";

const KAMAILIO = scanning({
  line: ["#", "//"], block: true, quotes: "\"'", longQuotes: true, apart: false,
  not: /(?:#!|!!)[^\n\\]*(?:\\[^][^\n\\]*)*/y, // a directive takes its whole line, and a `#` in it is text
});

/** How comments look in each kind of file; null where it has none (JSON) or is not read. */
const SYNTAXES: Readonly<Record<FileKind, CommentSyntax | null>> = {
  "asterisk": ASTERISK_COMMENTS,
  "kamailio": KAMAILIO,
  "tls.cfg": scanning({ line: ["#", ";"], block: false, quotes: "\"'", longQuotes: false, apart: true, not: null }),
  "iptables-save": wholeLines("#"), // elsewhere in a line it is a part of the rule
  "ipset-save": wholeLines("#"),
  "nft": scanning({ line: ["#"], block: false, quotes: '"', longQuotes: false, apart: false, not: null }),
  "rtpengine.conf": wholeLines("#"), // GLib's key files know no others
  "sshd_config": scanning({ line: ["#"], block: false, quotes: '"', longQuotes: false, apart: true, not: null }),
  "kamailio-list": scanning({ line: ["#"], block: false, quotes: '"', longQuotes: false, apart: true, not: null }),
  "fail2ban": scanning({ line: ["#", ";"], block: false, quotes: "", longQuotes: false, apart: true, not: /(?<=[^\r\n])#/y }),
  "script": null,
  "other": null,
};

export function commentsOf(kind: FileKind): CommentSyntax | null {
  return SYNTAXES[kind];
}

export type { Comment, CommentSyntax } from "./comment.js";

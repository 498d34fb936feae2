import type { Span } from "../../source/index.js";
import type { Statement } from "./ast.js";

/**
 * Where nft lacks the extension, it prints nothing for a match or target of iptables (its complaint goes to stderr):
 * `tcp dport 5060  counter packets 0 bytes 0 accept` may have been narrowed to a list of sources. What is left are the
 * blanks around it (seen with 1.0.6; nft itself sets one between two statements). One too many before the counter, which
 * every rule of iptables has, stands for a match; one at the end for a match or a target.
 */
export function lostStatements(text: string, { start, end }: Span): { readonly match: Statement | null; readonly target: Statement | null } {
  const rule = text.slice(start, end);
  const counter = /(^|\S)( *)counter packets \d+ bytes \d+/.exec(rule);
  if (counter === null) return { match: null, target: null };
  const before = counter.index === 0 && counter[1] === "" ? text[start - 1] === " " : (counter[2] ?? "").length > 1;
  return {
    match: before ? { kind: "match", comparison: "implicit", left: { kind: "unknown", text: "xt match" }, right: { kind: "literal", text: "" } } : null,
    target: text[end] === " " && /\d$/.test(rule) ? { kind: "unknown", text: "xt target" } : null,
  };
}

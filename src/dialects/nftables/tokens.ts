import type { SourceFile } from "../../source/index.js";

/** `end` ends a statement (a line break or `;`); `xt` is an extension of iptables that nft cannot show; `bad` is no token of nft. */
export type TokenKind = "word" | "number" | "string" | "address" | "symbol" | "end" | "xt" | "bad";

export interface Token {
  readonly kind: TokenKind;
  /** Without the quotes of a string. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * As nft's scanner cuts a text (nftables src/scanner.l), the longest fit first. A name may hold `-`, `/` and `.`, so
 * `$LOW-$HIGH` begins with the variable `LOW-`; a number may not.
 */
const FORMS: readonly (readonly [kind: TokenKind | "skip", form: RegExp])[] = [
  ["skip", /[ \t\r\f\v]+|\\\r?\n/y],
  // A match or target of iptables that this nft has no words for. One of its forms looks like a comment in the middle of
  // the rule, another breaks the line (nftables src/xt.c).
  ["xt", /# (xt_[\w-]+)(?=[ \t]*(?:$|# xt_|(?:counter|accept|drop|return|jump|goto|comment)\b))/my],
  ["xt", /XT ((?:match|target) [\w-]+) not found[ \t]*\n?/y],
  ["skip", /#[^\n]*/y],
  ["end", /[\n;]/y],
  ["string", /"([^"\n]*)"/y],
  ["address", /(?:[0-9a-fA-F]{0,4}:){2,8}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4})(?![\w:])/y],
  ["address", /\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/y],
  ["number", /0x[0-9a-fA-F]+|\d+(?:[a-zA-Z][\w]*)?/y],
  ["word", /[A-Za-z_][\w/.-]*\*?|\\\*/y],
  ["symbol", /==|!=|<=|>=|<<|>>|[{}()[\],.:/+&|^!<>=*$@-]/y],
];

/** Cuts the whole text; what fits no form becomes `bad`, one character at a time. */
export function tokenize({ text }: SourceFile): Token[] {
  const tokens: Token[] = [];
  for (let start = 0; start < text.length; ) {
    const { kind, match } = next(text, start);
    const end = start + match[0].length;
    if (kind !== "skip") tokens.push({ kind, text: kind === "string" || kind === "xt" ? (match[1] ?? "") : match[0], start, end });
    start = end;
  }
  return tokens;
}

function next(text: string, start: number): { readonly kind: TokenKind | "skip"; readonly match: readonly [string, ...string[]] } {
  for (const [kind, form] of FORMS) {
    form.lastIndex = start;
    const match = form.exec(text);
    if (match !== null) return { kind, match: match as unknown as [string, ...string[]] };
  }
  return { kind: "bad", match: [text[start] ?? ""] };
}

import type { Span } from "../../source/index.js";

export type TokenKind = "id" | "number" | "string" | "pv" | "ipv6" | "punct" | "event-name" | "substitution" | "end";

/** One token as src/core/cfg.lex would hand it to the grammar, after defines, includes and conditions. */
export interface Token {
  readonly kind: TokenKind;
  /** As written; for punctuation the operator itself. */
  readonly text: string;
  /** The value after escapes, string substitutions and number bases. */
  readonly value: string | number;
  readonly at: Span;
  /** Definitions that the text came from, innermost last. */
  readonly via: readonly Span[];
  /** Nothing stands between it and the token before: `192.0.2.1` is seven tokens that belong together. */
  readonly glued: boolean;
}

/**
 * Operators and punctuation, longest first. Blank, comment and directive signs are not among them: they are eaten
 * before.
 */
export const PUNCTUATION = [
  "<<", ">>", "==", "=~", "!=", ">=", "<=", "&&", "||", "+=", "(int)", "(str)",
  "=", ">", "<", "!", "&", "|", "^", "~", "+", "-", "*", "/", ",", ";", ":", ".", "(", ")", "{", "}", "[", "]",
] as const;

/** Words that are operators wherever they stand (cfg.lex: NOT, LOG_AND, LOG_OR, MODULO, STREQ, …). */
export const WORD_OPERATORS: ReadonlyMap<string, string> = new Map([
  ["not", "!"], ["and", "&&"], ["or", "||"], ["mod", "mod"], ["eq", "eq"], ["ne", "ne"], ["ieq", "ieq"], ["ine", "ine"],
]);

/** Words that are numbers (cfg.lex: YES, NO, INET, INET6). AF_INET is 2 and AF_INET6 is 10 on Linux. */
export const WORD_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...["yes", "true", "on", "enable"].map((word) => [word, 1] as const),
  ...["no", "false", "off", "disable"].map((word) => [word, 0] as const),
  ...["inet", "INET", "ipv4", "IPv4", "IPV4"].map((word) => [word, 2] as const),
  ...["inet6", "INET6", "ipv6", "IPv6", "IPV6"].map((word) => [word, 10] as const),
]);

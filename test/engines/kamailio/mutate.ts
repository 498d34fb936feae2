import type { Random } from "../raw/random.js";

/** One change to a configuration, by its kind, so that a failure can be told apart. */
export interface Mutant {
  readonly kind: string;
  readonly text: string;
}

type Change = (text: string, random: Random) => string;

/** Tokens as an editor would see them, comments and blanks left out. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|#!\w+|\$\w+|[A-Za-z_]\w*|\d+|&&|\|\||[=!]=|\S/g;

const INSERTED = ['"', "'", ";", "{", "}", "(", ")", "\n", "#", "/*", "*/", "$", "=", "!", "#!endif\n", "#!ifdef X\n", ",", "[", "]", "\\", " ", "&&", "a", "0", "$var(x)", "if", "else", "return", "\r\n", "//"];

const CHANGES: Readonly<Record<string, Change>> = {
  "characters deleted": (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + 1 + random.below(3));
  },
  "text inserted": (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + random.pick(INSERTED) + text.slice(at);
  },
  "token deleted": (text, random) => replaceToken(text, random, () => ""),
  "token doubled": (text, random) => replaceToken(text, random, (token) => `${token} ${token}`),
  "tokens swapped": (text, random) => {
    const tokens = tokensOf(text);
    const index = random.below(tokens.length - 1);
    const [first, second] = [tokens[index], tokens[index + 1]];
    if (first === undefined || second === undefined) return text;
    return text.slice(0, first.start) + text.slice(second.start, second.end) + text.slice(first.end, second.start) + text.slice(first.start, first.end) + text.slice(second.end);
  },
  "line deleted": (text, random) => {
    const lines = text.split("\n");
    lines.splice(random.below(lines.length), 1);
    return lines.join("\n");
  },
  "cut off": (text, random) => text.slice(0, random.below(text.length)),
  "quotes removed": (text, random) => replaceToken(text, random, (token) => token.replace(/^"(.*)"$/, "$1"), /^"/),
  "name misspelt": (text, random) => replaceToken(text, random, (token) => misspelt(token, random), /^[A-Za-z_$]\w{2,}/),
  "number for string": (text, random) => replaceToken(text, random, () => "7", /^"/),
  "string for number": (text, random) => replaceToken(text, random, (token) => `"${token}"`, /^\d/),
  "define changed": (text, random) => replaceToken(text, random, (token) => random.pick(["#!define", "#!ifdef", "#!ifndef", "#!endif", "#!else", `${token} `]), /^#!/),
};

/** A text changed in one place. */
export function mutant(text: string, random: Random): Mutant {
  const kind = random.pick(Object.keys(CHANGES));
  return { kind, text: CHANGES[kind]?.(text, random) ?? text };
}

function misspelt(token: string, random: Random): string {
  const at = 1 + random.below(token.length - 1);
  return random.chance(0.5) ? token.slice(0, at) + token.slice(at + 1) : `${token.slice(0, at)}x${token.slice(at)}`;
}

function replaceToken(text: string, random: Random, change: (token: string) => string, wanted = /^/): string {
  const tokens = tokensOf(text).filter(({ start, end }) => wanted.test(text.slice(start, end)));
  if (tokens.length === 0) return text;
  const { start, end } = random.pick(tokens);
  return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end);
}

function tokensOf(text: string): { readonly start: number; readonly end: number }[] {
  // Comments stay as they are, that changes fall where they matter; directives begin with # as well.
  const plain = text.replace(/^[ \t]*#(?!!)[^\n]*/gm, (comment) => " ".repeat(comment.length));
  return [...plain.matchAll(TOKEN)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

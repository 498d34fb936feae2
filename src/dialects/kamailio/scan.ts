/**
 * The lexical rules of one token over one text, without defines, includes or conditions. Source: src/core/cfg.lex.
 * Every function takes the text and the offset where the token starts and gives the offset after it.
 */

export interface Scanned {
  readonly kind: "id" | "number" | "string" | "pv" | "ipv6" | "punct" | "bad";
  readonly end: number;
  readonly value: string | number;
  /** What is wrong with the token, where something is. */
  readonly problem: string | null;
}

const WORD = /[A-Za-z0-9_]+/y;
const IPV6 = /(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|(?:[0-9a-fA-F]{1,4}:){1,7}(?::[0-9a-fA-F]{1,4}){1,7}|:(?::[0-9a-fA-F]{1,4}){1,7}|(?:[0-9a-fA-F]{1,4}:){1,7}:|::/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
/** `@from.uri`, `@hdr["X"][1]`, `%fr.name`: the select and attribute forms of the old SER language. */
const SELECT = /[@%][A-Za-z_]\w*(?:\.\w+|\[(?:"[^"\n]*"|[^\]\n"]*)\])*/y;
const RETURN_CODE = /\$(?:\?|retcode|rc)/y;
/** In compatibility mode `$f.name` and its like are attributes (cfg.lex: AVP_PREF). */
const ATTRIBUTE = /\$(?:[ft][rud]?|g)\.\w+/y;

export function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

export function scanToken(text: string, at: number, punctuation: readonly string[]): Scanned {
  const first = text[at] ?? "";
  if (first === '"') return scanDoubleQuoted(text, at);
  if (first === "'") return scanSingleQuoted(text, at);
  if (first === "$") return scanVariable(text, at);
  if (first === "@" || first === "%") {
    const select = matchAt(SELECT, text, at);
    if (select !== null) return { kind: "pv", end: at + select.length, value: select, problem: null };
  }
  const word = matchAt(WORD, text, at);
  const ipv6 = matchAt(IPV6, text, at);
  // flex takes the longest match: `fe80::1` is an address although `fe80` alone is a name.
  if (ipv6 !== null && ipv6.length > (word?.length ?? 0)) return { kind: "ipv6", end: at + ipv6.length, value: ipv6, problem: null };
  if (text.startsWith("msg:len", at)) return { kind: "id", end: at + 7, value: "msg:len", problem: null };
  if (text.startsWith("uri:host", at) || text.startsWith("uri:port", at)) return { kind: "id", end: at + 8, value: text.slice(at, at + 8), problem: null };
  if (word !== null) return scanWord(word, at);
  const sign = punctuation.find((candidate) => text.startsWith(candidate, at));
  if (sign !== undefined) return { kind: "punct", end: at + sign.length, value: sign, problem: null };
  return { kind: "bad", end: at + 1, value: first, problem: `the character ${JSON.stringify(first)} has no meaning here and is passed over` };
}

function scanWord(word: string, at: number): Scanned {
  const end = at + word.length;
  const number = numberOf(word);
  if (number !== null) return { kind: "number", end, value: number, problem: null };
  return { kind: "id", end, value: word, problem: null };
}

/** Decimal, hexadecimal, octal (`0600` is 384) and binary (`101b`) numbers. */
export function numberOf(word: string): number | null {
  if (/^(?:0|[1-9][0-9]*)$/.test(word)) return Number(word);
  if (/^0x[0-9a-fA-F]+$/.test(word)) return Number.parseInt(word.slice(2), 16);
  if (/^[01]+b$/.test(word)) return Number.parseInt(word, 2);
  if (/^0[0-7]+$/.test(word)) return Number.parseInt(word, 8);
  return null;
}

const PLAIN_STRING = /[^"\\]+/y;

/** `"…"` with its escapes; neighbours (`"a" "b"`) are joined by the caller, which knows what stands between. */
function scanDoubleQuoted(text: string, at: number): Scanned {
  const parts: string[] = [];
  let index = at + 1;
  while (index < text.length) {
    const plain = matchAt(PLAIN_STRING, text, index);
    if (plain !== null) {
      parts.push(plain);
      index += plain.length;
    } else if (text[index] === '"') {
      return { kind: "string", end: index + 1, value: parts.join(""), problem: null };
    } else {
      const escape = readEscape(text, index);
      parts.push(escape.value);
      index = escape.end;
    }
  }
  return { kind: "string", end: text.length, value: parts.join(""), problem: "the string is not closed" };
}

const SIMPLE: Readonly<Record<string, string>> = { n: "\n", r: "\r", a: "\u0007", t: "\t", '"': '"', "\\": "\\", "\n": "" };
const HEX = /\\x([0-9a-fA-F]{1,2})/y;
const OCTAL = /\\([0-7]{2,3})/y;

/** Any other `\c` keeps its backslash, so that `"\d"` reaches a regex whole. */
function readEscape(text: string, at: number): { readonly value: string; readonly end: number } {
  const simple = SIMPLE[text[at + 1] ?? ""];
  if (simple !== undefined) return { value: simple, end: at + 2 };
  const hex = matchAt(HEX, text, at);
  if (hex !== null) return { value: String.fromCharCode(Number.parseInt(hex.slice(2), 16)), end: at + hex.length };
  const octal = matchAt(OCTAL, text, at);
  if (octal !== null) return { value: String.fromCharCode(Number.parseInt(octal.slice(1), 8) & 0xff), end: at + octal.length };
  return { value: "\\", end: at + 1 };
}

/** `'…'`: raw, may span lines. */
function scanSingleQuoted(text: string, at: number): Scanned {
  const close = text.indexOf("'", at + 1);
  if (close < 0) return { kind: "string", end: text.length, value: text.slice(at + 1), problem: "the string is not closed" };
  return { kind: "string", end: close + 1, value: text.slice(at + 1, close), problem: null };
}

/**
 * `$name`, `$name(…)`, `$(…)`. `$rc` and `$retcode` are recognised before all others, so that `$rcv(x)` outside a
 * string is `$rc` followed by `v(x)`, as the engine reads it.
 */
function scanVariable(text: string, at: number): Scanned {
  const code = matchAt(RETURN_CODE, text, at);
  if (code !== null) return variable(text, at, at + code.length, null);
  const attribute = matchAt(ATTRIBUTE, text, at);
  if (attribute !== null) return variable(text, at, at + attribute.length, null);
  const name = matchAt(NAME, text, at + 1);
  const open = at + 1 + (name?.length ?? 0);
  if (text[open] === "(") {
    const close = closingParenthesis(text, open);
    return close === null ? variable(text, at, lineEnd(text, at), "the parenthesis is not closed on its line") : variable(text, at, close + 1, null);
  }
  return variable(text, at, open, name === null ? "a variable needs a name after $" : null);
}

function variable(text: string, at: number, end: number, problem: string | null): Scanned {
  return { kind: "pv", end, value: text.slice(at, end), problem };
}

function closingParenthesis(text: string, open: number): number | null {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    const sign = text[index];
    if (sign === "(") depth++;
    else if (sign === ")") {
      depth--;
      if (depth === 0) return index;
    } else if (sign === "\n") return null;
  }
  return null;
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

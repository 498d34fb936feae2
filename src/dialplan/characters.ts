/** A set of characters as a mask: a bit for each character of ASCII, and bit 128 for all that is beyond. */
export type Characters = bigint;

const BITS: readonly bigint[] = Array.from({ length: 129 }, (_, at) => 1n << BigInt(at));
const BEYOND = BITS[128] ?? 0n;

export const NO_CHARACTERS: Characters = 0n;
export const ANY_CHARACTER: Characters = (1n << 129n) - 2n;

/** The bit of the character at an index of a text. */
function bitAt(text: string, at: number): Characters {
  return BITS[text.charCodeAt(at)] ?? BEYOND;
}

export function charactersIn(text: string): Characters {
  let set = NO_CHARACTERS;
  for (let at = 0; at < text.length; at += 1) set |= bitAt(text, at);
  return set;
}

export function allBut(set: Characters): Characters {
  return ANY_CHARACTER & ~set;
}

export function matching(fits: (char: string) => boolean): Characters {
  let set = NO_CHARACTERS;
  for (let code = 1; code < 128; code += 1) if (fits(String.fromCharCode(code))) set |= BITS[code] ?? NO_CHARACTERS;
  return fits("\u00e9") ? set | BEYOND : set;
}

export const DIGITS = charactersIn("0123456789");
/** What a telephone's keys send. */
export const KEYS = DIGITS | charactersIn("*#ABCD");

/** The characters that an engine's range notation names: `0-9a-f`, with `\xNN`, `\n`, `\r`, `\t` and `\` before any other (func_strings.c, get_range). */
export function ranges(text: string): Characters {
  let set = NO_CHARACTERS;
  for (let at = 0; at < text.length;) {
    const [first, after] = rangeChar(text, at);
    if (text[after] === "-" && after + 1 < text.length) {
      const [last, end] = rangeChar(text, after + 1);
      for (let code = first; code <= last && code < 128; code += 1) set |= BITS[code] ?? NO_CHARACTERS;
      at = end;
    } else {
      set |= BITS[first] ?? BEYOND;
      at = after;
    }
  }
  return set;
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9 };

function rangeChar(text: string, at: number): [code: number, after: number] {
  if (text[at] !== "\\" || at + 1 >= text.length) return [text.charCodeAt(at), at + 1];
  const hex = /^x([0-9a-f]{2})/i.exec(text.slice(at + 1, at + 4));
  if (hex !== null) return [Number.parseInt(hex[1] ?? "0", 16), at + 4];
  const escaped = text[at + 1] ?? "";
  return [ESCAPES[escaped] ?? text.charCodeAt(at + 1), at + 2];
}

/** Whether every character of one set is in another. */
export function within(set: Characters, other: Characters): boolean {
  return (set & ~other) === NO_CHARACTERS;
}

const PREFERRED = "1234567890*#&,/;'\"$`| abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** One character of a set, the most ordinary first; empty where there is none to show. */
export function oneOf(set: Characters): string {
  for (const char of PREFERRED) if ((set & charactersIn(char)) !== NO_CHARACTERS) return char;
  for (let code = 33; code < 127; code += 1) if ((set & (BITS[code] ?? NO_CHARACTERS)) !== NO_CHARACTERS) return String.fromCharCode(code);
  return "";
}

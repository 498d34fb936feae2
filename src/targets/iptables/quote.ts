import type { Quoted } from "../target.js";

/** Words of iptables-restore's and ipset-restore's grammar. */
export type Word = Quoted<"iptables">;

/** The kernel keeps 255 bytes of a comment and its closing zero; our texts stay well below. */
const LONGEST_COMMENT = 200;

/** A comment between double quotes. What could end the quotes, the line or the terminal's peace is written as `?`. */
export function comment(text: string): Word {
  return `"${plain(text)}"` as Word;
}

/** Text behind a `#` on a line of its own. */
export function remark(text: string): Word {
  return plain(text) as Word;
}

function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9 .,:;()@/_+=-]/gu, "?").slice(0, LONGEST_COMMENT);
}

/** An address or CIDR of the resolved policy: digits, hex letters, dots, colons and a prefix length. */
export function address(text: string): Word {
  if (!/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(text)) throw new Error(`not an address: ${text}`);
  return text as Word;
}

/** Name of an ipset: 31 characters at most, with the family's digit and the `_new` of the time of loading. */
export function name(text: string): Word {
  if (!/^[a-z][a-z0-9_-]{0,30}$/.test(text)) throw new Error(`not a set name: ${text}`);
  return text as Word;
}

/** Name of a table of sources; the kernel allows 255 characters. */
export function tableName(text: string): Word {
  if (!/^[a-z][a-z0-9_-]{0,100}$/.test(text)) throw new Error(`not a table name: ${text}`);
  return text as Word;
}

export function number(value: number): Word {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`not a natural number: ${value}`);
  return String(value) as Word;
}

import type { Quoted } from "../target.js";

/** Words of the nft grammar. */
export type Word = Quoted<"nftables">;

/** nft 1.0 takes 128 bytes in a comment with its closing zero. */
const LONGEST_COMMENT = 120;

/** A string between double quotes; nft knows no escape inside them, so what does not belong there is written as `?`. */
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

/** An address or CIDR of the resolved policy; nft takes anything else in its place for a host name to look up. */
export function address(text: string): Word {
  if (!/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(text)) throw new Error(`not an address: ${text}`);
  return text as Word;
}

/** Name of a set. */
export function name(text: string): Word {
  if (!/^[a-z][a-z0-9_-]{0,60}$/.test(text)) throw new Error(`not a set name: ${text}`);
  return text as Word;
}

export function number(value: number): Word {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`not a natural number: ${value}`);
  return String(value) as Word;
}

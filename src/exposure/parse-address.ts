import ipaddr from "ipaddr.js";
import type { Family, Range } from "./addresses.js";

/** An address as a number; null where the text is none. */
export function parseAddress(text: string): { readonly family: Family; readonly value: bigint } | null {
  const bare = text.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  // Only dotted IPv4: `10.1` and octal forms mean something else to each program that reads them.
  if (/^\d+\.\d+\.\d+\.\d+$/.test(bare) ? !ipaddr.IPv4.isValidFourPartDecimal(bare) : !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.parse(bare);
  const bytes = address.toByteArray();
  return { family: bytes.length === 4 ? 4 : 6, value: bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) };
}

/** `192.0.2.1`, `192.0.2.0/24`, `192.0.2.0/255.255.255.0`, `192.0.2.1-192.0.2.9`; host bits are cut off as the kernel does. */
export function parseRange(text: string): { readonly family: Family; readonly range: Range } | null {
  const dash = text.indexOf("-");
  if (dash > 0) return parseFromTo(text.slice(0, dash), text.slice(dash + 1));
  const [host = "", mask] = text.split("/");
  const address = parseAddress(host);
  if (address === null) return null;
  const bits = address.family === 4 ? 32 : 128;
  const length = mask === undefined ? bits : maskLength(mask, address.family);
  if (length === null || length > bits) return null;
  const rest = BigInt(bits - length);
  const first = (address.value >> rest) << rest;
  return { family: address.family, range: { first, last: first + (1n << rest) - 1n } };
}

function parseFromTo(from: string, to: string): ReturnType<typeof parseRange> {
  const [first, last] = [parseAddress(from), parseAddress(to)];
  if (first === null || last === null || first.family !== last.family || first.value > last.value) return null;
  return { family: first.family, range: { first: first.value, last: last.value } };
}

/** `24` or `255.255.255.0`; null for a mask with holes. */
function maskLength(mask: string, family: Family): number | null {
  if (/^\d{1,3}$/.test(mask)) return Number(mask);
  const value = parseAddress(mask);
  if (value === null || value.family !== family) return null;
  const bits = value.value.toString(2).padStart(family === 4 ? 32 : 128, "0");
  return /^1*0*$/.test(bits) ? bits.replaceAll("0", "").length : null;
}

export function formatAddress(family: Family, value: bigint): string {
  const bytes = Array.from({ length: family === 4 ? 4 : 16 }, (_, index) => Number((value >> BigInt(8 * ((family === 4 ? 3 : 15) - index))) & 0xffn));
  return ipaddr.fromByteArray(bytes).toString();
}

/** The fewest CIDRs that make up a range. */
export function rangeToCidrs(family: Family, range: Range): string[] {
  const bits = family === 4 ? 32n : 128n;
  const cidrs: string[] = [];
  for (let first = range.first; first <= range.last; ) {
    let rest = 0n;
    while (rest < bits && (first & ((1n << (rest + 1n)) - 1n)) === 0n && first + (1n << (rest + 1n)) - 1n <= range.last) rest++;
    cidrs.push(`${formatAddress(family, first)}/${bits - rest}`);
    first += 1n << rest;
  }
  return cidrs;
}

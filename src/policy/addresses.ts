/** Addresses and ranges of both families, parsed strictly: one spelling means one thing. */
import ipaddr from "ipaddr.js";
import { isWrong, wrong, type Wrong } from "./grammar/units.js";

export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
  /** Canonical: dotted decimal, or RFC 5952. */
  readonly text: string;
}

/** An address block, aligned to its prefix. Two blocks are disjoint, or one holds the other. */
export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
  readonly text: string;
}

const BITS = { 4: 32, 6: 128 } as const;

export function parseAddress(text: string): Address | Wrong {
  const value = text.includes(":") ? parseV6(text) : parseV4(text);
  return value ?? wrong(text, "is no IP address", addressHint(text));
}

function addressHint(text: string): string {
  if (text.includes("/")) return "one address without a prefix length";
  if (/^\[.*\]$/.test(text)) return "write it without the brackets";
  if (/^[0-9.]+:[0-9]+$/.test(text)) return "the port has a key of its own";
  if (/^[0-9]+(\.[0-9]+){3}$/.test(text) && /(^|\.)0[0-9]/.test(text)) return "leave out leading zeros: some programs read them as octal";
  if (/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/i.test(text)) return "write the address: what a name stands for can be changed by others";
  return GENERAL;
}

const GENERAL = "an IPv4 or IPv6 address, such as 192.0.2.10 or 2001:db8::10";

export function parseRange(text: string): Range | Wrong {
  const [base = "", length, ...rest] = text.split("/");
  const address = parseAddress(base);
  if (isWrong(address)) return rest.length > 0 ? wrong(text, "is no address range", EXAMPLE) : { ...address, wrong: address.wrong.replace("is no IP address", "is no address range"), hint: address.hint === GENERAL ? EXAMPLE : address.hint };
  if (length === undefined) return wrong(text, "has no prefix length", `a single host is ${address.text}/${BITS[address.family]}`);
  if (rest.length > 0 || !/^(0|[1-9][0-9]{0,2})$/.test(length) || Number(length) > BITS[address.family]) {
    return wrong(text, `has no prefix length from 0 to ${BITS[address.family]}`, EXAMPLE, base.length + 1, text.length - base.length - 1);
  }
  const range = rangeOf(address, Number(length));
  if (range.first === address.value) return range;
  const single = `${address.text}/${BITS[address.family]}`;
  return wrong(text, `has host bits set beyond /${range.prefix}`, `write ${range.text} for the range, or ${single} for the one host`);
}

const EXAMPLE = "an address and a prefix length, such as 203.0.113.0/24 or 2001:db8:10::/48";

function rangeOf(address: Address, prefix: number): Range {
  const size = 1n << BigInt(BITS[address.family] - prefix);
  const first = (address.value / size) * size;
  return { family: address.family, first, last: first + size - 1n, prefix, text: `${addressText(address.family, first)}/${prefix}` };
}

// ipaddr.js also takes 0x7f.1 and 010.0.0.1, which inet_aton reads as something else than people do.
function parseV4(text: string): Address | null {
  if (!/^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}$/.test(text) || !ipaddr.IPv4.isValid(text)) return null;
  return { family: 4, value: toInteger(ipaddr.IPv4.parse(text).toByteArray()), text };
}

function parseV6(text: string): Address | Wrong | null {
  if (text.length > 45 || !/^[0-9A-Fa-f:.]+$/.test(text) || !ipaddr.IPv6.isValid(text)) {
    return text.includes("%") ? wrong(text, "has a zone", "leave out the % and what follows") : null;
  }
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) return wrong(text, "is an IPv4 address in IPv6 clothes", `write ${address.toIPv4Address().toString()}`);
  return { family: 6, value: toInteger(address.toByteArray()), text: address.toRFC5952String() };
}

function toInteger(bytes: readonly number[]): bigint {
  return bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
}

function addressText(family: 4 | 6, value: bigint): string {
  const bytes = Array.from({ length: BITS[family] / 8 }, (_, index) => Number((value >> BigInt(BITS[family] - 8 * (index + 1))) & 255n));
  const address = ipaddr.fromByteArray(bytes);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** By family, place and size, so that a block stands before those it holds. */
export function compareRanges(a: Range, b: Range): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefix - b.prefix;
}

/** Sorted, without the blocks that others hold. */
export function withoutOverlap(ranges: readonly Range[]): readonly Range[] {
  const kept: Range[] = [];
  for (const range of ranges.toSorted(compareRanges)) {
    const last = kept.at(-1);
    if (last === undefined || last.family !== range.family || last.last < range.first) kept.push(range);
  }
  return kept;
}

/** The families of which the ranges together are every address there is. */
export function familiesCovered(ranges: readonly Range[]): readonly (4 | 6)[] {
  const sizes = { 4: 0n, 6: 0n };
  for (const { family, first, last } of withoutOverlap(ranges)) sizes[family] += last - first + 1n;
  return ([4, 6] as const).filter((family) => sizes[family] === 1n << BigInt(BITS[family]));
}

export function isWildcard(address: Address): boolean {
  return address.value === 0n;
}

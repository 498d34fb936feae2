/** Address lists of a packet filter: named sets, one per family, so that cost does not grow with their length. */
import type { Network } from "../policy/types.js";
import ipaddr from "ipaddr.js";

export interface AddressSet {
  /** Base of the set's name; the family's digit follows: `rf_office4`, `rf_office6`. At most 24 characters of [a-z0-9_-]. */
  readonly name: string;
  /** Where its addresses come from, for the reader of the rendered file. */
  readonly reason: string;
  /** Canonical CIDRs without overlap; both may be empty. */
  readonly v4: readonly string[];
  readonly v6: readonly string[];
}

/** Names that rendered sets of our own bear; a network of that name gets another. */
const RESERVED = ["ban", "trusted", "media"];

/** Longest readable part of a name. ipset allows 31 characters: `rf_`, this, the family's digit, `_new` while loading. */
const LONGEST = 21;

/**
 * A name for each thing, legal as an ipset name and as an nftables identifier, readable where the thing's own name
 * allows it, else with a checksum. No two are equal, not even if one thing is named as another's checksum would be.
 */
export function setNames(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(RESERVED);
  const given = new Map<string, string>();
  const plain = (name: string): boolean => /^[a-z0-9][a-z0-9_-]*$/.test(name) && name.length <= LONGEST && !taken.has(name);
  // Readable names first: they must not depend on what else is in the policy.
  for (const name of names) {
    if (!plain(name)) continue;
    taken.add(name);
    given.set(name, `rf_${name}`);
  }
  for (const name of names) {
    if (given.has(name)) continue;
    const readable = name.toLowerCase().replace(/[^a-z0-9_-]+/g, "_").slice(0, LONGEST - 9);
    let checksum = fnv1a(name);
    while (taken.has(`${readable}_${hex(checksum)}`)) checksum = (checksum + 1) >>> 0;
    taken.add(`${readable}_${hex(checksum)}`);
    given.set(name, `rf_${readable}_${hex(checksum)}`);
  }
  return given;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}

/** FNV-1a, 32 bits: short, well spread, and the same wherever it runs. It guards no secret. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** The addresses of several networks and single hosts as one set; what lies within another is left out. */
export function union(name: string, reason: string, networks: readonly Pick<Network, "v4" | "v6">[], hosts: readonly string[]): AddressSet {
  const v4 = [...networks.flatMap((network) => network.v4), ...hosts.filter((host) => !host.includes(":")).map((host) => `${host}/32`)];
  const v6 = [...networks.flatMap((network) => network.v6), ...hosts.filter((host) => host.includes(":")).map((host) => `${host}/128`)];
  return { name, reason, v4: withoutNested(v4), v6: withoutNested(v6) };
}

/** CIDRs overlap only by lying in one another: in order of address, an inner one comes right after its outer one. */
function withoutNested(cidrs: readonly string[]): readonly string[] {
  const sorted = [...new Set(cidrs)].map((text) => ({ text, range: ipaddr.parseCIDR(text) })).sort((a, b) => compareBytes(a.range, b.range));
  const kept: typeof sorted = [];
  for (const cidr of sorted) {
    const outer = kept.at(-1);
    if (outer === undefined || !cidr.range[0].match(outer.range[0], outer.range[1])) kept.push(cidr);
  }
  return kept.map(({ text }) => text);
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** By address, the wider network first. */
function compareBytes(a: Range, b: Range): number {
  const left = a[0].toByteArray();
  const right = b[0].toByteArray();
  for (const [index, byte] of left.entries()) {
    const difference = byte - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a[1] - b[1];
}

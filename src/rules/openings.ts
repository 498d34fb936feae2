import { formatAddress, outerInterfaces, portRanges, portsOpen, strangerTo, type Admission, type Chain, type Family, type FilterRule, type NumberRange, type Ruleset } from "../exposure/index.js";
import type { FilterSystem } from "../posture/index.js";

/** Ports that one rule, or a chain's policy, surely opens to anybody. */
export interface Opening {
  readonly protocol: "udp" | "tcp";
  readonly families: ReadonlySet<Family>;
  /** Null: the policy of the chain. */
  readonly rule: FilterRule | null;
  readonly chain: Chain;
  readonly via: readonly FilterRule[];
  readonly ports: readonly NumberRange[];
  /** Rates and counts on the way; found when asked for. */
  readonly limits: readonly FilterRule[];
}

interface Growing extends Opening {
  readonly families: Set<Family>;
}

const known = new WeakMap<Ruleset, readonly Opening[]>();

/** What an address of the Internet that no rule names can reach on this host, and what lets it in. */
export function openingsOf({ ruleset, families }: FilterSystem): readonly Opening[] {
  const before = known.get(ruleset);
  if (before !== undefined) return before;
  const found = new Map<FilterRule | string, Growing[]>();
  for (const family of families) {
    const source = strangerTo(ruleset, family);
    for (const inInterface of outerInterfaces(ruleset).slice(0, MOST_WAYS)) {
      for (const destination of [null, ...ownAddresses(ruleset, family)]) {
        for (const protocol of ["udp", "tcp"] as const) {
          const { admissions } = portsOpen(ruleset, { family, inInterface, protocol, sourcePort: null, destination, state: "new", source });
          for (const admission of admissions) note(found, admission, protocol, family);
        }
      }
    }
  }
  const openings = [...found.values()].flat();
  known.set(ruleset, openings);
  return openings;
}

/** Interfaces and addresses asked about, each: a host has a few. */
const MOST_WAYS = 6;

/** Addresses that rules name as where packets go: on the way in they are the host's own. */
function ownAddresses({ chains }: Ruleset, family: Family): readonly bigint[] {
  const own = new Map<string, bigint>();
  for (const { rules } of chains.values()) {
    for (const match of rules.flatMap(({ matches }) => matches)) {
      if (match.kind !== "destination" || match.negated || match.addresses.family !== family) continue;
      for (const { first, last } of match.addresses.ranges) if (first === last && isUnicast(family, first) && own.size < MOST_WAYS) own.set(formatAddress(family, first), first);
    }
  }
  return [...own.values()];
}

/** Neither multicast nor broadcast nor loopback. */
function isUnicast(family: Family, address: bigint): boolean {
  return family === 4 ? address >> 28n < 14n && address >> 24n !== 127n : address >> 120n !== 0xffn && address > 1n;
}

function note(found: Map<FilterRule | string, Growing[]>, admission: Admission, protocol: "udp" | "tcp", family: Family): void {
  const { rule, chain, via } = admission;
  const ports = portRanges(admission.sure);
  if (ports.length === 0) return;
  const key = rule ?? chain.key;
  const all = found.get(key) ?? [];
  found.set(key, all);
  const text = portsText(ports);
  const same = all.find((one) => one.protocol === protocol && portsText(one.ports) === text);
  if (same === undefined) all.push({ protocol, families: new Set([family]), rule, chain, via, ports, get limits() { return admission.limits; } });
  else same.families.add(family);
}

export function opens({ ports }: Opening, port: number): boolean {
  return ports.some(({ first, last }) => first <= port && port <= last);
}

export function countPorts(ports: readonly NumberRange[]): number {
  return ports.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** Lets in so much that it is told as a whole, not service by service. */
export function isBroad(opening: Opening): boolean {
  return opening.rule === null || countPorts(opening.ports) > 20_000;
}

/** `5060`, `10000-20000, 5060`. */
export function portsText(ports: readonly NumberRange[]): string {
  const shown = ports.slice(0, 6).map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`));
  return shown.join(", ") + (ports.length > 6 ? `, and ${ports.length - 6} more` : "");
}

/** Over IPv6 alone, or over IPv4 alone where the filter decides about both. */
export function familyText({ families }: Opening, system: FilterSystem): string {
  const [only, second] = [...families];
  return second !== undefined || system.families.length === 1 && only === 4 ? "" : ` over IPv${only}`;
}

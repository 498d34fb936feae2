import { complement, everybody, intersection, nobody, type AddressSet } from "./addresses.js";
import type { Query } from "./evaluate.js";
import type { FilterRule, Match, NumberRange, State } from "./model.js";

/** A set known from below and from above. */
export interface Between {
  readonly sure: AddressSet;
  readonly possible: AddressSet;
}

type Answer = "yes" | "no" | "maybe";

/** Sources whose packet of the queried kind the rule matches: all of its matches must agree. */
export function matchSources(rule: FilterRule, query: Query, untracked: Between): Between {
  const drops = rule.verdict.kind === "drop" || rule.verdict.kind === "reject";
  let sure = everybody(query.family);
  let possible = sure;
  for (const match of rule.matches) {
    const one = matchOne(match, query, untracked, drops);
    const turned = match.negated ? { sure: complement(one.possible), possible: complement(one.sure) } : one;
    sure = intersection(sure, turned.sure);
    possible = intersection(possible, turned.possible);
    if (possible.ranges.length === 0) break;
  }
  return { sure, possible };
}

function matchOne(match: Match, query: Query, untracked: Between, drops: boolean): Between {
  switch (match.kind) {
    case "source":
      return match.addresses.family === query.family ? exactly(match.addresses) : answer("no", query);
    case "source-set":
      return matchSet(match, query, drops);
    case "destination":
      return answer(matchDestination(match.addresses, query), query);
    case "destination-set":
      return answer(match.members.family !== query.family ? "no" : match.complete ? matchDestination(match.members, query) : "maybe", query);
    case "in-interface":
      return answer(match.names.some((name) => interfaceIs(name, query.inInterface)) ? "yes" : "no", query);
    case "out-interface":
      // Decided by routing; on the way in there is none.
      return answer("no", query);
    case "protocol":
      return answer(match.protocols.includes(query.protocol) ? "yes" : "no", query);
    case "source-port":
      return answer(matchPort(match.protocols, match.ports, query.sourcePort, query), query);
    case "destination-port":
      return answer(matchPort(match.protocols, match.ports, query.destinationPort, query), query);
    case "state":
      return matchState(match.states, query, untracked);
    case "family":
      return answer(match.family === query.family ? "yes" : "no", query);
    case "limit":
      // The first packet of a quiet source is below every limit.
      return answer(match.above ? "no" : "yes", query);
    case "tcp-flags":
      return answer(matchFlags(match.mask, match.set, query), query);
    case "content":
      return answer(drops ? "no" : "yes", query);
    case "never":
      return answer("no", query);
    case "unknown":
      return answer("maybe", query);
  }
}

function exactly(addresses: AddressSet): Between {
  return { sure: addresses, possible: addresses };
}

function answer(value: Answer, { family }: Query): Between {
  const [none, all] = [nobody(family), everybody(family)];
  return { sure: value === "yes" ? all : none, possible: value === "no" ? none : all };
}

/**
 * A set that fills at run time holds at least what was dumped. Where it drops (a ban) its known members stand for it: a
 * quiet stranger is on no list of bans. Where it lets in, anybody may have got onto it.
 */
function matchSet(match: Extract<Match, { readonly members: AddressSet }>, query: Query, drops: boolean): Between {
  if (match.members.family !== query.family) return answer("no", query);
  if (match.complete || drops) return exactly(match.members);
  return { sure: match.members, possible: everybody(query.family) };
}

function matchDestination(addresses: AddressSet, { destination, family }: Query): Answer {
  if (addresses.family !== family) return "no";
  if (destination === null) return complement(addresses).ranges.length === 0 ? "yes" : "maybe";
  return addresses.ranges.some(({ first, last }) => first <= destination && destination <= last) ? "yes" : "no";
}

/** `eth+` (iptables) and `eth*` (nft) stand for every name that begins so. */
function interfaceIs(pattern: string, name: string): boolean {
  const wild = /^(.*)[+*]$/.exec(pattern);
  return wild === null ? pattern === name : name.startsWith(wild[1] ?? "");
}

function matchPort(protocols: readonly string[], ports: readonly NumberRange[], port: number | null, { protocol }: Query): Answer {
  if (protocols.length > 0 && !protocols.includes(protocol)) return "no";
  // "Any source port" is asked with null: only a match of all ports is sure.
  if (port === null) return ports.some(({ first, last }) => first === 0 && last === 65_535) ? "yes" : "maybe";
  return ports.some(({ first, last }) => first <= port && port <= last) ? "yes" : "no";
}

function matchFlags(mask: readonly string[], set: readonly string[], { protocol, state }: Query): Answer {
  if (protocol !== "tcp") return "no";
  if (state !== "new") return "maybe";
  const seen = mask.filter((flag) => flag === "SYN" || flag === "syn");
  return seen.length === set.length && set.every((flag) => flag.toUpperCase() === "SYN") ? "yes" : "no";
}

/** Once untracked, a packet is neither new nor established (xt_conntrack: XT_CONNTRACK_STATE_UNTRACKED). */
function matchState(states: readonly State[], query: Query, untracked: Between): Between {
  const tracked = states.includes(query.state);
  const free = states.includes("untracked");
  if (tracked && free) return answer("yes", query);
  if (tracked) return { sure: complement(untracked.possible), possible: complement(untracked.sure) };
  if (free) return untracked;
  return answer("no", query);
}

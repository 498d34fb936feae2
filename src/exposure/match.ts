import { addressSet, complement, contains, everybody, intersection, isEmpty, isEverybody, nobody, sizeOf, union, unionOf, type AddressSet, type Family } from "./addresses.js";
import type { Query } from "./evaluate.js";
import type { Match, NumberRange, State } from "./model.js";

/** A set known from below and from above. */
export interface Between {
  readonly sure: AddressSet;
  readonly possible: AddressSet;
}

/**
 * What a match does with the packets of each source. Two things stand between a packet and a plain yes or no: what nobody
 * here knows, and what the sender chooses (payload, length, source port).
 */
export interface Matched {
  /** Sources that are matched if they want to be, whatever the unknown is. */
  readonly sure: AddressSet;
  /** Sources that are matched if they want to be and the unknown is kind to them. */
  readonly possible: AddressSet;
  /** Sources that are matched whatever they send and whatever the unknown is. */
  readonly forced: AddressSet;
  /** Sources that may be unable to avoid the match; the rest can go on to the next rule for sure. */
  readonly stuck: AddressSet;
}

/** What earlier rules did to the packet and to the sets that later ones look at. */
export interface Traces {
  /** Sources whose packets are untracked. */
  readonly untracked: Between;
  /** Sources that this very packet may have put on a set. */
  readonly added: ReadonlyMap<string, AddressSet>;
}

type Answer = "yes" | "no" | "maybe" | "choice";

const ANSWERS: Readonly<Record<Family, Readonly<Record<Answer, Matched>>>> = { 4: answersOf(4), 6: answersOf(6) };

function answersOf(family: Family): Record<Answer, Matched> {
  const [none, all] = [nobody(family), everybody(family)];
  return {
    yes: { sure: all, possible: all, forced: all, stuck: all },
    no: { sure: none, possible: none, forced: none, stuck: none },
    maybe: { sure: none, possible: all, forced: none, stuck: all },
    choice: { sure: all, possible: all, forced: none, stuck: none },
  };
}

/** Sources whose packet of the queried kind is matched by all of the matches. */
export function matchAll(matches: readonly Match[], query: Query, traces: Traces): Matched {
  let all = ANSWERS[query.family].yes;
  for (const match of matches) {
    const one = matchOne(match, query, traces);
    all = both(all, match.negated ? not(one) : one);
    if (isEmpty(all.possible) && isEmpty(all.stuck)) break;
  }
  return all;
}

function both(a: Matched, b: Matched): Matched {
  const sure = intersection(a.sure, b.sure);
  const exact = isExact(a) && isExact(b);
  return exact ? exactly(sure) : { sure, possible: intersection(a.possible, b.possible), forced: intersection(a.forced, b.forced), stuck: intersection(a.stuck, b.stuck) };
}

/** To be matched by the opposite is to avoid the match. */
function not({ sure, possible, forced, stuck }: Matched): Matched {
  const others = complement(stuck);
  if (isExact({ sure, possible, forced, stuck })) return exactly(others);
  return { sure: others, possible: complement(forced), forced: complement(possible), stuck: complement(sure) };
}

function isExact({ sure, possible, forced, stuck }: Matched): boolean {
  return sure === possible && sure === forced && sure === stuck;
}

function exactly(addresses: AddressSet): Matched {
  return { sure: addresses, possible: addresses, forced: addresses, stuck: addresses };
}

function matchOne(match: Match, query: Query, traces: Traces): Matched {
  const answers = ANSWERS[query.family];
  switch (match.kind) {
    case "source":
      if (match.addresses.family !== query.family) return answers.no;
      return query.source === undefined ? exactly(match.addresses) : answers[yesIf(contains(match.addresses, query.source))];
    case "source-set":
      return query.source === undefined ? matchSourceSet(match, query, traces) : askSourceSet(match, query.source, query, traces);
    case "destination-port":
      return query.source !== undefined && query.destinationPort === null ? matchPorts(match.protocols, match.ports, query) : answers[answerTo(match, query)];
    case "any":
      return matchAny(match, query, traces);
    case "state":
      return matchState(match.states, query, traces.untracked);
    default:
      return answers[answerTo(match, query)];
  }
}

/** Matches that do not ask who sends. */
function answerTo(match: Exclude<Match, { readonly kind: "source" | "source-set" | "any" | "state" }>, query: Query): Answer {
  switch (match.kind) {
    case "destination":
      return matchDestination(match.addresses, query);
    case "destination-set":
      return match.members.family !== query.family ? "no" : match.complete ? matchDestination(match.members, query) : "maybe";
    case "in-interface":
      return yesIf(match.names.some((name) => interfaceIs(name, query.inInterface)));
    case "out-interface":
      // Decided by routing; on the way in there is none.
      return "no";
    case "protocol":
      return yesIf(match.protocols.includes(query.protocol));
    case "source-port":
      return matchPort(match.protocols, match.ports, query.sourcePort, "choice", query);
    case "destination-port":
      return matchPort(match.protocols, match.ports, query.destinationPort, "maybe", query);
    case "icmp-type":
      return matchIcmp(match.protocol, match.types, query);
    case "family":
      return yesIf(match.family === query.family);
    case "limit":
      // The first packet of a quiet source is below every limit, and stays below a number of connections.
      return yesIf(match.above === (query.beyondRates === true && isRate(match)));
    case "tcp-flags":
      return matchFlags(match.mask, match.set, query);
    case "own":
      return "yes";
    case "content":
      return "choice";
    case "spoofed":
    case "never":
      return "no";
    case "redirected":
      return query.state === "new" ? "no" : "maybe";
    case "neighbour":
    case "unknown":
      return "maybe";
  }
}

/** Whether it ends as time goes by, which counts of connections and quotas do not. */
function isRate({ rate, counter }: Extract<Match, { readonly kind: "limit" }>): boolean {
  return rate !== undefined || counter?.kind === "recent";
}

function yesIf(holds: boolean): Answer {
  return holds ? "yes" : "no";
}

/**
 * A set that fills at run time holds at least what was dumped. Anybody may have got onto it and so past a rule that lets
 * its members in; a quiet stranger is on no list against his will, save one that this packet put him on.
 */
function matchSourceSet(match: Extract<Match, { readonly kind: "source-set" }>, query: Query, { added }: Traces): Matched {
  const { members, complete, name } = match;
  if (members.family !== query.family) return ANSWERS[query.family].no;
  if (complete) return exactly(members);
  const just = added.get(name);
  return { sure: members, possible: everybody(query.family), forced: members, stuck: just === undefined ? members : union(members, just) };
}

/** The same for one sender. */
function askSourceSet({ members, complete, name }: Extract<Match, { readonly kind: "source-set" }>, source: bigint, query: Query, { added }: Traces): Matched {
  const answers = ANSWERS[query.family];
  if (members.family !== query.family) return answers.no;
  if (contains(members, source)) return answers.yes;
  return complete ? answers.no : { ...answers.choice, sure: answers.no.sure, stuck: added.get(name) ?? answers.no.stuck };
}

const portSets = new WeakMap<readonly NumberRange[], AddressSet>();

/** Where the ports are what is asked for, they are the set. */
function matchPorts(protocols: readonly string[], ports: readonly NumberRange[], { family, protocol }: Query): Matched {
  const answers = ANSWERS[family];
  if (protocols.length > 0 && !protocols.includes(protocol)) return answers.no;
  if (!hasPorts(protocol)) return answers.maybe;
  const before = portSets.get(ports);
  const set = before?.family === family ? before : addressSet(family, ports.map(({ first, last }) => ({ first: BigInt(first), last: last >= 65_535 ? everyPort(family) : BigInt(last) })));
  portSets.set(ports, set);
  return exactly(set);
}

/** There are more numbers in the algebra than ports; the last port stands for all beyond, so that "every port" is everybody. */
function everyPort(family: Family): bigint {
  return everybody(family).ranges[0]?.last ?? 0n;
}

function matchAny({ alternatives, complete }: Extract<Match, { readonly kind: "any" }>, query: Query, traces: Traces): Matched {
  const { family } = query;
  const held = alternatives.map((matches) => matchAll(matches, query, traces)).filter(({ possible, stuck }) => !isEmpty(possible) || !isEmpty(stuck));
  const of = (which: keyof Matched): AddressSet => unionOf(family, held.map((one) => one[which]));
  const sure = of("sure");
  if (held.every(isExact)) return complete ? exactly(sure) : { sure, possible: everybody(family), forced: sure, stuck: sure };
  return { sure, possible: complete ? of("possible") : everybody(family), forced: of("forced"), stuck: of("stuck") };
}

function matchDestination(addresses: AddressSet, { destination, family }: Query): Answer {
  if (addresses.family !== family) return "no";
  if (destination === null) return isEverybody(addresses) ? "yes" : "maybe";
  return yesIf(contains(addresses, destination));
}

/** `eth+` (iptables) and `eth*` (nft) stand for every name that begins so. */
function interfaceIs(pattern: string, name: string): boolean {
  const wild = /^(.*)[+*]$/.exec(pattern);
  return wild === null ? pattern === name : name.startsWith(wild[1] ?? "");
}

/** `open` is the answer where the query leaves the port open; a match of all ports holds anyway. */
function matchPort(protocols: readonly string[], ports: readonly NumberRange[], port: number | null, open: Answer, { protocol }: Query): Answer {
  if (protocols.length > 0 && !protocols.includes(protocol)) return "no";
  if (port !== null) return yesIf(within(ports, port));
  return ports.some(({ first, last }) => first === 0 && last === 65_535) ? "yes" : hasPorts(protocol) ? open : "maybe";
}

function within(ranges: readonly NumberRange[], value: number): boolean {
  return ranges.some(({ first, last }) => first <= value && value <= last);
}

function hasPorts(protocol: string): boolean {
  return ["udp", "tcp", "sctp", "dccp", "udplite"].includes(protocol);
}

function matchIcmp(protocol: string, types: readonly NumberRange[], query: Query): Answer {
  if (protocol !== query.protocol) return "no";
  const type = query.icmpType ?? null;
  return type === null ? "choice" : yesIf(within(types, type));
}

function matchFlags(mask: readonly string[], set: readonly string[], { protocol, state }: Query): Answer {
  if (protocol !== "tcp") return "no";
  if (state !== "new") return "choice";
  const seen = mask.filter((flag) => flag.toUpperCase() === "SYN");
  return yesIf(seen.length === set.length && set.every((flag) => flag.toUpperCase() === "SYN"));
}

/** Once untracked, a packet is neither new nor established (xt_conntrack: XT_CONNTRACK_STATE_UNTRACKED). */
function matchState(states: readonly State[], query: Query, untracked: Between): Matched {
  const answers = ANSWERS[query.family];
  const free = states.includes("untracked");
  const tracked = states.includes(query.state);
  if (tracked === free || query.state === "untracked") return answers[free ? "yes" : "no"];
  if (isEmpty(untracked.possible)) return answers[tracked ? "yes" : "no"];
  const { still, gone } = trackedOf(untracked);
  return tracked ? still : gone;
}

const known = new WeakMap<Between, { readonly still: Matched; readonly gone: Matched }>();

/** Sources whose packets are still tracked, and the others. Rule after rule asks for the same. */
function trackedOf(untracked: Between): { readonly still: Matched; readonly gone: Matched } {
  const before = known.get(untracked);
  if (before !== undefined) return before;
  const { sure, possible } = untracked;
  const gone = sizeOf(sure) === sizeOf(possible) ? exactly(possible) : { sure, possible, forced: sure, stuck: possible };
  const made = { still: not(gone), gone };
  known.set(untracked, made);
  return made;
}

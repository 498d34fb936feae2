import type { Family, Match, NumberRange } from "../../exposure/index.js";
import { addressSet, parseRange, type Range } from "../../exposure/index.js";
import type { Expression } from "./ast.js";
import { ICMP_TYPES, ICMPV6_TYPES, numberOf, protocolName, SERVICES, type Names } from "./names.js";

/** One value: what remains of a set or list when it is taken apart. */
export type Value = Exclude<Expression, { readonly kind: "set" | "list" | "set-name" | "concat" | "map" }>;

/** A match of all the values, and whether there were some it could not read. */
export interface Membership {
  readonly match: Match;
  readonly partial: boolean;
}

type Reader = (values: readonly Expression[], name: string) => Membership;

const HAS_PORTS = ["tcp", "udp", "sctp", "dccp", "udplite"];

/** What the packet must be before the selector can be looked up at all: nft adds it to the rule and does not always print it. */
export function dependencies(selector: string): Match[] {
  const [head = ""] = selector.split(" ", 1);
  if (head === "ip" || head === "arp") return [{ kind: "family", negated: false, family: 4 }];
  if (head === "ip6") return [{ kind: "family", negated: false, family: 6 }];
  if (head === "icmp" || head === "icmpv6") return [{ kind: "family", negated: false, family: head === "icmp" ? 4 : 6 }, { kind: "protocol", negated: false, protocols: [head] }];
  if ([...HAS_PORTS, "igmp", "ah", "esp", "comp"].includes(head)) return [{ kind: "protocol", negated: false, protocols: [head] }];
  return selector.startsWith("tcp option ") ? [{ kind: "protocol", negated: false, protocols: ["tcp"] }] : [];
}

/** Packets whose selected value is among those given. Null for a selector that is not modelled. */
export function membership(selector: string, values: readonly Expression[]): Membership | null {
  const reader = Object.hasOwn(READERS, selector) ? READERS[selector] : undefined;
  if (reader !== undefined) return reader(values, selector);
  if (/^fib saddr(?: \. (?:iif|mark))* oif$/.test(selector)) return sourceRoute(values, selector);
  if (/^fib daddr(?: \. (?:iif|mark))* type$/.test(selector)) return oneOf(values, selector, ["local"]);
  return isChosen(selector) ? content(values, selector) : null;
}

const READERS: Readonly<Record<string, Reader>> = {
  "ip saddr": (values) => addresses("source", 4, values), "ip daddr": (values) => addresses("destination", 4, values),
  "ip6 saddr": (values) => addresses("source", 6, values), "ip6 daddr": (values) => addresses("destination", 6, values),
  ...Object.fromEntries([...HAS_PORTS, "th"].flatMap((protocol) => {
    const protocols = protocol === "th" ? [] : [protocol];
    const reader = (kind: "source-port" | "destination-port"): Reader => (values) => numbers(values, SERVICES, (ports) => ({ kind, negated: false, protocols, ports }));
    return [[`${protocol} sport`, reader("source-port")], [`${protocol} dport`, reader("destination-port")]] as const;
  })),
  "@th,0,16": (values) => numbers(values, SERVICES, (ports) => ({ kind: "source-port", negated: false, protocols: [], ports })),
  "@th,16,16": (values) => numbers(values, SERVICES, (ports) => ({ kind: "destination-port", negated: false, protocols: [], ports })),
  "meta iifname": (values) => names("in-interface", values, () => true), "meta oifname": (values) => names("out-interface", values, () => true),
  // An interface without a name is printed by its number: it is gone or was never seen here.
  "meta iif": (values) => names("in-interface", values, (name) => !/^\d+$/.test(name)), "meta oif": (values) => names("out-interface", values, (name) => !/^\d+$/.test(name)),
  "meta l4proto": protocols, "ip protocol": protocols, "ip6 nexthdr": nextHeader,
  "meta nfproto": (values) => families(values, { ipv4: 4, ipv6: 6, "2": 4, "10": 6 }),
  "meta protocol": (values) => families(values, { ip: 4, ip6: 6 }), "ether type": (values) => families(values, { ip: 4, ip6: 6 }),
  "icmp type": (values) => numbers(values, ICMP_TYPES, (types) => ({ kind: "icmp-type", negated: false, protocol: "icmp", types })),
  "icmpv6 type": (values) => numbers(values, ICMPV6_TYPES, (types) => ({ kind: "icmp-type", negated: false, protocol: "icmpv6", types })),
  "ip ttl": hopLimit, "ip6 hoplimit": hopLimit,
  "meta pkttype": (values, name) => oneOf(values, name, ["host", "unicast"]),
};

/** What holds for every packet that is asked about, or for none. */
export function constant(holds: boolean, text: string): Match {
  return holds ? { kind: "any", negated: false, name: null, alternatives: [[]], complete: true } : { kind: "never", negated: false, text };
}

function literals(values: readonly Expression[]): { readonly texts: readonly string[]; readonly partial: boolean } {
  const texts = values.flatMap((value) => (value.kind === "literal" ? [value.text] : []));
  return { texts, partial: texts.length < values.length };
}

function addresses(kind: "source" | "destination", family: Family, values: readonly Expression[]): Membership {
  const parsed = values.map((value) => addressRange(value));
  const ranges = parsed.flatMap((one): Range[] => (one?.family === family ? [one.range] : []));
  return { match: { kind, negated: false, addresses: addressSet(family, ranges) }, partial: ranges.length < values.length };
}

function addressRange(value: Expression): ReturnType<typeof parseRange> {
  switch (value.kind) {
    case "literal":
      return parseRange(value.text);
    case "prefix":
      return parseRange(`${value.base}/${value.length}`);
    case "range": {
      const { from, to } = value;
      return from.kind === "literal" && to.kind === "literal" ? parseRange(`${from.text}-${to.text}`) : null;
    }
    default:
      return null;
  }
}

export function numberRange(value: Expression, symbols: Names): NumberRange | null {
  const read = (expression: Expression): number | null => (expression.kind === "literal" ? numberOf(expression.text, symbols) : null);
  const [first, last] = value.kind === "range" ? [read(value.from), read(value.to)] : [read(value), read(value)];
  return first === null || last === null ? null : { first, last };
}

function numbers(values: readonly Expression[], symbols: Names, make: (ranges: readonly NumberRange[]) => Match): Membership {
  const ranges = values.flatMap((value) => numberRange(value, symbols) ?? []);
  return { match: make(ranges), partial: ranges.length < values.length };
}

function names(kind: "in-interface" | "out-interface", values: readonly Expression[], known: (name: string) => boolean): Membership {
  const { texts, partial } = literals(values);
  const read = texts.filter(known);
  return { match: { kind, negated: false, names: read }, partial: partial || read.length < texts.length };
}

function protocols(values: readonly Expression[]): Membership {
  const { texts, partial } = literals(values);
  return { match: { kind: "protocol", negated: false, protocols: texts.map(protocolName) }, partial };
}

/** A sender may put extension headers before the protocol, and this selector sees the first header alone. */
function nextHeader(values: readonly Expression[]): Membership {
  const { match, partial } = protocols(values);
  return { match: { kind: "any", negated: false, name: null, alternatives: [[match, { kind: "content", negated: false, text: "ip6 nexthdr" }]], complete: true }, partial };
}

function families(values: readonly Expression[], known: Readonly<Record<string, Family>>): Membership {
  const { texts, partial } = literals(values);
  const found = texts.flatMap((text) => (Object.hasOwn(known, text) ? (known[text] ?? []) : []));
  const alternatives = [...new Set(found)].map((family): Match => ({ kind: "family", negated: false, family }));
  const [only, second] = alternatives;
  if (only === undefined) return { match: constant(false, texts.join(", ")), partial };
  return { match: second === undefined ? only : constant(true, "every family"), partial };
}

/** Values that hold for a packet to one of this host's own addresses, and for no other. */
function oneOf(values: readonly Expression[], name: string, own: readonly string[]): Membership {
  const { texts, partial } = literals(values);
  return { match: { kind: "own", negated: !texts.some((text) => own.includes(text)), text: `${name} ${texts.join(", ")}` }, partial };
}

/** `missing` or 0: there is no way back to the source. */
function sourceRoute(values: readonly Expression[], name: string): Membership {
  const { texts, partial } = literals(values);
  const spoofed = (text: string): boolean | null => (text === "missing" || text === "0" ? true : text === "exists" || text === "1" ? false : null);
  const [only, ...more] = texts.map(spoofed);
  const known = only !== undefined && only !== null && more.length === 0;
  return { match: { kind: "spoofed", negated: only === false, text: name }, partial: partial || !known };
}

const HOPS: NumberRange = { first: 1, last: 255 };

/** Every router takes one away, so only a neighbour's packet still has 255. */
function hopLimit(values: readonly Expression[], name: string): Membership {
  return numbers(values, {}, (ranges) => {
    const [only, ...more] = ranges;
    if (only?.first === 255 && more.length === 0) return { kind: "neighbour", negated: false, text: `${name} 255` };
    return within(ranges, HOPS, name);
  });
}

/** Least and largest values a sender can choose from. */
const DOMAINS: Readonly<Record<string, NumberRange>> = {
  "udp length": { first: 8, last: 65_535 }, "ip length": { first: 20, last: 65_535 }, "meta length": { first: 20, last: 65_535 },
};

/** What the sender decides: payload, lengths, the fields that only he fills. */
function isChosen(selector: string): boolean {
  if (/^(?:ip (?:length|id|dscp|ecn|frag-off|checksum)|ip6 (?:dscp|ecn|flowlabel|length)|icmp(?:v6)? (?!type)\S+|udp (?:length|checksum)|udplite (?:checksum|csumcov))$/.test(selector)) return true;
  if (/^(?:tcp (?:sequence|ackseq|doff|reserved|window|checksum|urgptr)|meta (?:length|time|day|hour|random)|sctp (?:vtag|checksum)|(?:ah|esp|comp) \S+)$/.test(selector)) return true;
  if (/^(?:exthdr|tcp option|ip option|sctp chunk) |^numgen$|^@ih,/.test(selector)) return true;
  return isPayload(selector);
}

/** Raw bits behind the ports. Those that hold the flags of a TCP segment are not free: the first one is a SYN. */
function isPayload(selector: string): boolean {
  const raw = /^@th,(\d{1,6}),(\d{1,6})$/.exec(selector);
  if (raw === null) return false;
  const [start, end] = [Number(raw[1]), Number(raw[1]) + Number(raw[2])];
  return start >= 32 && (end <= 96 || start >= 112);
}

function content(values: readonly Expression[], selector: string): Membership {
  const domain = Object.hasOwn(DOMAINS, selector) ? DOMAINS[selector] : undefined;
  const ranges = values.map((value) => numberRange(value, {}));
  if (domain === undefined || ranges.includes(null)) return { match: { kind: "content", negated: false, text: selector }, partial: false };
  return { match: within(ranges.filter((range) => range !== null), domain, selector), partial: false };
}

/** The sender's choice, unless every value he has is among the ranges, or none. */
function within(ranges: readonly NumberRange[], domain: NumberRange, text: string): Match {
  if (ranges.some(({ first, last }) => first <= domain.first && last >= domain.last)) return constant(true, text);
  if (!ranges.some(({ first, last }) => first <= domain.last && last >= domain.first)) return constant(false, text);
  return { kind: "content", negated: false, text };
}

import { addressSet, packetRate, nobody, parseAddress, parseRange, type Counter, type Family, type Match, type NumberRange, type Range, type State } from "../../exposure/index.js";
import type { Option, SavedSet } from "./ast.js";

export interface MatchContext {
  readonly family: Family;
  readonly sets: ReadonlyMap<string, SavedSet>;
  /** What `-p` of the same rule names; empty where it names none. */
  readonly protocols: readonly string[];
}

type Reader = (option: Option, context: MatchContext, all: readonly Option[]) => Match | null;

const unknown = ({ name, values, negated }: Option): Match => ({ kind: "unknown", negated: false, text: `${negated ? "! " : ""}${name} ${values.join(" ")}`.trim() });
const content: Reader = ({ name, values }) => ({ kind: "content", negated: false, text: `${name} ${values.join(" ")}`.trim() });
const ignored: Reader = () => null;

/** Every option read as its manual page (iptables-extensions(8)) has it; what is missing here stays unknown. */
const READERS: Readonly<Record<string, Reader>> = {
  "--source": (option, context) => addresses("source", option, context),
  "--destination": (option, context) => addresses("destination", option, context),
  "--src-range": (option, context) => addresses("source", option, context),
  "--dst-range": (option, context) => addresses("destination", option, context),
  "--protocol": ({ negated, values }) => (values[0] === "all" || values[0] === "0" ? null : { kind: "protocol", negated, protocols: [protocolName(values[0] ?? "")] }),
  "--in-interface": ({ negated, values }) => ({ kind: "in-interface", negated, names: values }),
  "--out-interface": ({ negated, values }) => ({ kind: "out-interface", negated, names: values }),
  "--destination-port": (option, context) => ports("destination-port", option, context),
  "--source-port": (option, context) => ports("source-port", option, context),
  "--destination-ports": (option, context) => ports("destination-port", option, context),
  "--source-ports": (option, context) => ports("source-port", option, context),
  "--ctstate": states,
  "--state": states,
  "--match-set": setMembership,
  "--limit": limit,
  "--hashlimit-upto": (option, _, all) => hashlimit(option, all, false),
  "--hashlimit": (option, _, all) => hashlimit(option, all, option.negated),
  "--hashlimit-above": (option, _, all) => hashlimit(option, all, true),
  "--connlimit-above": ({ values, negated }) => ({ kind: "limit", negated: false, per: "source", above: !negated, text: `connlimit above ${values.join(" ")}` }),
  "--connlimit-upto": ({ values, negated }) => ({ kind: "limit", negated: false, per: "source", above: negated, text: `connlimit up to ${values.join(" ")}` }),
  "--rcheck": recent,
  "--update": recent,
  "--set": ignored,
  "--icmp-type": (option) => icmpType("icmp", option),
  "--icmpv6-type": (option) => icmpType("icmpv6", option),
  "--hl-eq": hopLimit, "--ttl-eq": hopLimit, "--hl-lt": content, "--hl-gt": content,
  "--match": bareModule,
  "--invert": (option) => (option.module === "rpfilter" ? null : unknown(option)),
  "--loose": ignored, "--validmark": ignored, "--accept-local": ignored,
  "--syn": ({ negated }) => ({ kind: "tcp-flags", negated, mask: ["FIN", "SYN", "RST", "ACK"], set: ["SYN"] }),
  "--tcp-flags": tcpFlags,
  "--dst-type": ({ values, negated }) => (values[0] === "LOCAL" ? { kind: "own", negated, text: "dst-type LOCAL" } : { kind: "unknown", negated: false, text: `dst-type ${values.join(" ")}` }),
  "--comment": ignored,
  "--length": content, "--string": content, "--hex-string": content, "--u32": content, "--bytecode": content, "--ttl-lt": content, "--ttl-gt": content,
  "--tos": content, "--dscp": content, "--dscp-class": content, "--probability": content,
  // Options that only shape the match they follow.
  ...Object.fromEntries(
    ["--limit-burst", "--hashlimit-burst", "--hashlimit-mode", "--hashlimit-name", "--hashlimit-srcmask", "--hashlimit-dstmask", "--hashlimit-htable-size", "--hashlimit-htable-max", "--hashlimit-htable-expire",
      "--hashlimit-htable-gcinterval", "--connlimit-mask", "--connlimit-saddr", "--algo", "--from", "--to", "--icase", "--seconds", "--hitcount", "--name", "--rsource", "--mask", "--reap", "--rttl", "--return-nomatch", "! --update-counters", "--mode", "--every", "--packet"]
      .map((name) => [name, ignored] as const),
  ),
};

/** The matches of a rule; all must hold. */
export function readMatches(options: readonly Option[], family: Family, sets: ReadonlyMap<string, SavedSet>): Match[] {
  const protocol = options.find(({ name, negated }) => name === "--protocol" && !negated)?.values[0];
  const context: MatchContext = { family, sets, protocols: protocol === undefined || protocol === "all" ? [] : [protocolName(protocol)] };
  return options.flatMap((option) => {
    const reader = Object.hasOwn(READERS, option.name) ? READERS[option.name] : undefined;
    const match = reader === undefined ? unknown(option) : reader(option, context, options);
    return match === null ? [] : [match];
  });
}

const NUMBERS: Readonly<Record<string, string>> = { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6", "132": "sctp", "ipv6-icmp": "icmpv6" };

function protocolName(text: string): string {
  const lower = text.toLowerCase();
  return NUMBERS[lower] ?? lower;
}

function addresses(kind: "source" | "destination", option: Option, { family }: MatchContext): Match {
  const ranges: Range[] = [];
  for (const text of option.values.flatMap((value) => value.split(","))) {
    const parsed = parseRange(text);
    // A host name is resolved when the rule is loaded; a dump never holds one.
    if (parsed === null || parsed.family !== family) return unknown(option);
    ranges.push(parsed.range);
  }
  return { kind, negated: option.negated, addresses: addressSet(family, ranges) };
}

function ports(kind: "source-port" | "destination-port", option: Option, { protocols }: MatchContext): Match {
  const ranges: NumberRange[] = [];
  for (const text of option.values.flatMap((value) => value.split(","))) {
    const parts = /^(\d+)?(:)?(\d+)?$/.exec(text);
    if (parts === null || (parts[1] === undefined && parts[3] === undefined)) return unknown(option);
    const first = Number(parts[1] ?? 0);
    ranges.push({ first, last: parts[2] === undefined ? first : Number(parts[3] ?? 65_535) });
  }
  return { kind, negated: option.negated, protocols, ports: ranges };
}

const STATES: Readonly<Record<string, State>> = { NEW: "new", ESTABLISHED: "established", RELATED: "related", INVALID: "invalid", UNTRACKED: "untracked" };

function states(option: Option): Match {
  const names = option.values.flatMap((value) => value.split(","));
  // Its destination was rewritten: xt_conntrack.h calls that a state too.
  if (names.join() === "DNAT") return { kind: "redirected", negated: option.negated, text: "ctstate DNAT" };
  const known = names.flatMap((name) => (Object.hasOwn(STATES, name) ? [STATES[name] as State] : []));
  return known.length === names.length ? { kind: "state", negated: option.negated, states: known } : unknown(option);
}

/** Only one-dimensional sets on the source or destination address; what else a set may hold stays unknown. */
function setMembership(option: Option, { family, sets }: MatchContext): Match {
  const [name = "", direction] = option.values;
  const set = sets.get(name);
  if (direction !== "src" && direction !== "dst") return unknown(option);
  const kind = direction === "src" ? "source-set" : "destination-set";
  if (set === undefined || !/^hash:(ip|net)$/.test(set.type)) return { kind, negated: option.negated, name, members: nobody(family), complete: false };
  if (set.family !== family) return { kind: "never", negated: option.negated, text: `set ${name} is of the other family` };
  const parsed = set.members.map(({ text }) => parseRange(text));
  const ranges = parsed.flatMap((entry) => (entry === null || entry.family !== family ? [] : [entry.range]));
  return { kind, negated: option.negated, name, members: addressSet(family, ranges), complete: !set.timeout && ranges.length === parsed.length };
}

function limit({ values }: Option, _: MatchContext, all: readonly Option[]): Match {
  const rate = packetRate(values.join(" "), numberOr(all.find(({ name }) => name === "--limit-burst")?.values[0]));
  return { kind: "limit", negated: false, per: "all", above: false, text: `limit ${values.join(" ")}`, ...(rate === null ? {} : { rate }) };
}

function hashlimit(option: Option, all: readonly Option[], above: boolean): Match {
  const mode = all.find(({ name }) => name === "--hashlimit-mode")?.values[0] ?? "";
  const number = (wanted: string): number | null => numberOr(all.find(({ name }) => name === wanted)?.values[0]);
  const counter: Counter = {
    kind: "hashlimit", name: all.find(({ name }) => name === "--hashlimit-name")?.values[0] ?? "", by: mode.split(",").filter((part) => part !== ""),
    prefix: number("--hashlimit-srcmask"), most: number("--hashlimit-htable-max"),
  };
  const rate = packetRate(option.values.join(" "), number("--hashlimit-burst"));
  return { kind: "limit", negated: false, per: counter.by.includes("srcip") ? "source" : "all", above, text: `${option.name.slice(2)} ${option.values.join(" ")}`, counter, ...(rate === null ? {} : { rate }) };
}

/** With a hit count it is a limit on the source; without, a list that other rules fill while the system runs. */
function recent(option: Option, { family }: MatchContext, all: readonly Option[]): Match {
  const hits = all.find(({ name }) => name === "--hitcount")?.values[0];
  const list = all.find(({ name }) => name === "--name")?.values[0] ?? "DEFAULT";
  const counter: Counter = { kind: "recent", name: list, by: ["srcip"], prefix: maskBits(all.find(({ name }) => name === "--mask")?.values[0]), most: null };
  if (hits !== undefined) return { kind: "limit", negated: false, per: "source", above: !option.negated, text: `recent ${list} hitcount ${hits}`, counter };
  return { kind: "source-set", negated: option.negated, name: `recent:${list}`, members: nobody(family), complete: false };
}

function numberOr(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** How many leading bits of an address a mask keeps: `ffff:ffff:ffff:ffff::` keeps 64. */
function maskBits(mask: string | undefined): number | null {
  const value = mask === undefined ? null : parseAddress(mask);
  return value === null ? null : value.value.toString(2).replaceAll("0", "").length;
}

/** `8`, `3/1`, `any`; a dump holds numbers. */
function icmpType(protocol: "icmp" | "icmpv6", option: Option): Match {
  const parts = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(option.values[0] ?? "");
  if (option.values[0] === "any") return { kind: "icmp-type", negated: option.negated, protocol, types: [{ first: 0, last: 255 }] };
  if (parts === null) return unknown(option);
  const type: Match = { kind: "icmp-type", negated: option.negated, protocol, types: [{ first: Number(parts[1]), last: Number(parts[1]) }] };
  if (parts[2] === undefined) return type;
  return { kind: "any", negated: option.negated, name: null, alternatives: [[{ ...type, negated: false }, { kind: "content", negated: false, text: "icmp code" }]], complete: true };
}

/** Every router takes one away, so only a neighbour's packet still has 255. */
function hopLimit({ name, values, negated }: Option): Match {
  return values[0] === "255" ? { kind: "neighbour", negated, text: `${name} 255` } : { kind: "content", negated: false, text: `${name} ${values.join(" ")}` };
}

/** `-m rpfilter` matches a source that answers would go back to; with `--invert` the others. */
function bareModule(option: Option, _: MatchContext, all: readonly Option[]): Match {
  if (option.values[0] !== "rpfilter") return unknown(option);
  return { kind: "spoofed", negated: !all.some(({ name, module }) => name === "--invert" && module === "rpfilter"), text: "rpfilter" };
}

function tcpFlags({ negated, values }: Option): Match {
  const [mask = "", set = ""] = values;
  const flags = (text: string): string[] => (text === "NONE" ? [] : text === "ALL" ? ["FIN", "SYN", "RST", "PSH", "ACK", "URG"] : text.split(","));
  return { kind: "tcp-flags", negated, mask: flags(mask), set: flags(set) };
}

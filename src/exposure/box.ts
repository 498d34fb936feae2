import { complement, difference, everybody, intersection, isEmpty, isEverybody, nobody, type AddressSet, type Family } from "./addresses.js";
import { portSet } from "./ports.js";
import type { FilterRule, Match, State } from "./model.js";

/** Names that a packet may have: those of a list, or all but some. A trailing `+` or `*` stands for any ending. */
interface Names {
  readonly only: readonly string[] | null;
  readonly not: readonly string[];
}

/**
 * The packets of one family that a rule can match, as a product of what each field may hold. The rule may ask for more
 * (`loose`), so it matches no packet outside of the box, and each inside of it where it is not loose.
 */
export interface Box {
  readonly family: Family;
  readonly source: AddressSet;
  readonly destination: AddressSet;
  readonly sourcePorts: AddressSet;
  readonly destinationPorts: AddressSet;
  readonly protocols: Names;
  readonly incoming: Names;
  readonly outgoing: Names;
  /** One bit for each of STATES. */
  readonly states: number;
  readonly icmpTypes: AddressSet;
  /** What else the packet must be, the same for it at every rule; sorted. */
  readonly atoms: readonly string[];
  /** Whether something that is not the same at every rule decides too: a rate, a list that fills, what nobody knows. */
  readonly loose: boolean;
}

const STATES: readonly State[] = ["new", "established", "related", "invalid", "untracked"];
const EVERY_STATE = (1 << STATES.length) - 1;
const ANY: Names = { only: null, not: [] };

export function everything(family: Family): Box {
  const all = everybody(family);
  return {
    family, source: all, destination: all, sourcePorts: all, destinationPorts: all, protocols: ANY, incoming: ANY, outgoing: ANY,
    states: EVERY_STATE, icmpTypes: all, atoms: [], loose: false,
  };
}

/** Null where no packet of the family can match. */
export function boxOf({ matches }: FilterRule, family: Family): Box | null {
  // Ports mean something only once the protocol is known.
  const ordered = [...matches.filter(({ kind }) => kind === "protocol"), ...matches.filter(({ kind }) => kind !== "protocol")];
  let box: Box | null = everything(family);
  for (const match of ordered) {
    box = narrow(box, match);
    if (box === null || isVoid(box)) return null;
  }
  return box;
}

/** Packets in both boxes; null where there are none. */
export function both(a: Box, b: Box): Box | null {
  const box: Box = {
    family: a.family, source: intersection(a.source, b.source), destination: intersection(a.destination, b.destination),
    sourcePorts: intersection(a.sourcePorts, b.sourcePorts), destinationPorts: intersection(a.destinationPorts, b.destinationPorts),
    protocols: bothNames(a.protocols, b.protocols), incoming: bothNames(a.incoming, b.incoming), outgoing: bothNames(a.outgoing, b.outgoing),
    states: a.states & b.states, icmpTypes: intersection(a.icmpTypes, b.icmpTypes),
    atoms: a.atoms.length === 0 ? b.atoms : b.atoms.length === 0 ? a.atoms : [...new Set([...a.atoms, ...b.atoms])].sort(), loose: b.loose,
  };
  return isVoid(box) ? null : box;
}

/** Whether `a` holds all that `b` holds besides senders and destination ports. */
export function holdsRest(a: Box, b: Box): boolean {
  return a.atoms.every((atom) => b.atoms.includes(atom)) && (a.states & b.states) === b.states && holdsNames(a.protocols, b.protocols)
    && holdsNames(a.incoming, b.incoming) && holdsNames(a.outgoing, b.outgoing) && holdsSet(a.destination, b.destination)
    && holdsSet(a.sourcePorts, b.sourcePorts) && holdsSet(a.icmpTypes, b.icmpTypes);
}

export function holdsSet(a: AddressSet, b: AddressSet): boolean {
  return isEverybody(a) || a === b || isEmpty(difference(b, a));
}

/** The same for boxes that differ in senders and destination ports alone. */
export function restKey(box: Box): string {
  const set = ({ ranges }: AddressSet): string => ranges.map(({ first, last }) => `${first}-${last}`).join();
  const names = ({ only, not }: Names): string => `${only?.join() ?? "*"}!${not.join()}`;
  return [set(box.destination), set(box.sourcePorts), set(box.icmpTypes), names(box.protocols), names(box.incoming), names(box.outgoing), box.states, box.atoms.join()].join("|");
}

function isVoid(box: Box): boolean {
  return box.states === 0 || isEmpty(box.source) || isEmpty(box.destination) || isEmpty(box.sourcePorts) || isEmpty(box.destinationPorts) || isEmpty(box.icmpTypes)
    || [box.protocols, box.incoming, box.outgoing].some(({ only }) => only?.length === 0);
}

function narrow(box: Box, match: Match): Box | null {
  const { family } = box;
  const loose = { ...box, loose: true };
  switch (match.kind) {
    case "source":
      return withSet(box, "source", match.addresses, match.negated);
    case "destination":
      return withSet(box, "destination", match.addresses, match.negated);
    case "source-set":
      return match.complete ? withSet(box, "source", match.members, match.negated) : loose;
    case "destination-set":
      return match.complete ? withSet(box, "destination", match.members, match.negated) : loose;
    case "in-interface":
      return { ...box, incoming: bothNames(box.incoming, namesOf(match.names, match.negated)) };
    case "out-interface":
      return { ...box, outgoing: bothNames(box.outgoing, namesOf(match.names, match.negated)) };
    case "protocol":
      return { ...box, protocols: bothNames(box.protocols, namesOf(match.protocols, match.negated)) };
    case "source-port":
    case "destination-port":
      return withPorts(box, match);
    case "state":
      return { ...box, states: box.states & (match.negated ? EVERY_STATE & ~bits(match.states) : bits(match.states)) };
    case "family":
      return (match.family === family) === match.negated ? null : box;
    case "icmp-type":
      return match.negated ? loose : { ...box, protocols: bothNames(box.protocols, namesOf([match.protocol], false)), icmpTypes: intersection(box.icmpTypes, portSet(family, match.types)) };
    case "tcp-flags":
      return { ...box, atoms: [...box.atoms, `${match.negated ? "!" : ""}flags ${match.mask.toSorted().join()} ${match.set.toSorted().join()}`].sort() };
    case "never":
      return match.negated ? box : null;
    case "any":
      return withAlternatives(box, match) ?? loose;
    case "limit": case "own": case "content": case "neighbour": case "spoofed": case "redirected": case "unknown":
      return loose;
  }
}

function withSet(box: Box, field: "source" | "destination", set: AddressSet, negated: boolean): Box | null {
  if (set.family !== box.family) return negated ? box : null;
  return { ...box, [field]: intersection(box[field], negated ? complement(set) : set) };
}

function withPorts(box: Box, { kind, protocols, ports, negated }: Extract<Match, { readonly kind: "source-port" | "destination-port" }>): Box {
  const field = kind === "source-port" ? "sourcePorts" : "destinationPorts";
  const every = ports.some(({ first, last }) => first === 0 && last >= 65_535);
  const set = every ? everybody(box.family) : portSet(box.family, ports);
  if (!negated) return { ...box, protocols: protocols.length === 0 ? box.protocols : bothNames(box.protocols, namesOf(protocols, false)), [field]: intersection(box[field], set) };
  // Of another protocol every packet would do.
  if (protocols.length > 0 && !holdsNames(namesOf(protocols, false), box.protocols)) return { ...box, loose: true };
  return { ...box, [field]: every ? nobody(box.family) : intersection(box[field], complement(set)) };
}

/** One way to match, all of it known: then it is as if its parts stood in the rule. */
function withAlternatives(box: Box, { alternatives, complete, negated }: Extract<Match, { readonly kind: "any" }>): Box | null {
  const [only, ...more] = alternatives;
  if (negated || !complete || only === undefined || more.length > 0) return null;
  return only.reduce<Box | null>((joined, match) => (joined === null ? null : narrow(joined, match)), box);
}

function bits(states: readonly State[]): number {
  return states.reduce((sum, state) => sum | (1 << STATES.indexOf(state)), 0);
}

function namesOf(names: readonly string[], negated: boolean): Names {
  return negated ? { only: null, not: names.toSorted() } : { only: names.toSorted(), not: [] };
}

function isWild(name: string): boolean {
  return /[+*]$/.test(name);
}

/** Every name that fits `b` fits `a`. */
function fits(a: string, b: string): boolean {
  return a === b || (isWild(a) && b.replace(/[+*]$/, "").startsWith(a.slice(0, -1)));
}

function bothNames(a: Names, b: Names): Names {
  const not = a.not.length === 0 ? b.not : b.not.length === 0 ? a.not : [...new Set([...a.not, ...b.not])].sort();
  if (a.only === null && b.only === null) return { only: null, not };
  const [first, second] = [a.only ?? ["+"], b.only ?? ["+"]];
  const common = new Set(first.flatMap((one) => second.flatMap((other) => (fits(one, other) ? [other] : fits(other, one) ? [one] : []))));
  return { only: [...common].filter((name) => !not.some((each) => fits(each, name))).sort(), not };
}

function holdsNames(a: Names, b: Names): boolean {
  if (b.only === null) return a.only === null && a.not.every((name) => b.not.some((other) => fits(other, name)));
  return b.only.every((name) => (a.only === null || a.only.some((each) => fits(each, name))) && !a.not.some((each) => fits(each, name) || fits(name, each)));
}

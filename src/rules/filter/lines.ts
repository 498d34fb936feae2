import { deadParts, type Chain, type DeadParts, type FilterRule, type Match, type Ruleset } from "../../exposure/index.js";
import type { Location } from "../../finding.js";
import type { FilterSystem } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import type { Opening } from "../openings.js";

/** What rules about lines of a packet filter share. */

export interface Placed {
  readonly rule: FilterRule;
  readonly chain: Chain;
}

/** Every rule with its chain, in order. */
export function placed({ ruleset }: FilterSystem): Placed[] {
  return [...ruleset.chains.values()].flatMap((chain) => chain.rules.map((rule) => ({ rule, chain })));
}

/** What an exception names: the file and the chain. */
export function subjectOf({ path }: FilterSystem, { name }: Chain): string {
  return `${path} ${name}`;
}

/** A rule as it is written, on one line. */
export function textOf({ at }: { readonly at: Span }): string {
  const text = at.file.text.slice(at.start, at.end).replace(/\s+/g, " ").replace(/^\[\d+:\d+\] /, "").trim();
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}

/** Matches of a kind, those within alternatives as well. */
export function matchesOf<K extends Match["kind"]>({ matches }: { readonly matches: readonly Match[] }, kind: K): (Match & { readonly kind: K })[] {
  return matches.flatMap((match) => [
    ...(isKind(match, kind) ? [match] : []),
    ...(match.kind === "any" ? match.alternatives.flatMap((inner) => matchesOf({ matches: inner }, kind)) : []),
  ]);
}

function isKind<K extends Match["kind"]>(match: Match, kind: K): match is Match & { readonly kind: K } {
  return match.kind === kind;
}

/** Where an opening is decided: the rule, or the policy. */
export function placeOf({ rule, chain }: Opening): Span {
  return rule?.at ?? chain.base?.policyAt ?? chain.at;
}

/** The lines by which packets get there, outermost first. */
export function wayTo({ via }: { readonly via: readonly FilterRule[] }): readonly Location[] {
  return via.map(({ at }) => ({ span: at, note: "packets get there by this line" }));
}

export function denies({ verdict }: FilterRule): boolean {
  return verdict.kind === "drop" || verdict.kind === "reject";
}

/** Asks nothing of a packet but its interface and connection, if anything. */
export function logs({ actions }: FilterRule): boolean {
  return actions?.some(({ kind }) => kind === "log") ?? false;
}

const BAN_NAME = /ban|f2b|fail2ban|block|black|deny|denied|drop|abus|attack|bad|evil|spam|scanner|crowdsec|sshguard|voipbl|intrus/i;

/** Names that people give to lists and chains of those they want out. */
export function isBanName(name: string): boolean {
  return BAN_NAME.test(name) && !/allow|white|good|trust|never/i.test(name);
}

/** A rule that turns away those on a list, or sends packets into a chain of bans. */
export function isBan(rule: FilterRule, { chains }: Ruleset): boolean {
  if (denies(rule)) return matchesOf(rule, "source-set").some(({ negated, complete, name }) => !negated && (!complete || isBanName(name)));
  const { verdict } = rule;
  return verdict.kind === "jump" && isBanName(chains.get(verdict.chain)?.name ?? "") && (chains.get(verdict.chain)?.rules.some(denies) ?? false);
}

const dead = new WeakMap<Ruleset, DeadParts>();

export function deadOf({ ruleset, families }: FilterSystem): DeadParts {
  const before = dead.get(ruleset);
  if (before !== undefined) return before;
  const parts = deadParts(ruleset, families);
  dead.set(ruleset, parts);
  return parts;
}

/** Rules of which no part lives: an nft rule may stand for several of the model, with one place. */
export function deadRulesOf(system: FilterSystem): DeadParts["rules"] {
  const key = ({ at }: FilterRule): string => `${at.file.path}:${at.start}`;
  const parts = deadOf(system);
  const died = new Set(parts.rules.map(({ rule }) => rule));
  const living = new Set(placed(system).filter(({ rule, chain }) => !died.has(rule) && !parts.chains.some((one) => one.chain === chain)).map(({ rule }) => key(rule)));
  const seen = new Set<string>();
  return parts.rules.filter(({ rule }) => {
    if (living.has(key(rule)) || seen.has(key(rule))) return false;
    seen.add(key(rule));
    return true;
  });
}

/** Groups by what makes rules dead: one line that swallows a hundred others is one cause. */
export function byCause(deaths: DeadParts["rules"]): (readonly [DeadParts["rules"][number], ...DeadParts["rules"]])[] {
  const groups = new Map<unknown, [DeadParts["rules"][number], ...DeadParts["rules"][number][]]>();
  for (const death of deaths) {
    const cause = death.kind === "covered" && death.by !== null ? death.by : death;
    const group = groups.get(cause);
    if (group === undefined) groups.set(cause, [death]);
    else group.push(death);
  }
  return [...groups.values()];
}

/** `and 3 more`, or nothing. */
export function andMore(count: number): string {
  return count === 0 ? "" : count === 1 ? " and 1 more rule" : ` and ${count} more rules`;
}

const indices = new WeakMap<Chain, ReadonlyMap<FilterRule, number>>();

/** The place of a rule in its chain. */
export function indexOf(chain: Chain, rule: FilterRule): number {
  const known = indices.get(chain) ?? new Map(chain.rules.map((one, index) => [one, index] as const));
  indices.set(chain, known);
  return known.get(rule) ?? 0;
}

const established = new WeakMap<Chain, FilterRule | null>();

/** The rule before another one in its chain that accepts established flows of UDP, whoever sends; undefined for none. */
export function acceptedBefore(chain: Chain, rule: FilterRule): FilterRule | undefined {
  const known = established.get(chain);
  const first = known === undefined ? (firstAccepting(chain) ?? null) : known;
  established.set(chain, first);
  return first !== null && indexOf(chain, first) < indexOf(chain, rule) ? first : undefined;
}

function firstAccepting({ rules }: Chain): FilterRule | undefined {
  return rules.find((one) => one.verdict.kind === "accept" && matchesOf(one, "state").some(({ states, negated }) => states.includes("established") !== negated)
    && one.matches.every((match) => match.kind === "state" || (match.kind === "protocol" && match.protocols.includes("udp") !== match.negated)));
}

/** The source port that the way in asks for, which the sender chooses; undefined where any does. */
export function sourcePortOf({ rule, via }: Opening): (Match & { readonly kind: "source-port" }) | undefined {
  return [...(rule === null ? [] : [rule]), ...via].flatMap((one) => matchesOf(one, "source-port")).find(({ negated, ports }) => !negated && !ports.some(({ first, last }) => first <= 1024 && last >= 65_535));
}

import type { Action, Counter, FilterRule, Match, Verdict } from "../../exposure/index.js";
import type { Decision, Expression, NftRule, Statement } from "./ast.js";
import { parseAddress } from "../../exposure/index.js";
import { selectorsOf } from "./keys.js";
import { comparisonMatches, elementsMatch, goesWithoutSaying, memberOf, neededFor } from "./matches.js";
import { isComplete, type SetReader } from "./sets.js";

/** The rule as far as it has been read from left to right. */
interface Reading {
  readonly rule: NftRule;
  readonly sets: SetReader;
  matches: Match[];
  adds: string[];
  readonly actions: Action[];
  readonly done: FilterRule[];
}

/**
 * What a rule does, as one or more rules of the model with its place: a verdict map becomes one for each element, a
 * statement that acts and lets the rule go on one of its own.
 */
export function lowerRule(rule: NftRule, sets: SetReader): FilterRule[] {
  const reading: Reading = { rule, sets, matches: [], adds: [], actions: [], done: [] };
  for (const [index, statement] of rule.statements.entries()) {
    const verdict = lowerStatement(statement, reading, rule.statements.slice(index + 1));
    if (verdict === "ends") return reading.done;
    if (verdict === null) continue;
    finish(verdict, reading);
    return reading.done;
  }
  if (reading.done.length === 0 || reading.adds.length > 0) finish({ kind: "continue" }, reading);
  return reading.done;
}

/** The same family and protocol are needed by selector after selector; once is enough. */
function need(reading: Reading, matches: readonly Match[]): void {
  for (const match of matches) {
    const again = reading.matches.some((other) => (match.kind === "family" && other.kind === "family" && match.family === other.family && match.negated === other.negated)
      || (match.kind === "protocol" && other.kind === "protocol" && match.protocols.join() === other.protocols.join() && match.negated === other.negated));
    if (!again) reading.matches.push(match);
  }
}

function finish(verdict: Verdict, { rule, matches, adds, actions, done }: Reading): void {
  done.push({
    at: rule.at, matches: [...matches], verdict, ...(adds.length > 0 ? { adds: [...adds] } : {}),
    ...(actions.length > 0 ? { actions: [...actions] } : {}), ...(rule.comment === null ? {} : { comment: rule.comment }),
  });
}

/** The verdict that the rule ends with, null where it goes on, `ends` where its end is written already. */
function lowerStatement(statement: Statement, reading: Reading, rest: readonly Statement[]): Verdict | "ends" | null {
  const { matches, sets } = reading;
  switch (statement.kind) {
    case "match":
      need(reading, comparisonMatches(statement.left, statement.comparison, statement.right, sets));
      return null;
    case "limit":
      matches.push(limitMatch(statement, "all", sets));
      return null;
    case "passing":
      if (statement.name === "log") reading.actions.push({ kind: "log" });
      if (statement.object !== undefined) reading.actions.push({ kind: "helper", name: statement.object });
      return null;
    case "notrack":
      finish({ kind: "notrack" }, reading);
      reading.adds = [];
      return null;
    case "update":
      update(statement, reading, rest);
      return null;
    case "write":
      return write(statement, reading);
    case "reject":
      need(reading, rejectNeeds(statement.with).filter((match) => !goesWithoutSaying(match, sets.table)));
      return { kind: "reject" };
    case "nat":
      return translate(statement, reading);
    case "verdict":
      return verdictOf(statement, sets);
    case "vmap":
      decideByMap(statement, reading);
      return "ends";
    case "unknown":
      return { kind: "unknown", text: statement.text };
  }
}

function verdictOf(decision: Decision, { table }: SetReader): Verdict {
  if (decision.verdict === "jump" || decision.verdict === "goto") return { kind: decision.verdict, chain: `${table.family} ${table.name} ${decision.chain}` };
  return { kind: decision.verdict };
}

function limitMatch({ over, name, text, rate }: Extract<Statement, { readonly kind: "limit" }>, per: "source" | "all", { table }: SetReader, counter?: Counter): Match {
  if (name === null) return { kind: "limit", negated: false, per, above: over, text, ...(counter === undefined ? {} : { counter }), ...(rate === undefined ? {} : { rate }) };
  const named = table.limits.get(name);
  return named === undefined ? { kind: "unknown", negated: false, text } : { kind: "limit", negated: false, per, above: named.over, text };
}

/** The set is changed before the rest of the rule is looked at, whatever the rest says. */
function update({ set, removes, key, statements }: Extract<Statement, { readonly kind: "update" }>, reading: Reading, rest: readonly Statement[]): void {
  const { matches, sets } = reading;
  const selectors = selectorsIn(key);
  need(reading, neededFor(selectors, sets.table));
  if (!removes) reading.adds.push(set);
  const per = selectors.some((name) => name.endsWith(" saddr")) ? "source" : "all";
  const counter: Counter = { kind: "set", name: set, by: selectors, prefix: prefixOf(key), most: sets.table.sets.get(set)?.size ?? null };
  const limits = statements.filter(({ kind }) => kind !== "passing").map((inner): Match => (inner.kind === "limit" ? limitMatch(inner, per, sets, counter) : { kind: "unknown", negated: false, text: inner.kind }));
  if (rest.some(({ kind }) => ["match", "limit", "vmap", "update"].includes(kind))) {
    finish({ kind: "continue" }, reading);
    reading.adds = [];
  }
  matches.push(...limits);
}

/** `ip6 saddr & ffff:ffff:ffff:ffff::` counts 64 bits. */
function prefixOf(key: Expression): number | null {
  const parts = key.kind === "concat" ? key.parts : [key];
  const masked = parts.find((part) => part.kind === "binary" && part.operator === "&");
  if (masked?.kind !== "binary" || masked.right.kind !== "literal") return null;
  return parseAddress(masked.right.text)?.value.toString(2).replaceAll("0", "").length ?? null;
}

/** Every selector in a key, also in those that are no plain lookup (`ip6 saddr & ffff::`). */
function selectorsIn(key: Expression): string[] {
  return key.kind === "concat" ? key.parts.flatMap((part) => selectorsOf(part) ?? []) : (selectorsOf(key) ?? []);
}

/** Fields that later rules, or the question itself, go by. */
const DECISIVE = /^(?:ip6? [sd]addr|(?:tcp|udp|th|sctp) [sd]port|ip protocol|ip6 nexthdr|@)/;

function write({ target, value }: Extract<Statement, { readonly kind: "write" }>, reading: Reading): Verdict | null {
  const written = selectorsIn(target);
  need(reading, [...neededFor(written, reading.sets.table), ...lookupNeeds(value, reading.sets)]);
  return written.some((name) => DECISIVE.test(name)) ? { kind: "unknown", text: `${written.join(" . ")} set` } : null;
}

/** A lookup that finds nothing ends the rule. */
function lookupNeeds(value: Expression | null, sets: SetReader): Match[] {
  if (value?.kind !== "map") return [];
  const selectors = selectorsOf(value.key);
  return selectors === null ? [{ kind: "unknown", negated: false, text: "map" }] : [...neededFor(selectors, sets.table), memberOf(selectors, value.data, sets)];
}

/** nft adds what the kind of rejection needs (evaluate.c: stmt_evaluate_reject). */
function rejectNeeds(how: string | null): Match[] {
  if (how === "tcp reset") return [{ kind: "protocol", negated: false, protocols: ["tcp"] }];
  return how === "icmp" ? [{ kind: "family", negated: false, family: 4 }] : how === "icmpv6" ? [{ kind: "family", negated: false, family: 6 }] : [];
}

function translate({ type, family, address, port }: Extract<Statement, { readonly kind: "nat" }>, reading: Reading): Verdict {
  const { sets } = reading;
  if (family !== null && sets.table.family === "inet") need(reading, [{ kind: "family", negated: false, family: family === "ip" ? 4 : 6 }]);
  need(reading, [...lookupNeeds(address, sets), ...lookupNeeds(port, sets)]);
  // The source is rewritten; where the packet goes stays.
  if (type === "snat" || type === "masquerade") {
    reading.actions.push({ kind: "source-nat" });
    return { kind: "accept" };
  }
  const portText = port?.kind === "literal" ? Number(port.text) : NaN;
  return { kind: "redirect", port: Number.isInteger(portText) ? portText : null, address: address?.kind === "literal" ? address.text : null };
}

/** Keys exclude each other, so the order of the elements is of no matter; `*` is for the packets that no other has. */
function decideByMap({ key, data }: Extract<Statement, { readonly kind: "vmap" }>, reading: Reading): void {
  const { sets } = reading;
  const selectors = selectorsOf(key);
  const map = data.kind === "set-name" ? sets.table.sets.get(data.name) : undefined;
  const elements = data.kind === "set" ? data.elements : map?.elements;
  if (selectors === null || elements === undefined) return finish({ kind: "unknown", text: "vmap" }, reading);
  need(reading, neededFor(selectors, sets.table));
  const decide = (match: Match, verdict: Verdict): void => finish(verdict, { ...reading, matches: [...reading.matches, match] });
  const named = elements.filter(({ key: each }) => each.kind !== "catch-all");
  const others: Match = { ...elementsMatch(selectors, named), negated: true };
  for (const element of named) decide(elementsMatch(selectors, [element]), elementVerdict(element.data, sets));
  for (const element of elements) if (element.key.kind === "catch-all") decide(others, elementVerdict(element.data, sets));
  // A map that fills at run time may hold any key.
  if (map !== undefined && !isComplete(map, sets)) decide(others, { kind: "unknown", text: `@${map.name}` });
}

function elementVerdict(data: Expression | Decision | null, sets: SetReader): Verdict {
  return data?.kind === "verdict" ? verdictOf(data, sets) : { kind: "unknown", text: "vmap" };
}

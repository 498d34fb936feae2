import type { Match } from "../../exposure/index.js";
import type { Comparison, Element, Expression, NftTable } from "./ast.js";
import { bitMatch, hasBits } from "./bits.js";
import { selectorsOf } from "./keys.js";
import { numberOf, SERVICES } from "./names.js";
import { constant, dependencies, membership, type Membership } from "./selectors.js";
import { isComplete, type SetReader } from "./sets.js";

const unknown = (text: string): Match => ({ kind: "unknown", negated: false, text });

/** The matches, all of which must hold, that a comparison stands for. */
export function comparisonMatches(left: Expression, comparison: Comparison, right: Expression, sets: SetReader): Match[] {
  const selectors = selectorsOf(left);
  if (selectors === null) return [unknown(describe(left))];
  const needed = neededFor(selectors, sets.table);
  const negated = comparison === "!=" || comparison === "!";
  const [selector = ""] = selectors;
  const mask = left.kind === "binary" && left.operator === "&" ? left.right : null;
  if (hasBits(selector) && selectors.length === 1 && right.kind !== "set-name") return [...needed, bitMatch(selector, comparison, mask, right) ?? unknown(describe(left))];
  if (mask !== null) return [...needed, maskedMatch(selector, mask, right, negated, sets)];
  if (left.kind === "binary") return [...needed, unknown(describe(left))];
  const values = comparison === "implicit" || comparison === "==" || negated ? right : orderValues(comparison, right);
  const match = values === null ? unknown(describe(left)) : memberOf(selectors, values, sets);
  return [...needed, negated ? { ...match, negated: !match.negated } : match];
}

/** Packets whose key is one of the values: a set with a name, one without, or a single value. */
export function memberOf(selectors: readonly string[], values: Expression, sets: SetReader): Match {
  switch (values.kind) {
    case "set-name":
      return setMatch(selectors, values.name, sets);
    case "set":
      return elementsMatch(selectors, values.elements);
    case "list":
      return elementsMatch(selectors, values.items.map((key) => ({ key, data: null })));
    default:
      return elementsMatch(selectors, [{ key: values, data: null }]);
  }
}

/** Packets whose key is in a named set. */
function setMatch(selectors: readonly string[], name: string, reader: SetReader): Match {
  const key = `${name} ${selectors.join(" . ")}`;
  const known = reader.known.get(key);
  if (known !== undefined) return known;
  const made = readSet(selectors, name, reader);
  reader.known.set(key, made);
  return made;
}

function readSet(selectors: readonly string[], name: string, reader: SetReader): Match {
  const set = reader.table.sets.get(name);
  if (set === undefined) return { kind: "unknown", negated: false, text: `@${name}` };
  const complete = isComplete(set, reader);
  const match = elementsMatch(selectors, set.elements);
  switch (match.kind) {
    case "source":
      return { kind: "source-set", negated: false, name, members: match.addresses, complete };
    case "destination":
      return { kind: "destination-set", negated: false, name, members: match.addresses, complete };
    case "any":
      return { ...match, name, complete };
    default:
      return complete ? match : { kind: "any", negated: false, name, alternatives: [[match]], complete };
  }
}

/** Packets whose key is among the elements. */
export function elementsMatch(selectors: readonly string[], elements: readonly Element[]): Match {
  if (elements.some(({ key }) => key.kind === "catch-all")) return constant(true, selectors.join(" . "));
  const [selector = "", second] = selectors;
  if (second !== undefined) return { kind: "any", negated: false, name: null, alternatives: elements.map(({ key }) => tuple(selectors, key)), complete: true };
  if (hasBits(selector)) return bitMatch(selector, "==", null, { kind: "set", elements }) ?? unknown(selector);
  return whole(membership(selector, elements.map(({ key }) => key)), selector);
}

/** Values that could not be read may be anything. */
export function whole(found: Membership | null, text: string): Match {
  if (found === null) return unknown(text);
  if (!found.partial) return found.match;
  return { kind: "any", negated: false, name: null, alternatives: [[found.match], [unknown(text)]], complete: true };
}

/** One element of a concatenation: each part must hold; those that ask for the source come last, as they cost the most. */
function tuple(selectors: readonly string[], key: Expression): readonly Match[] {
  const parts = key.kind === "concat" ? key.parts : [key];
  if (parts.length !== selectors.length) return [unknown(selectors.join(" . "))];
  const matches = selectors.map((selector, index) => elementsMatch([selector], parts.slice(index, index + 1).map((part) => ({ key: part, data: null }))));
  return [...matches.filter(({ kind }) => kind !== "source"), ...matches.filter(({ kind }) => kind === "source")];
}

/** Dependencies of all selectors; in a table of one family that family goes without saying. */
export function neededFor(selectors: readonly string[], table: NftTable): Match[] {
  return selectors.flatMap(dependencies).filter((match) => !goesWithoutSaying(match, table));
}

/** Whether a table of one family is asked for that family. */
export function goesWithoutSaying(match: Match, { family }: NftTable): boolean {
  return match.kind === "family" && ((family === "ip" && match.family === 4) || (family === "ip6" && match.family === 6));
}

/** `ip saddr & 255.255.255.0 == 10.0.3.0`. A mask with holes is not modelled. */
function maskedMatch(selector: string, mask: Expression, right: Expression, negated: boolean, sets: SetReader): Match {
  if (membership(selector, [])?.match.kind === "content") return { kind: "content", negated: false, text: selector };
  if (mask.kind !== "literal" || right.kind !== "literal" || !/^ip6? [sd]addr$/.test(selector)) return unknown(selector);
  const match = memberOf([selector], { kind: "literal", text: `${right.text}/${mask.text}` }, sets);
  return negated ? { ...match, negated: !match.negated } : match;
}

const LARGEST = 0xffff_ffff;

/** `< 5` as a range. */
function orderValues(comparison: Comparison, right: Expression): Expression | null {
  const value = right.kind === "literal" ? numberOf(right.text, SERVICES) : null;
  if (value === null) return null;
  const range = (first: number, last: number): Expression => ({ kind: "range", from: { kind: "literal", text: String(first) }, to: { kind: "literal", text: String(last) } });
  switch (comparison) {
    case "<":
      return value === 0 ? { kind: "set", elements: [] } : range(0, value - 1);
    case "<=":
      return range(0, value);
    case ">":
      return range(value + 1, LARGEST);
    case ">=":
      return range(value, LARGEST);
    default:
      return null;
  }
}

function describe(expression: Expression): string {
  const selectors = selectorsOf(expression);
  return selectors !== null ? selectors.join(" . ") : expression.kind === "unknown" ? expression.text : expression.kind;
}

import type { Match, State } from "../../exposure/index.js";
import type { Comparison, Expression } from "./ast.js";
import { numberOf, STATE_BITS, STATUS_BITS, TCP_FLAGS, type Names } from "./names.js";

/**
 * Selectors whose values are sets of bits. What a comparison means depends on its spelling: `a,b` alone asks for any of
 * the bits, `! a,b` for none of them, `== a,b` and `!= a,b` compare the whole field with a number that has both bits, so
 * that `ct state != established,related` holds for every packet (nft --debug=netlink shows it).
 */
const BIT_NAMES: Readonly<Record<string, Names>> = { "ct state": STATE_BITS, "tcp flags": TCP_FLAGS, "ct status": STATUS_BITS };

/** Field AND mask compared with one of the values. */
interface Test {
  readonly mask: number;
  readonly values: readonly number[];
  readonly negated: boolean;
}

export function hasBits(selector: string): boolean {
  return Object.hasOwn(BIT_NAMES, selector);
}

/** Null where the comparison is not understood. */
export function bitMatch(selector: string, comparison: Comparison, mask: Expression | null, right: Expression): Match | null {
  const names = BIT_NAMES[selector] ?? {};
  const test = mask === null ? fieldTest(comparison, right, names) : maskedTest(comparison, mask, right, names);
  return test === null ? null : toMatch(selector, test);
}

const EVERY_BIT = 0xffff;

function fieldTest(comparison: Comparison, right: Expression, names: Names): Test | null {
  if (right.kind === "set") {
    const values = right.elements.map(({ key }) => bitsOf(key, names));
    return values.includes(null) || !isEquality(comparison) ? null : { mask: EVERY_BIT, values: values.filter((value) => value !== null), negated: comparison === "!=" };
  }
  const value = bitsOf(right, names);
  if (value === null) return null;
  switch (comparison) {
    case "implicit":
      // Written by hand it asks for any of the bits; nft prints `== a | b` so too, without the sign.
      if (right.kind === "binary") return null;
      return { mask: value, values: [0], negated: true };
    case "!":
      return { mask: value, values: [0], negated: false };
    case "==": case "!=":
      return { mask: EVERY_BIT, values: [value], negated: comparison === "!=" };
    default:
      return null;
  }
}

function maskedTest(comparison: Comparison, maskText: Expression, right: Expression, names: Names): Test | null {
  const [mask, value] = [bitsOf(maskText, names), bitsOf(right, names)];
  return mask === null || value === null || !isEquality(comparison) ? null : { mask, values: [value], negated: comparison === "!=" };
}

function isEquality(comparison: Comparison): boolean {
  return comparison === "implicit" || comparison === "==" || comparison === "!=";
}

function bitsOf(expression: Expression, names: Names): number | null {
  switch (expression.kind) {
    case "literal":
      return numberOf(expression.text, names);
    case "list":
      return orOf(expression.items.map((item) => bitsOf(item, names)));
    case "binary":
      return expression.operator === "|" ? orOf([bitsOf(expression.left, names), bitsOf(expression.right, names)]) : null;
    default:
      return null;
  }
}

function orOf(bits: readonly (number | null)[]): number | null {
  return bits.reduce<number | null>((all, one) => (all === null || one === null ? null : all | one), 0);
}

function toMatch(selector: string, { mask, values, negated }: Test): Match | null {
  const holds = (field: number): boolean => values.includes(field & mask) !== negated;
  if (selector === "ct state") return { kind: "state", negated: false, states: (Object.keys(STATE_BITS) as State[]).filter((state) => holds(STATE_BITS[state])) };
  if (selector === "tcp flags") {
    const alternatives = values.map((value): Match => ({ kind: "tcp-flags", negated: false, mask: flags(mask), set: flags(value) }));
    const [only, second] = alternatives;
    if (only !== undefined && second === undefined) return { ...only, negated };
    return { kind: "any", negated, name: null, alternatives: alternatives.map((match) => [match]), complete: true };
  }
  // Of the rest only the question whether an address was rewritten on the way in has an answer here.
  const dnat = STATUS_BITS["dnat"] ?? 0;
  return mask === dnat && values.length === 1 ? { kind: "redirected", negated: !holds(dnat), text: selector } : null;
}

function flags(bits: number): string[] {
  return Object.entries(TCP_FLAGS).filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name.toUpperCase());
}

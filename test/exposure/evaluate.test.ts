import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addressSet, contains, difference, everybody, exposureOf, type Chain, type FilterRule, type Match, type Query, type Range, type Ruleset, type Verdict } from "../../src/exposure/index.js";
import type { Span } from "../../src/source/index.js";

const at: Span = { file: { path: "f", text: "" }, start: 0, end: 0 };
const QUERY: Query = { family: 4, inInterface: "eth0", protocol: "udp", sourcePort: null, destinationPort: 5060, destination: null, state: "new" };

function from(...ranges: readonly Range[]): Match {
  return { kind: "source", negated: false, addresses: addressSet(4, ranges) };
}

function rule(verdict: Verdict, ...matches: readonly Match[]): FilterRule {
  return { at, matches, verdict };
}

function model(policy: "accept" | "drop", chains: Readonly<Record<string, readonly FilterRule[]>>): Ruleset {
  const entries = Object.entries(chains).map(([key, rules]): [string, Chain] => [key, { key, name: key, at, rules, base: key === "input" ? { hook: "input", priority: 0, type: "filter", policy, policyAt: at, families: [4] } : null }]);
  return { chains: new Map(entries) };
}

/** What a kernel does with one packet, rule by rule: the plain meaning, against which the sets of sources are held. */
function walk({ chains }: Ruleset, key: string, address: bigint): "accept" | "drop" | "back" {
  for (const { matches, verdict } of chains.get(key)?.rules ?? []) {
    if (!matches.every((match) => match.kind === "source" && contains(match.addresses, address) !== match.negated)) continue;
    if (verdict.kind === "accept" || verdict.kind === "drop") return verdict.kind;
    if (verdict.kind === "return") return "back";
    if (verdict.kind !== "jump" && verdict.kind !== "goto") continue;
    const fate = walk({ chains }, verdict.chain, address);
    if (fate !== "back" || verdict.kind === "goto") return fate;
  }
  return "back";
}

const CHAINS = ["input", "a", "b", "c"];

function rules(index: number): fc.Arbitrary<FilterRule[]> {
  const range = fc.tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 0, max: 20 })).map(([first, size]): Range => ({ first: BigInt(first), last: BigInt(first + size) }));
  const match = fc.record({ kind: fc.constant("source" as const), negated: fc.boolean(), addresses: fc.oneof(fc.constant(everybody(4)), fc.array(range, { maxLength: 4 }).map((ranges) => addressSet(4, ranges))) });
  const simple = fc.constantFrom<Verdict>({ kind: "accept" }, { kind: "drop" }, { kind: "return" }, { kind: "continue" });
  const later = CHAINS.slice(index + 1);
  const verdict: fc.Arbitrary<Verdict> = later.length === 0 ? simple : fc.oneof(simple, fc.record({ kind: fc.constantFrom("jump" as const, "goto" as const), chain: fc.constantFrom(...later) }));
  return fc.array(fc.tuple(fc.array(match, { maxLength: 2 }), verdict).map(([matches, decision]) => rule(decision, ...matches)), { maxLength: 14 });
}

test("the sources let in are those whose packet, taken through the rules one by one, gets in", () => {
  const rulesets = fc.tuple(fc.constantFrom("accept" as const, "drop" as const), rules(0), rules(1), rules(2), rules(3));
  fc.assert(
    fc.property(rulesets, ([policy, input, a, b, c]) => {
      const made = model(policy, { input, a, b, c });
      const { sure, possible, admissions } = exposureOf(made, QUERY);
      assert.deepEqual(sure, possible);
      for (let address = 0n; address < 90n; address++) {
        const fate = walk(made, "input", address);
        const inside = fate === "accept" || (fate === "back" && policy === "accept");
        assert.equal(contains(sure, address), inside, `address ${address}`);
        assert.equal(admissions.filter((admission) => contains(admission.sure, address)).length, inside ? 1 : 0, "one rule lets it in");
      }
    }),
    { numRuns: 3_000, seed: 20261122 },
  );
});

/** One source each, scattered, and never the same verdict for long. */
function many(count: number): Ruleset {
  const verdicts: readonly Verdict[] = [{ kind: "accept" }, { kind: "drop" }, { kind: "jump", chain: "a" }, { kind: "continue" }, { kind: "return" }];
  const input = Array.from({ length: count }, (_, index) => {
    const first = (BigInt(index) * 2_654_435_761n) % (1n << 32n);
    return rule(verdicts[index % verdicts.length] ?? { kind: "drop" }, from({ first, last: first }));
  });
  return model("accept", { input, a: [rule({ kind: "drop" }, from({ first: 0n, last: 1n << 31n }))] });
}

function seconds(count: number): number {
  const made = many(count);
  // Processor time: a busy machine does not make the algorithm worse.
  const start = process.cpuUsage();
  exposureOf(made, QUERY);
  const { user } = process.cpuUsage(start);
  return user / 1e6;
}

test("twenty thousand rules are a matter of a second, and twice as many of about two", () => {
  seconds(5_000);
  const [once, twice] = [Math.min(seconds(20_000), seconds(20_000)), Math.min(seconds(40_000), seconds(40_000))];
  assert.ok(once < 5, `${once} s`);
  // Four times would be the square; a busy machine gets some room.
  assert.ok(twice < once * 3.3 + 0.1, `${once} s, then ${twice} s`);
});

test("a chain that jumps back into itself, and one too many, prove nothing", () => {
  const loop = model("drop", { input: [rule({ kind: "jump", chain: "a" })], a: [rule({ kind: "jump", chain: "a" })] });
  assert.deepEqual(exposureOf(loop, QUERY).sure.ranges, []);
  assert.deepEqual(exposureOf(loop, QUERY).possible, everybody(4));
  const names = Array.from({ length: 300 }, (_, index) => `c${index}`);
  const deep = model("drop", Object.fromEntries([["input", [rule({ kind: "jump", chain: "c0" })]], ...names.map((name, index) => [name, [rule({ kind: "jump", chain: names[index + 1] ?? "none" })]])]));
  assert.deepEqual(exposureOf(deep, QUERY).possible, everybody(4));
});

test("what is unknown is neither sure to let in nor to keep out, and takes nothing from the rest", () => {
  const narrow = from({ first: 0n, last: 9n });
  const unknown: Match = { kind: "unknown", negated: false, text: "?" };
  const found = exposureOf(model("accept", { input: [rule({ kind: "drop" }, narrow, unknown)] }), QUERY);
  assert.deepEqual([found.sure, found.possible], [difference(everybody(4), addressSet(4, [{ first: 0n, last: 9n }])), everybody(4)]);
});

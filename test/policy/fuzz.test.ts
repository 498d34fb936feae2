import assert from "node:assert/strict";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { lineStarts } from "../../src/source/index.js";
import { ROOT } from "../root.js";
import { read } from "./read.js";

const EXAMPLES = ["examples/acme-hq.yaml", "examples/acme-edge.yaml", "test/policy/ok/ipv6-only.yaml", "test/policy/ok/digest-trunk.yaml"].map((path) => readFileSync(join(ROOT, path), "utf8"));
const RUNS = { numRuns: 1500, seed: 20261122 } as const;

/** What holds for any text: no throw, a policy or an error and never both, and places inside the text. */
function holds(text: string): void {
  const before = performance.now();
  const { policy, posture, diagnostics, secrets } = read(text, { knownRules: ["listener-cleartext"] });
  const milliseconds = performance.now() - before;
  assert.equal(policy === null, diagnostics.some(({ level }) => level === "error"));
  assert.equal(policy === null, posture === null);
  const places = [...diagnostics.flatMap(({ at, related }) => [at, ...(related ?? []).map((one) => one.at)]), ...secrets];
  for (const { start, end } of places) assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end} of ${text.length}`);
  for (const { message, hint, code } of diagnostics) {
    assert.ok(!/undefined|\[object|NaN|null\b/.test(message.replace(/"(\\.|[^"\\])*"/g, "")), `${code}: ${message}`);
    assert.ok(!/[\u0000-\u001f\u007f-\u009f]/.test(message + (hint ?? "")), `${code}: control character in ${JSON.stringify(message)}`);
  }
  assert.ok(milliseconds < 3000, `${milliseconds} ms`);
}

const PIECES = ["{", "}", "[", "]", ":", ": ", "- ", ",", "#", "&a ", "*a", "!!str ", "<<: ", "\t", "\n", "\r\n", "  ", "\"", "'", "|", ">", "?", "~", "::", "0", "off", "world", "\ufeff", "\u2028", "\u0007", "../", "null", "true", "-1", "1e9", "{}", "[]"];

const mutation = fc.record({ at: fc.nat(), length: fc.nat({ max: 12 }), piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })) });

function mutate(text: string, mutations: readonly { readonly at: number; readonly length: number; readonly piece: string }[]): string {
  return mutations.reduce((now, { at, length, piece }) => {
    const start = at % (now.length + 1);
    return now.slice(0, start) + piece + now.slice(start + length);
  }, text);
}

test("policies with a few signs changed", () => {
  fc.assert(fc.property(fc.constantFrom(...EXAMPLES), fc.array(mutation, { minLength: 1, maxLength: 6 }), (text, mutations) => holds(mutate(text, mutations))), RUNS);
});

test("policies whose values and keys are exchanged for each other", () => {
  const words = EXAMPLES.flatMap((text) => text.match(/[A-Za-z0-9_./:-]+/g) ?? []);
  fc.assert(fc.property(fc.constantFrom(...EXAMPLES), fc.array(fc.tuple(fc.nat(), fc.constantFrom(...words, ...PIECES)), { minLength: 1, maxLength: 5 }), (text, swaps) => {
    const parts = text.split(/([A-Za-z0-9_./:-]+)/);
    for (const [index, word] of swaps) parts[index % parts.length] = word;
    holds(parts.join(""));
  }), RUNS);
});

test("policies with lines lost, doubled and moved", () => {
  fc.assert(fc.property(fc.constantFrom(...EXAMPLES), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 5 }), (text, moves) => {
    const lines = text.split("\n");
    for (const [from, to] of moves) {
      const [line = ""] = lines.splice(from % lines.length, 1);
      if (to % 3 > 0) lines.splice(to % (lines.length + 1), 0, line);
      if (to % 3 > 1) lines.splice(from % (lines.length + 1), 0, line);
    }
    holds(lines.join("\n"));
  }), RUNS);
});

test("random text, random bytes and random pieces of YAML", () => {
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => new TextDecoder().decode(array));
  const pieces = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.constantFrom("version", "networks", "accounts", "calling", "x")), { maxLength: 60 }).map((parts) => parts.join(""));
  fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 200, unit: "binary" }), bytes, pieces), holds), { ...RUNS, numRuns: 4000 });
});

test("ten thousand accounts are read in time that grows with their number and no faster", () => {
  const [base = ""] = EXAMPLES;
  const text = (count: number): string => base.replace("accounts:\n", `accounts:\n${Array.from({ length: count }, (_, index) => `  "${10_000 + index}": { secret: { env: RF_${index} }, listener: phones, calling: national }\n`).join("")}`);
  const time = (count: number): number => {
    const input = text(count);
    const cpu = process.cpuUsage();
    assert.equal(read(input).policy?.accounts.length, count + 2);
    const { user } = process.cpuUsage(cpu);
    return user / 1000;
  };
  time(1000);
  const small = Math.min(time(1000), time(1000), time(1000));
  const large = Math.min(time(10_000), time(10_000), time(10_000));
  assert.ok(large < 1500, `${large} ms of processor time`);
  assert.ok(large < 10 * small * 4 + 50, `1000: ${small} ms, 10000: ${large} ms`);
  assert.ok(lineStarts({ path: "x", text: text(10) }).length > 40);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { lowerNft, parseNftJson } from "../../../src/dialects/nftables/index.js";
import { positionOf, type SourceFile } from "../../../src/source/index.js";
import { fate, fromJson } from "./read.js";

const TABLE = [{ table: { family: "inet", name: "t" } }, { chain: { family: "inet", table: "t", name: "in", type: "filter", hook: "input", prio: 0, policy: "drop" } }];
const rule = (...expr: readonly object[]): object => ({ rule: { family: "inet", table: "t", chain: "in", expr } });
const match = (left: object, right: unknown, op = "=="): object => ({ match: { op, left, right } });
const SADDR = { payload: { protocol: "ip", field: "saddr" } };

test("a rule's place is its object, wherever it stands", () => {
  const text = `{"nftables": [ {"metainfo": {"x": "]}\\""}},\n  {"table": {"family":"inet","name":"t"}}, {"chain": {"family":"inet","table":"t","name":"in"}},\n  {"rule": {"family":"inet","table":"t","chain":"in","comment":"a { [","expr":[{"accept":null}]}} ]}`;
  const file: SourceFile = { path: "f", text };
  const parsed = parseNftJson(file);
  assert.deepEqual(parsed.problems, []);
  const [found] = parsed.tables.get("inet t")?.chains.get("in")?.rules ?? [];
  assert.deepEqual(positionOf(file, found?.at.start ?? 0), { line: 3, column: 3 });
  assert.ok(text.slice(found?.at.start, found?.at.end).endsWith('"expr":[{"accept":null}]}}'));
});

test("a text that was cut off, or holds one broken object, keeps the rest", () => {
  const text = JSON.stringify({ nftables: [...TABLE, rule({ accept: null })] });
  const broken = parseNftJson({ path: "f", text: text.replace('"policy":"drop"', '"policy":drop') });
  assert.deepEqual(broken.problems.map(({ code }) => code), ["json-invalid", "chain-unknown"]);
  assert.deepEqual(parseNftJson({ path: "f", text: text.slice(0, -20) }).problems.map(({ code }) => code), ["json-invalid"]);
  assert.equal(fate(lowerNft(broken), "192.0.2.1"), "unsure");
  assert.deepEqual(parseNftJson({ path: "f", text: "[]" }).problems.map(({ code }) => code), ["no-list"]);
});

test("an unknown statement or expression may be anything", () => {
  const model = (first: object, then: object): string => fate(fromJson([...TABLE, rule(first), rule(then)]), "192.0.2.1");
  assert.equal(model({ frobnicate: {} }, { drop: null }), "unsure");
  assert.equal(model({ xt: { type: "target", name: "REJECT" } }, { accept: null }), "unsure");
  assert.equal(fate(fromJson([...TABLE, rule({ xt: { type: "match", name: "recent" } }, { drop: null })]), "192.0.2.1"), "out", "whatever it matches, it drops");
  assert.equal(fate(fromJson([...TABLE, rule(match({ meta: { key: "newkey" } }, 1), { accept: null })]), "192.0.2.1"), "unsure");
  assert.equal(fate(fromJson([...TABLE, rule(match(SADDR, { set: ["192.0.2.1", { strange: 1 }] }), { accept: null })]), "192.0.2.1"), "in", "one of its elements was read");
  assert.equal(fate(fromJson([...TABLE, rule(match(SADDR, { set: ["192.0.2.1", { strange: 1 }] }), { accept: null })]), "192.0.2.2"), "unsure");
});

test("a set that rules add to is not all there will be, though its flags do not say so", () => {
  const set = { set: { family: "inet", table: "t", name: "s", type: "ipv4_addr", size: 10, elem: ["192.0.2.9"] } };
  const add = rule({ set: { op: "add", elem: { elem: { val: SADDR, timeout: 60 } }, set: "@s", stmt: [{ limit: { rate: 5, per: "minute", inv: true } }] } });
  const lookup = rule(match(SADDR, "@s"), { accept: null });
  assert.equal(fate(fromJson([...TABLE, set, lookup]), "192.0.2.1"), "out");
  assert.equal(fate(fromJson([...TABLE, set, add, lookup]), "192.0.2.1"), "unsure");
});

test("names of the language's own objects are names like any others", () => {
  const strange = ["__proto__", "constructor", "toString"];
  const model = fromJson([...TABLE, ...strange.map((name) => rule(match({ payload: { protocol: name, field: name } }, name, "=="), { [name]: null }, { jump: { target: name } }))]);
  assert.equal(fate(model, "192.0.2.1"), "unsure");
});

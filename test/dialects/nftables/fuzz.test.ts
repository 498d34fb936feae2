import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lowerNft, parseNftJson, parseNftText, type NftRuleset } from "../../../src/dialects/nftables/index.js";
import { exposureOf } from "../../../src/exposure/index.js";
import { SIP } from "./read.js";

const WORDS = [
  "table inet t {", "chain c {", "type filter hook input priority filter + 5; policy drop;", "}", "{", "ip saddr ", "10.0.0.0/8", "2001:db8::/32", "@s ", "!= ", "& ", "| ", "vmap ", "map ", "{ 22 : accept }", "jump c", "goto d", "jump {",
  "accept", "drop", "set s { type ipv4_addr; elements = { 10.0.0.1 . 5-9, * : drop } }", "ct state established,related ", "tcp flags syn / syn,ack ", "udp dport 5060-5061 ", "limit rate over 5/second ", "ct count over ", "update @s { ip saddr limit rate 1/minute } ",
  "dnat to 10.0.0.1:80", "define x = { 1, 2 }", "$x", "include \"a\"", "add rule ", "insert element ", "delete table inet t", "flush ruleset", "\n", ";", ",", ".", ":", "-", "/", "(", ")", "\"", "#", "\\\n", "XT match a not found\n", "@th,64,32 ", "fib saddr . iif oif ", "\0", "é", "𝄞",
];
const text = fc.array(fc.oneof({ arbitrary: fc.constantFrom(...WORDS), weight: 6 }, { arbitrary: fc.string({ maxLength: 6 }), weight: 1 }), { maxLength: 60 }).map((parts) => parts.join(""));

function check(parsed: NftRuleset, length: number): void {
  const inside = ({ start, end }: { readonly start: number; readonly end: number }): void => assert.ok(0 <= start && start <= end && end <= length, `${start}-${end} of ${length}`);
  for (const { at } of parsed.problems) inside(at);
  for (const table of parsed.tables.values()) {
    inside(table.at);
    for (const chain of table.chains.values()) for (const { at } of [chain, ...chain.rules]) inside(at);
  }
  const model = lowerNft(parsed);
  for (const family of [4, 6] as const) exposureOf(model, { ...SIP, family });
}

test("any text is read without an exception, and places lie in it", () => {
  fc.assert(fc.property(fc.oneof(text, text.map((body) => `table inet t {\nchain c {\ntype filter hook input priority 0\n${body}`)), (input) => check(parseNftText({ path: "f", text: input }), input.length)), { numRuns: 4_000, seed: 20261122 });
});

const NAMES = ["rule", "chain", "set", "map", "table", "match", "op", "left", "right", "payload", "protocol", "field", "meta", "key", "ct", "elem", "val", "vmap", "data", "jump", "target", "expr", "family", "name", "limit", "inv", "concat", "range", "prefix", "addr", "len", "|", "&", "dnat", "mangle", "accept", "stmt", "meter", "hook", "prio", "xt", "fib", "flags", "__proto__"];
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, fc.constantFrom("ip", "saddr", "inet", "t", "c", "@s", "*", "10.0.0.1", "new", "==", "in"), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 4 })),
}));

test("any JSON is read without an exception, and any part of it", () => {
  const frame = (inner: unknown): object[] => [{ table: { family: "inet", name: "t" } }, { chain: { family: "inet", table: "t", name: "c", hook: "input", type: "filter", prio: 0 } }, { rule: { family: "inet", table: "t", chain: "c", expr: [inner, { match: { op: "==", left: inner, right: inner } }, { vmap: { key: inner, data: inner } }] } }, inner as object];
  fc.assert(
    fc.property(value, fc.nat(), (inner, cut) => {
      const whole = JSON.stringify({ nftables: frame(inner) });
      for (const input of [whole, whole.slice(0, cut % whole.length)]) check(parseNftJson({ path: "f", text: input }), input.length);
    }),
    { numRuns: 3_000, seed: 20261122 },
  );
});

test("deep nesting and chains that call each other end in bounded time", { timeout: 20_000 }, () => {
  const deep = 20_000;
  for (const [open, close] of [["{ ", " }"], ["( ", " )"], ["jump { ", " }"]] as const) check(parseNftText({ path: "f", text: `table ip t { chain c { ip saddr ${open.repeat(deep)}1${close.repeat(deep)} accept\n}\n}` }), 1e9);
  check(parseNftJson({ path: "f", text: `{"nftables":[{"table":{"family":"ip","name":"t"}},{"chain":{"family":"ip","table":"t","name":"c"}},{"rule":{"family":"ip","table":"t","chain":"c","expr":[${'{"match":{"left":'.repeat(2_000)}1${"}}".repeat(2_000)}]}}]}` }), 1e9);
  const chains = Array.from({ length: 12 }, (_, index) => `chain c${index} { ${`ip saddr 10.0.0.0/8 jump c${index + 1}; `.repeat(12)} }`);
  check(parseNftText({ path: "f", text: `table ip t { chain in { type filter hook input priority 0; jump c0; }\n${chains.join("\n")}\nchain c12 { udp dport 1 accept; }\n}` }), 1e9);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lowerIptables, parseIpsetSave, parseIptablesSave } from "../../../src/dialects/iptables/index.js";
import { contains, exposureOf, isEverybody, isEmpty, parseAddress, type Exposure, type Query } from "../../../src/exposure/index.js";
import { positionOf } from "../../../src/source/index.js";

const NONE = new Map();

function exposure(rules: string, query: Partial<Query> = {}, sets = ""): Exposure {
  const saved = parseIptablesSave({ path: "rules.v4", text: `*filter\n${rules}\nCOMMIT\n` });
  const model = lowerIptables(saved, 4, parseIpsetSave({ path: "ipset", text: sets }).sets);
  return exposureOf(model, { family: 4, inInterface: "eth0", protocol: "udp", sourcePort: null, destinationPort: 5060, destination: null, state: "new", ...query });
}

function includes(set: Exposure["sure"], address: string): boolean {
  return contains(set, parseAddress(address)?.value ?? -1n);
}

test("words, quotes, negation and counters are read, each with its place", () => {
  const file = { path: "f", text: '*filter\n:INPUT DROP [1:2]\n[3:4] -A INPUT ! -s 192.0.2.0/24 -p udp -m comment --comment "a \\"b\\" -j ACCEPT" -j DROP\nCOMMIT\n' };
  const [rule] = parseIptablesSave(file).tables[0]?.chains.get("INPUT")?.rules ?? [];
  assert.ok(rule);
  assert.equal(rule.target?.name, "DROP");
  const [source, , comment] = rule.options;
  assert.deepEqual([source?.name, source?.negated, source?.values], ["--source", true, ["192.0.2.0/24"]]);
  assert.deepEqual(comment?.values, ['a "b" -j ACCEPT']);
  assert.deepEqual(positionOf(file, source?.at.start ?? 0), { line: 3, column: 18 });
});

test("the first rule that matches decides, and the policy decides the rest", () => {
  const found = exposure(":INPUT DROP [0:0]\n-A INPUT -s 203.0.113.0/24 -j DROP\n-A INPUT -s 203.0.112.0/23 -p udp --dport 5060 -j ACCEPT");
  assert.ok(includes(found.sure, "203.0.112.9") && !includes(found.possible, "203.0.113.9") && !includes(found.possible, "192.0.2.1"));
  assert.equal(found.admissions.length, 1);
});

test("a RETURN from INPUT meets the policy", () => {
  assert.ok(isEverybody(exposure(":INPUT ACCEPT [0:0]\n-A INPUT -p udp -j RETURN\n-A INPUT -j DROP").sure));
});

test("a match that is not known proves nothing", () => {
  const found = exposure(":INPUT DROP [0:0]\n-A INPUT -m geoip --source-country DE -j ACCEPT");
  assert.ok(isEmpty(found.sure) && isEverybody(found.possible));
});

test("an unknown drop does not close anything, and takes away the certainty", () => {
  const found = exposure(":INPUT ACCEPT [0:0]\n-A INPUT -m geoip --source-country DE -j DROP");
  assert.ok(isEmpty(found.sure) && isEverybody(found.possible));
});

test("a limiter on the way is named, whether it takes the excess or lets the rest in", () => {
  const above = exposure(":INPUT DROP [0:0]\n-A INPUT -p udp -m hashlimit --hashlimit-above 20/sec --hashlimit-mode srcip --hashlimit-name a -j DROP\n-A INPUT -p udp --dport 5060 -j ACCEPT");
  assert.ok(isEverybody(above.sure));
  assert.equal(above.admissions[0]?.limits.length, 1);
  const below = exposure(":INPUT DROP [0:0]\n-A INPUT -p udp -m limit --limit 5/sec -j ACCEPT");
  assert.equal(below.admissions[0]?.limits.length, 1);
});

test("a stranger is on no list of bans, and anybody may have got onto a list that lets in", () => {
  const set = "create bans hash:ip family inet timeout 3600\nadd bans 198.51.100.7 timeout 5\n";
  const banned = exposure(":INPUT ACCEPT [0:0]\n-A INPUT -m set --match-set bans src -j DROP", {}, set);
  assert.ok(!includes(banned.possible, "198.51.100.7") && includes(banned.sure, "198.51.100.8"));
  const knocked = exposure(":INPUT DROP [0:0]\n-A INPUT -m set --match-set bans src -j ACCEPT", {}, set);
  assert.ok(includes(knocked.sure, "198.51.100.7") && !includes(knocked.sure, "198.51.100.8") && includes(knocked.possible, "198.51.100.8"));
});

test("an inserted rule goes where its number says", () => {
  const found = exposure(":INPUT DROP [0:0]\n-A INPUT -s 192.0.2.0/24 -j ACCEPT\n-I INPUT 2 -s 198.51.100.0/24 -j ACCEPT\n-I INPUT -s 192.0.2.1 -j DROP\n-I INPUT 3 -s 198.51.100.1 -j DROP");
  assert.deepEqual(["192.0.2.1", "192.0.2.2", "198.51.100.1", "198.51.100.2"].map((address) => includes(found.possible, address)), [false, true, false, true]);
});

test("types of ICMP are told apart", () => {
  const ask = (icmpType: number): boolean => isEverybody(exposure(":INPUT DROP [0:0]\n-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT\n-A INPUT -p icmp -m icmp --icmp-type 3/4 -j ACCEPT", { protocol: "icmp", destinationPort: null, icmpType }).sure);
  assert.deepEqual([ask(8), ask(3), ask(5)], [true, true, false]);
});

test("modules that match without an option", () => {
  assert.ok(isEverybody(exposure(":INPUT ACCEPT [0:0]\n-A INPUT -m rpfilter --invert -j DROP").sure), "a source that is where it says it is");
  assert.ok(isEmpty(exposure(":INPUT DROP [0:0]\n-A INPUT -m socket -j ACCEPT").sure), "whether there is a socket, nobody can tell");
});

test("what the sender can avoid keeps nobody out, also behind a jump", () => {
  const found = exposure(":INPUT DROP [0:0]\n:A - [0:0]\n-A A -j DROP\n-A INPUT -p udp -m length --length 0:100 -j A\n-A INPUT -p udp -j ACCEPT");
  assert.ok(isEverybody(found.sure), "a longer packet passes");
});

test("untracked packets are not new", () => {
  const text = "*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p udp -m udp --dport 10000:20000 -j CT --notrack\nCOMMIT\n*filter\n:INPUT DROP [0:0]\n-A INPUT -p udp -m conntrack --ctstate NEW -j ACCEPT\nCOMMIT\n";
  const model = lowerIptables(parseIptablesSave({ path: "f", text }), 4, NONE);
  const ask = (port: number): Exposure => exposureOf(model, { family: 4, inInterface: "eth0", protocol: "udp", sourcePort: null, destinationPort: port, destination: null, state: "new" });
  assert.ok(isEmpty(ask(10_000).possible) && isEverybody(ask(5060).sure));
});

test("any text is read without an exception, and places lie in the text", () => {
  const pieces = fc.constantFrom("*filter", "*nat", ":INPUT DROP [0:0]", "-A INPUT", " -s 10.0.0.0/8", " ! ", " -p udp", " --dport 1:", " -m", " -j ACCEPT", " -j X", '"', "\\", "COMMIT", "\n", "[1:2] ", "\0", " -g", "é");
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 50 }), (parts) => {
      const text = parts.join("");
      const saved = parseIptablesSave({ path: "f", text });
      for (const { at } of saved.problems) assert.ok(at.start >= 0 && at.end <= text.length);
      exposureOf(lowerIptables(saved, 4, NONE), { family: 4, inInterface: "eth0", protocol: "tcp", sourcePort: null, destinationPort: 22, destination: null, state: "new" });
    }),
    { numRuns: 2_000, seed: 20261122 },
  );
});

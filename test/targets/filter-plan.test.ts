import assert from "node:assert/strict";
import { test } from "node:test";
import type { FilterRule } from "../../src/targets/filter-rules.js";
import { familiesOf, STAGES } from "../../src/targets/filter-rules.js";
import { planFilter } from "../../src/targets/filter-plan.js";
import { iptables } from "../../src/targets/iptables/index.js";
import { HEADQUARTERS, makePolicy, onlyNode, type PolicySketch } from "./filter-policy.js";

const EDGE: PolicySketch = {
  ...HEADQUARTERS,
  nodes: [{ name: "edge", folder: "edge", runs: ["kamailio"], public: "192.0.2.20", private: "10.20.0.5" }, { name: "core", folder: "core", runs: ["asterisk"], private: "10.20.0.10" }],
  listeners: { remote: { node: "edge", protocol: "tls", address: "192.0.2.20", port: 5061, from: ["world"] } },
  link: { edgeNode: "edge", coreNode: "core", address: { edge: "10.20.0.5", core: "10.20.0.10" }, port: { edge: 5060, core: 5060 }, tls: null, mediaAddress: "192.0.2.20" },
};

function rulesOf(sketch: PolicySketch, nodeName?: string): ReturnType<typeof planFilter>["rules"] {
  const policy = makePolicy(sketch);
  const node = policy.nodes.find(({ name }) => name === nodeName) ?? onlyNode(policy);
  return planFilter(policy, node).rules;
}

const reasons = (rules: readonly FilterRule[]): string[] => rules.map(({ reason }) => reason);

test("loopback comes first, management before anything is dropped, and the last word is drop", () => {
  const { input } = rulesOf(HEADQUARTERS);
  assert.deepEqual(input[0]?.conditions, [{ on: "loopback" }]);
  const firstDrop = input.findIndex(({ verdict }) => verdict.to === "drop");
  const ssh = input.findIndex(({ reason }) => reason === "management.ssh");
  assert.ok(ssh > 0 && ssh < firstDrop);
  assert.deepEqual([input.at(-1)?.conditions, input.at(-1)?.verdict.to], [[], "drop"]);
});

test("whom a ban never touches is asked before the bans", () => {
  const { bans } = rulesOf(HEADQUARTERS);
  assert.deepEqual(bans.map(({ verdict }) => verdict.to), ["return", "return", "drop"]);
  const trusted = bans[1]?.conditions[0];
  assert.ok(trusted?.on === "set");
  assert.deepEqual(trusted.set.v4, ["10.8.0.0/24", "198.51.100.10/32", "198.51.100.11/32", "203.0.113.0/24"]);
  assert.deepEqual(trusted.set.v6, ["2001:db8:10::/48"]);
});

test("AMI from the host itself opens nothing, from a network that network alone, and only where Asterisk runs", () => {
  assert.ok(!reasons(rulesOf(HEADQUARTERS).input).includes("management.ami"));
  const open = { ...EDGE, ami: { port: 5038, from: ["vpn", "localhost"] } };
  assert.equal(reasons(rulesOf(open, "core").input).filter((reason) => reason === "management.ami").length, 1);
  assert.ok(!reasons(rulesOf(open, "edge").input).includes("management.ami"));
});

test("what is on one host between edge and core needs no rule", () => {
  const rules = rulesOf({ ...HEADQUARTERS, link: { edgeNode: "node", coreNode: "node", address: { edge: "127.0.0.1", core: "127.0.0.1" }, port: { edge: 5062, core: 5060 }, tls: null, mediaAddress: "192.0.2.10" } });
  assert.deepEqual(rules, rulesOf(HEADQUARTERS));
});

test("a listener on loopback opens nothing", () => {
  const rules = rulesOf({ ...HEADQUARTERS, listeners: { ...HEADQUARTERS.listeners, inner: { protocol: "udp", address: "127.0.0.1", port: 5090, from: ["world"] } } });
  assert.ok(!STAGES.some((stage) => reasons(rules[stage]).includes("listeners.inner")));
});

test("media is let in over the families that a listener has", () => {
  const media = (sketch: PolicySketch): readonly number[] => rulesOf(sketch).input.filter(({ reason }) => reason === "media.ports").flatMap(familiesOf);
  assert.deepEqual(media(HEADQUARTERS), [4]);
  assert.deepEqual(media({ ...HEADQUARTERS, listeners: { ...HEADQUARTERS.listeners, six: { protocol: "tls", address: "2001:db8::10", port: 5061, from: ["office"] } } }), [4, 6]);
});

test("what is not tracked on its way in is not tracked on its way out, and is accepted without a state", () => {
  for (const rules of [rulesOf(HEADQUARTERS), rulesOf(EDGE, "edge"), rulesOf(EDGE, "core")]) {
    assert.deepEqual(reasons(rules.untrackIn), reasons(rules.untrackOut));
    for (const { reason, conditions } of rules.untrackIn) {
      const accepted = rules.input.some((rule) => rule.reason === reason && rule.verdict.to === "accept" && !rule.conditions.some(({ on }) => on === "state") && conditions.every((condition) => rule.conditions.some((other) => JSON.stringify(other) === JSON.stringify(condition))));
      assert.ok(accepted, reason);
    }
  }
});

test("the edge forwards media alone, tracked, and the core trusts the edge's address only where it belongs", () => {
  const edge = rulesOf(EDGE, "edge");
  assert.deepEqual([edge.dnat.map(({ verdict }) => verdict), edge.snat.map(({ verdict }) => verdict)], [[{ to: "dnat", address: "10.20.0.10" }], [{ to: "snat", address: "192.0.2.20" }]]);
  assert.ok(!reasons(edge.untrackIn).includes("media.ports"));
  const core = rulesOf(EDGE, "core");
  assert.deepEqual(core.bans[1], { reason: "nodes: address of the other node, borrowed", conditions: [{ on: "address", side: "source", address: "10.20.0.5" }, { on: "strayed" }], verdict: { to: "drop" } });
  assert.deepEqual([core.dnat, core.forward, core.snat], [[], [], []]);
});

test("media that would have to change its address family is an error at the node, and nothing is rendered", () => {
  const policy = makePolicy({ ...EDGE, link: { edgeNode: "edge", coreNode: "core", address: { edge: "fd00::5", core: "fd00::10" }, port: { edge: 5060, core: 5060 }, tls: null, mediaAddress: "192.0.2.20" } });
  const { artifacts, diagnostics } = iptables.render({ policy, node: onlyNode(policy), secrets: new Map() });
  assert.deepEqual([artifacts, diagnostics.map(({ level, code }) => `${level} ${code}`)], [[], ["error filter-media-family"]]);
});

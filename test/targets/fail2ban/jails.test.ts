import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ban } from "../../../src/policy/types.js";
import { fail2ban } from "../../../src/targets/fail2ban/index.js";
import { FIVE_FAILURES, HEADQUARTERS, makePolicy, onlyNode, type PolicySketch } from "../filter-policy.js";

function jailFile(sketch: PolicySketch, nodeName?: string): string {
  const policy = makePolicy(sketch);
  const node = policy.nodes.find(({ name }) => name === nodeName) ?? onlyNode(policy);
  return fail2ban.render({ policy, node, secrets: new Map() }).artifacts.find(({ path }) => path.endsWith("jail.d/ringfence.local"))?.text ?? "";
}

/** Settings of a jail, the first where there are several. */
function settings(ban: Ban): Readonly<Record<string, string>> {
  return Object.fromEntries([...(jailFile({ ...HEADQUARTERS, ban }).split(/^\[/m)[1] ?? "").matchAll(/^([a-z.]+) = (.*)$/gm)].map(([, key, value]) => [key, value]));
}

const wanted = (sketch: PolicySketch, nodeName?: string): boolean => {
  const policy = makePolicy(sketch);
  return fail2ban.wanted(policy, policy.nodes.find(({ name }) => name === nodeName) ?? onlyNode(policy));
};

test("a ban's figures are the policy's", () => {
  const { maxretry, findtime, bantime, ...rest } = settings(FIVE_FAILURES);
  assert.deepEqual([maxretry, findtime, bantime, rest["bantime.increment"], rest["bantime.maxtime"]], ["5", "600", "3600", "true", "86400"]);
});

test("bans without an end, without growth and without a bound say so", () => {
  const picked = (ban: Ban): readonly (string | undefined)[] => ["bantime", "bantime.increment", "bantime.maxtime"].map((key) => settings(ban)[key]);
  assert.deepEqual(picked({ ...FIVE_FAILURES, for: "forever", atMost: "forever" }), ["-1", "false", undefined]);
  assert.deepEqual(picked({ ...FIVE_FAILURES, atMost: 3600 }), ["3600", "false", undefined]);
  assert.deepEqual(picked({ ...FIVE_FAILURES, atMost: "forever" }), ["3600", "true", undefined]);
});

test("every network of the user's own is spared", () => {
  const spared = (jailFile(HEADQUARTERS).split("ignoreip =\n")[1] ?? "").split("\n").filter((line) => line.startsWith("    ")).map((line) => line.trim());
  assert.deepEqual(spared, ["127.0.0.0/8", "::1/128", "10.8.0.0/24", "198.51.100.10/32", "198.51.100.11/32", "203.0.113.0/24", "2001:db8:10::/48"]);
});

test("no ban, or nobody but the edge to be seen: no jail", () => {
  const apart: PolicySketch = {
    ...HEADQUARTERS,
    nodes: [{ name: "edge", folder: "edge", runs: ["kamailio"], public: "192.0.2.20", private: "10.20.0.5" }, { name: "core", folder: "core", runs: ["asterisk"], private: "10.20.0.10" }],
    link: { edgeNode: "edge", coreNode: "core", address: { edge: "10.20.0.5", core: "10.20.0.10" }, port: { edge: 5060, core: 5060 }, tls: null, mediaAddress: "192.0.2.20" },
  };
  assert.deepEqual([wanted(HEADQUARTERS), wanted({ ...HEADQUARTERS, ban: null }), wanted(apart, "edge"), wanted(apart, "core")], [true, false, true, false]);
  assert.match(jailFile(apart, "edge"), /^ {4}10\.20\.0\.10\/32$/m, "the core is never banned at the edge");
});

test("without a packet filter there is nothing to ban with, and that is said", () => {
  const policy = makePolicy({ ...HEADQUARTERS, firewall: null });
  const { artifacts, diagnostics } = fail2ban.render({ policy, node: onlyNode(policy), secrets: new Map() });
  assert.deepEqual([artifacts, diagnostics.map(({ level, code }) => `${level} ${code}`)], [[], ["warning fail2ban-without-firewall"]]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Policy, Rate } from "../../src/policy/types.js";
import { refillTime, sourceCeiling, type SourceCeiling } from "../../src/targets/filter-limits.js";
import { planFilter } from "../../src/targets/filter-plan.js";
import { makePolicy, onlyNode } from "./filter-policy.js";

function ceiling(phones: number, register?: Rate | null, invite?: Rate | null): SourceCeiling | null {
  const policy = withPhones(phones, register, invite);
  const [listener] = policy.listeners;
  assert.ok(listener !== undefined);
  return sourceCeiling(policy.limits, listener, policy.accounts);
}

function withPhones(phones: number, register?: Rate | null, invite?: Rate | null): Policy {
  return makePolicy({
    networks: {}, listeners: { public: { protocol: "udp", address: "192.0.2.10", port: 5060, from: ["world"] } }, accounts: { public: phones },
    ...(register === undefined ? {} : { register }), ...(invite === undefined ? {} : { invite }),
  });
}

test("two phones at 10 registrations and 20 calls a minute: the figures worked out by hand", () => {
  // Packets of one phone a second: 2 × (2 × 10/60 + 10 × 20/60) + 1 = 8.33; of two 16.67. At once: 2 × (2 × 20 + 10 × 10) = 280; of two 560.
  assert.deepEqual(ceiling(2), { phones: 2, packets: { count: 17, per: "second", burst: 560 }, connections: { count: 60, per: "minute", burst: 60 }, concurrent: 32 });
});

test("an office behind one address has room for all its phones, up to 64", () => {
  assert.equal(ceiling(50)?.packets.count, 417);
  assert.equal(ceiling(50)?.concurrent, 200);
  assert.deepEqual(ceiling(64), ceiling(10_000));
  assert.equal(ceiling(0)?.phones, 1);
});

test("a limit that is off leaves the filter without one, for it cannot tell a REGISTER from an INVITE", () => {
  assert.equal(ceiling(2, null), null);
  assert.equal(ceiling(2, undefined, null), null);
  const policy = withPhones(2, null);
  const { rules, tables } = planFilter(policy, onlyNode(policy));
  assert.deepEqual(tables, []);
  assert.deepEqual(rules.input.filter(({ reason }) => reason === "listeners.public").map(({ verdict }) => verdict.to), ["accept"]);
});

test("figures beyond what the formats hold are cut, and a source is never forgotten before its burst has come back", () => {
  const huge: Rate = { text: "", count: 1_000_000, per: 1, burst: 1_000_000 };
  assert.deepEqual(ceiling(64, huge, huge)?.packets, { count: 100_000, per: "second", burst: 1_000_000 });
  assert.equal(refillTime({ count: 2, per: "minute", burst: 10 }), 300);
  const policy = withPhones(1, { text: "", count: 1, per: 86_400, burst: 100 }, { text: "", count: 1, per: 86_400, burst: 100 });
  const [table] = planFilter(policy, onlyNode(policy)).tables;
  assert.equal(table?.forget, 1200, "2400 packets at once, 2 a second");
});

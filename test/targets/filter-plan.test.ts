import assert from "node:assert/strict";
import { test } from "node:test";
import { planFilter } from "../../src/targets/filter-plan.js";
import { HEADQUARTERS, makePolicy, onlyNode } from "./filter-policy.js";

test("loopback comes first, management before anything is dropped, and the last word is drop", () => {
  const policy = makePolicy(HEADQUARTERS);
  const { input } = planFilter(policy, onlyNode(policy)).rules;
  assert.deepEqual(input[0]?.conditions, [{ on: "loopback" }]);
  const firstDrop = input.findIndex(({ verdict }) => verdict.to === "drop");
  const ssh = input.findIndex(({ reason }) => reason === "management.ssh");
  assert.ok(ssh > 0 && ssh < firstDrop);
  assert.deepEqual([input.at(-1)?.conditions, input.at(-1)?.verdict.to], [[], "drop"]);
});

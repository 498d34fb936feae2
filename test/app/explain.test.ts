import assert from "node:assert/strict";
import { test } from "node:test";
import { explain } from "../../src/app/explain.js";
import { RULES } from "../../src/rules/registry.js";

test("every rule explains itself", () => {
  for (const { meta } of RULES) assert.deepEqual(explain(meta.id), { kind: "rule", rule: meta });
});

test("a misspelt rule is guessed, a stranger is not", () => {
  assert.deepEqual(explain("listner-cleartext"), { kind: "unknown", id: "listner-cleartext", nearest: "listener-cleartext" });
  assert.deepEqual(explain("zzz"), { kind: "unknown", id: "zzz", nearest: null });
});

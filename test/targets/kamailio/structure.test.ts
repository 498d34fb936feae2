import assert from "node:assert/strict";
import { test } from "node:test";
import type { Policy } from "../../../src/policy/index.js";
import { edgeFiles } from "./edge-policy.js";
import { readScript, XLOG_LEVELS } from "./script.js";
import { VARIANTS } from "./variants.js";

/** What Kamailio finds out too late or never: a check of the configuration passes all of it. */
for (const [name, policy] of Object.entries(VARIANTS)) {
  test(`every name that kamailio.cfg uses is defined in it: ${name}`, () => {
    for (const version of ["5.6", "6.1"]) {
      const script = readScript(edgeFiles(rendered(policy(), version))["kamailio.cfg"] ?? "");
      const undefinedNames = [
        ...script.calledRoutes.filter((route) => !script.routes.has(route)),
        ...script.armed.filter(({ kind, name: armed }) => !script.handlers.has(`${kind} ${armed}`)).map(({ name: armed }) => armed),
        ...script.usedTables.filter((table) => !script.tables.has(table)),
        ...script.usedFlags.filter((flag) => !script.flags.has(flag)),
        ...script.levels.filter((level) => !XLOG_LEVELS.has(level)),
        ...script.parametersOf.filter((module) => !script.modules.has(module)),
      ];
      assert.deepEqual(undefinedNames, []);
      assert.equal(script.emptyBlocks, 0, "an empty block is a syntax error");
      const called = new Set([...script.calledRoutes]);
      assert.deepEqual([...script.routes].filter((route) => !called.has(route)), [], "and every route is used");
      assert.ok(script.calledRoutes.length > 20 && script.usedTables.length > 0 && script.levels.length > 0);
    }
  });
}

function rendered(policy: Policy, text: string): Policy {
  const [major = 0, minor = 0] = text.split(".").map(Number);
  return { ...policy, engines: { ...policy.engines, kamailio: { text, major, minor, patch: null } } };
}

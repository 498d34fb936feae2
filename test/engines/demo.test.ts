import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { ROOT } from "../root.js";

test("the demo tells its whole story, and every line of it is true", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/demo.mjs", "--built"], { cwd: ROOT, encoding: "utf8", timeout: 120_000 });
  assert.equal(status, 0, stdout + stderr);
  assert.ok((stdout.match(/^ {2}ok /gm) ?? []).length >= 10, stdout);
  assert.match(stdout, /Everything came out as the policy says\.\n$/);
});

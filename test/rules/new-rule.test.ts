import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { ROOT } from "../root.js";

function run(script: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, script), ...args], { encoding: "utf8", timeout: 120_000 });
  return { status, output: stdout + stderr };
}

function copyOfSources(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-rule-"));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const name of ["src", "package.json", "tsconfig.json", "tsconfig.build.json"]) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of ["node_modules", "generated"]) symlinkSync(join(ROOT, name), join(folder, name));
  return folder;
}

test("a new rule is three files and an index line, and compiles", (context) => {
  const folder = copyOfSources(context);
  const made = run("scripts/new-rule.mjs", "listener-on-fire", "--root", folder);
  assert.equal(made.status, 0, made.output);
  for (const path of ["src/rules/listener-on-fire.ts", "test/rules/listener-on-fire/bad.yaml", "test/rules/listener-on-fire/ok.yaml"]) assert.ok(existsSync(join(folder, path)), path);
  const lines = readFileSync(join(folder, "src/rules/index.ts"), "utf8").split("\n").filter((line) => line.startsWith("export"));
  assert.ok(lines.includes('export { listenerOnFire } from "./listener-on-fire.js";'));
  assert.deepEqual(lines, [...lines].sort(), "the line stands in its alphabetical place");
  const compiled = run("node_modules/typescript/bin/tsc", "-p", join(folder, "tsconfig.build.json"), "--noEmit");
  assert.equal(compiled.status, 0, compiled.output);
});

test("a name that is taken or no name for a rule is refused", (context) => {
  const folder = copyOfSources(context);
  const refused = (...args: string[]): string => {
    const { status, output } = run("scripts/new-rule.mjs", ...args, "--root", folder);
    assert.equal(status, 2);
    return output;
  };
  assert.match(refused("listener-cleartext"), /there is a rule listener-cleartext already/);
  assert.match(refused("Listener_Cleartext"), /not kebab-case/);
  assert.match(refused(), /one id is needed/);
});

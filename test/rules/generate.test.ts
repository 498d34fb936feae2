import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { ROOT } from "../root.js";

function generate(...args: string[]): { status: number | null; stdout: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/generate.mjs"), ...args], { encoding: "utf8", timeout: 30_000 });
  assert.equal(stderr.replace(/^.*(Warning|node --trace).*$/gm, "").trim(), "");
  return { status, stdout };
}

function copyOfDocs(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-docs-"));
  context.after(() => rmSync(folder, { recursive: true }));
  cpSync(join(ROOT, "docs/rules"), join(folder, "docs/rules"), { recursive: true });
  return folder;
}

test("the rule pages and the README's table say what the rules say", () => {
  assert.deepEqual(generate("--check"), { status: 0, stdout: "" });
});

test("a page that was edited, one that is missing and one too many are noticed, and made good", (context) => {
  const folder = copyOfDocs(context);
  writeFileSync(join(folder, "docs/rules/listener-cleartext.md"), "edited\n");
  rmSync(join(folder, "docs/rules/ban-missing.md"));
  writeFileSync(join(folder, "docs/rules/gone-rule.md"), "left over\n");
  const { status, stdout } = generate("--check", "--root", folder);
  assert.equal(status, 1);
  for (const name of ["listener-cleartext", "ban-missing", "gone-rule"]) assert.match(stdout, new RegExp(`differs: docs/rules/${name}\\.md`));
  assert.equal(generate("--root", folder).status, 0);
  assert.deepEqual(generate("--check", "--root", folder), { status: 0, stdout: "" });
});

test("the README's table stands between its markers and touches nothing else", (context) => {
  const folder = copyOfDocs(context);
  writeFileSync(join(folder, "README.md"), "# Top\n<!-- rules:begin -->\nold\n<!-- rules:end -->\nbottom\n");
  generate("--root", folder);
  const text = readFileSync(join(folder, "README.md"), "utf8");
  assert.match(text, /^# Top\n<!-- rules:begin -->\n\| Rules about \| all \|[\s\S]*\| Policies and systems alike \| \d+ \|[\s\S]*\n<!-- rules:end -->\nbottom\n$/);
  assert.doesNotMatch(text, /^old$/m);
});

import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { planWrite, type WriteOptions } from "../../src/app/plan-write.js";
import { applyPlan, DISK, type Disk } from "../../src/app/write.js";
import type { Artifact } from "../../src/targets/index.js";

const HEAD = '# Made by Ringfence 0.1.0 from the policy "p" (sha256 0).\n';
const OPTIONS: WriteOptions = { force: false, prune: true, policyName: "p", covers: () => true };

function artifact(path: string, text: string, mode: Artifact["mode"] = 0o644): Artifact {
  return { target: "asterisk", path, text: HEAD + text, mode };
}

function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "ringfence write "));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder with its mode and text: what two states of a folder are compared by. */
function stateOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.sort().map((file) => [file.slice(folder.length + 1), `${(statSync(file).mode & 0o777).toString(8)} ${readFileSync(file, "utf8")}`]));
}

/** A disk on which the nth call that changes something fails as if it were full. */
function failingAt(nth: number): { disk: Disk; calls: () => number } {
  let calls = 0;
  const failing = Object.fromEntries(Object.entries(DISK).map(([name, call]) => [name, (...args: unknown[]) => {
    calls += 1;
    if (calls === nth) throw Object.assign(new Error("no space left"), { code: "ENOSPC", syscall: name });
    return (call as (...all: unknown[]) => unknown)(...args);
  }]));
  return { disk: failing as unknown as Disk, calls: () => calls };
}

test("whichever call fails, all files are the new ones or all are the old ones", (context) => {
  const old = [artifact("asterisk/a.conf", "old a\n"), artifact("asterisk/b.conf", "old b\n", 0o600), artifact("asterisk/gone.conf", "stale\n"), artifact("asterisk/mode.conf", "same\n", 0o600)];
  const now = [artifact("asterisk/a.conf", "new a\n"), artifact("asterisk/b.conf", "new b\n", 0o600), artifact("asterisk/deep/c.conf", "new c\n"), artifact("asterisk/mode.conf", "same\n")];
  let failures = 0;
  let finished = 0;
  for (let nth = 1; nth < 60; nth++) {
    const folder = temporaryFolder(context);
    assert.equal(applyPlan(planWrite(folder, old, OPTIONS)), null);
    const before = stateOf(folder);
    const { disk, calls } = failingAt(nth);
    const failure = applyPlan(planWrite(folder, now, OPTIONS), disk);
    if (calls() < nth) break;
    if (failure === null) {
      finished += 1; // a failed clearing-up after all is in place, or a link that became a copy
      const kept = Object.keys(stateOf(folder)).filter((path) => !path.endsWith(".ringfence-old"));
      assert.deepEqual(kept, ["asterisk/a.conf", "asterisk/b.conf", "asterisk/deep/c.conf", "asterisk/mode.conf"]);
      continue;
    }
    failures += 1;
    assert.equal(failure.reason, "ENOSPC");
    assert.deepEqual(stateOf(folder), before, `call ${nth}`);
    assert.ok(!existsSync(join(folder, "asterisk/deep")), `call ${nth} left a folder`);
  }
  assert.ok(failures > 10 && finished >= 3, `${failures} failures, ${finished} finished`);
});

test("what a killed run left is taken away, and the next render writes all", (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "asterisk"));
  for (const name of [".a.conf.ringfence-new", ".a.conf.ringfence-old"]) writeFileSync(join(folder, "asterisk", name), "half");
  const plan = () => planWrite(folder, [artifact("asterisk/a.conf", "text\n")], OPTIONS);
  assert.equal(applyPlan(plan()), null);
  writeFileSync(join(folder, "asterisk/a.conf"), `${HEAD}edited\n`);
  assert.equal(applyPlan(plan()), null);
  assert.deepEqual(Object.keys(stateOf(folder)), ["asterisk/a.conf"]);
});

test("modes do not depend on the umask", (context) => {
  const folder = temporaryFolder(context);
  const before = process.umask(0o077);
  try {
    assert.equal(applyPlan(planWrite(folder, [artifact("asterisk/a.conf", "x\n"), artifact("asterisk/b.conf", "y\n", 0o600)], OPTIONS)), null);
  } finally {
    process.umask(before);
  }
  assert.equal(statSync(join(folder, "asterisk/a.conf")).mode & 0o777, 0o644);
  assert.equal(statSync(join(folder, "asterisk/b.conf")).mode & 0o777, 0o600);
  assert.ok(planWrite(folder, [artifact("asterisk/a.conf", "x\n")], OPTIONS).changes.every(({ kind }) => kind !== "mode"));
});

test("only files of the same policy are ever stale, also of a node that is gone", (context) => {
  const folder = temporaryFolder(context);
  for (const [path, text] of [["edge/kamailio/old.cfg", HEAD], ["edge/kamailio/other.cfg", HEAD.replace('"p"', '"q"')], ["edge/kamailio/mine.cfg", "mine\n"], ["deep/er/kamailio/x.cfg", HEAD], ["notes/x.conf", HEAD]] as const) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  assert.deepEqual(planWrite(folder, [], { ...OPTIONS, prune: false }).stale, ["edge/kamailio/old.cfg"]);
});

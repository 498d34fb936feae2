import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../root.js";

const BIN = join(ROOT, ".build/src/cli/bin.js");
const HQ = "examples/acme-hq.yaml";
const EDGE = "examples/acme-edge.yaml";

/** A line of shell in which `$RF` is the program, in a process of its own. */
function shell(line: string, env: Record<string, string> = {}): { status: number | null; stdout: string; stderr: string } {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { cwd: ROOT, encoding: "utf8", env: { ...inherited, TERM: "xterm", RF: `${process.execPath} ${BIN}`, ...env } });
  return { status, stdout, stderr };
}

test("exit codes reach the shell", () => {
  assert.equal(shell(`$RF lint ${HQ}`).status, 0);
  assert.equal(shell(`$RF lint ${EDGE} --fail-on low`).status, 1);
  assert.equal(shell("$RF lnt").status, 2);
  assert.equal(shell("$RF lint /nowhere").status, 3);
});

test("a reader that goes away early is no error and no news", () => {
  const { stderr, stdout } = shell(`$RF schema | head -c 1; echo " \${PIPESTATUS[0]}"`);
  assert.deepEqual([stdout, stderr], ["{ 0\n", ""]);
  assert.equal(shell(`$RF lint ${EDGE} --format sarif | true; exit \${PIPESTATUS[0]}`).stderr, "");
});

test("a full disk is told", () => {
  const { status, stderr } = shell("$RF schema > /dev/full");
  assert.deepEqual([status, stderr], [2, "error: the result could not be written: ENOSPC\n"]);
});

test("a policy comes through a pipe or a process substitution", () => {
  assert.equal(shell(`$RF validate - < ${HQ}`).stdout, "<stdin>: valid\n");
  assert.equal(shell(`cat ${HQ} | $RF validate -`).stdout, "<stdin>: valid\n");
  assert.match(shell(`$RF validate <(cat ${HQ})`).stdout, /^\/dev\/fd\/\d+: valid\n$/);
});

test("a device that never ends is refused in bounded time", () => {
  const { status, stdout } = shell("$RF validate /dev/zero");
  assert.equal(status, 3);
  assert.match(stdout, /cannot be read: it is larger than 64 MB/);
});

test("a terminal gets colours and its own width; a pipe and NO_COLOR do not", () => {
  const inTerminal = (env: string) => shell(`script -qec "stty cols 70; ${env} $RF lint ${EDGE}" /dev/null`).stdout;
  const seen = inTerminal("");
  assert.match(seen, /\u001b\[/);
  const snippets = seen.replaceAll(/\u001b\[[0-9;]*m/g, "").split(/\r?\n/).filter((line) => / *\d+ \| /.test(line));
  assert.ok(snippets.length > 0 && snippets.every((line) => line.length <= 70), snippets.join("\n"));
  assert.doesNotMatch(inTerminal("NO_COLOR=1"), /\u001b\[/);
  assert.doesNotMatch(shell(`$RF lint ${EDGE}`).stdout, /\u001b\[/);
});

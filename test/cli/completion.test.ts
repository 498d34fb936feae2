import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { run } from "./run.js";

const script = (await run(["completion", "bash"])).stdout;

/** What a real bash offers for the last word of a command line. */
function offered(...words: string[]): string[] {
  const line = ["ringfence", ...words];
  const ask = `${script}
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _ringfence; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync("bash", ["--noprofile", "--norc", "-c", ask, "bash", ...line], { encoding: "utf8" });
  assert.deepEqual([status, stderr], [0, ""]);
  return stdout.trim().split("\n");
}

test("bash completes commands, options, choices, shells and files", () => {
  assert.deepEqual(offered("l"), ["lint"]);
  assert.deepEqual(offered("lint", "--fail"), ["--fail-on"]);
  assert.deepEqual(offered("lint", "--fail-on", "m"), ["medium"]);
  assert.deepEqual(offered("lint", "--no-color", "x.yaml", "--format", "sa"), ["sarif"]);
  assert.deepEqual(offered("--no-color", "lint", "--min"), ["--min-severity"]);
  assert.deepEqual(offered("render", "p.yaml", "-t", "nf"), ["nftables"]);
  assert.deepEqual(offered("completion", "z"), ["zsh"]);
  assert.deepEqual(offered("validate", "package.j"), ["package.json"]);
  assert.ok(!offered("lint", "--").includes("--today"), "hidden options stay hidden");
});

test("every command and every visible option is in all three scripts", async () => {
  const help = (await run(["--help"])).stdout;
  const commands = [...help.matchAll(/^ {2}(\w+) (?:\[options\]|<|\[)/gm)].map(([, name]) => name ?? "").filter((name) => name !== "help");
  assert.ok(commands.length >= 7);
  for (const shell of ["bash", "zsh", "fish"]) {
    const text = (await run(["completion", shell])).stdout;
    for (const command of commands) {
      assert.match(text, new RegExp(`\\b${command}\\b`), `${shell} ${command}`);
      const flags = [...(await run([command, "--help"])).stdout.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, flag]) => flag ?? "");
      for (const flag of flags) assert.ok(text.includes(shell === "fish" ? `-l ${flag}` : `--${flag}`), `${shell} ${command} --${flag}`);
    }
  }
});

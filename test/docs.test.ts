import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { validate } from "../src/app/library.js";
import { EXIT } from "../src/cli/exit.js";
import { run } from "./cli/run.js";
import { ROOT } from "./root.js";

const PAGES = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];
const BIN = join(ROOT, ".build/src/cli/bin.js");
const read = (page: string): string => readFileSync(join(ROOT, page), "utf8");

function blocks(page: string, language: string): string[] {
  return [...read(page).matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, text]) => text ?? "");
}

/** A policy in which the blocks of a fragment stand in for those of the first example, or of the second where only two hosts have such a block. */
function completed(fragment: string): string {
  if (/^version:/m.test(fragment)) return fragment;
  const base = new Map(topLevel(read(/^(link|nodes):/m.test(fragment) ? "examples/acme-edge.yaml" : "examples/acme-hq.yaml")));
  for (const [key, text] of topLevel(fragment)) base.set(key, text);
  return [...base.values()].join("");
}

function topLevel(text: string): [string, string][] {
  return text.split(/^(?=[\w]+:)/m).filter((part) => /^\w+:/.test(part)).map((part) => [/^\w+/.exec(part)?.[0] ?? "", part]);
}

for (const page of PAGES)
  test(`every YAML block of ${page} is a policy, or a part of one`, () => {
    for (const block of blocks(page, "yaml")) {
      const { diagnostics } = validate({ path: page, text: completed(block) });
      assert.deepEqual(diagnostics.map(({ message }) => message), [], block);
    }
  });

test("the sessions shown are what a real shell prints", { timeout: 120_000 }, () => {
  for (const page of PAGES) {
    const text = read(page);
    const replayed = text.replaceAll(/^```console\n([^]*?)^```$/gm, (_, session: string) => `\`\`\`console\n${replay(session)}\`\`\``);
    if (process.env["RINGFENCE_UPDATE"] === "1") writeFileSync(join(ROOT, page), replayed);
    assert.equal(replayed, read(page), `npm run test:update writes ${page} anew`);
  }
});

/** Runs the commands of a session in one folder after the other, secrets of its own in place, on the day it was written. */
function replay(session: string): string {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-docs-"));
  try {
    cpSync(join(ROOT, "examples"), join(folder, "examples"), { recursive: true });
    const commands = [...session.matchAll(/^\$ (.*)$/gm)].map(([, command]) => command ?? "");
    const script = commands.map((command) => `echo ${quoted(`$ ${command}`)}; ${command.replaceAll("...", "'w7Kd0q-Xe2LrTz9b'")}`).join("\n");
    const functions = `ringfence() { if [ "$1" = lint ]; then set -- "$@" --today 2026-11-22; fi; ${quoted(process.execPath)} ${quoted(BIN)} "$@"; }`;
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    const { stdout, stderr } = spawnSync("bash", ["-c", `${functions}\nexec 2>&1\n${script}`], { cwd: folder, encoding: "utf8", env });
    assert.equal(stderr, "");
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

test("the table of exit codes is the program's", () => {
  const told = [...read("docs/cli.md").matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  assert.deepEqual(told, Object.values(EXIT));
});

test("every command is in README's table and in docs/cli.md, with every option", async () => {
  const commands = [...(await run(["--help"])).stdout.matchAll(/^ {2}(\w+) (?:\[options\]|<|\[|  )/gm)].map(([, name]) => name ?? "").filter((name) => name !== "help");
  assert.ok(commands.length >= 8);
  for (const command of commands) {
    assert.match(read("README.md"), new RegExp(`^\\| \`ringfence ${command}\\b`, "m"), command);
    const flags = [...(await run([command, "--help"])).stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag ?? "");
    for (const flag of flags.filter((each) => !["--help"].includes(each))) assert.ok(read("docs/cli.md").includes(`\`${flag}`), `${command} ${flag}`);
  }
});

test("links between our pages lead somewhere", () => {
  for (const page of PAGES)
    for (const [, target = ""] of read(page).matchAll(/\]\(([^)#\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      assert.doesNotThrow(() => readFileSync(join(ROOT, page, "..", target)), `${page} -> ${target}`);
    }
});

test("CONTRIBUTING names every dependency with its reason", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<"dependencies" | "devDependencies", Record<string, string>>;
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) assert.ok(read("CONTRIBUTING.md").includes(`| \`${name}\` |`), name);
});

/**
 * `npm test [-- --fast] [--update] [PATH...]`: everything, from a fresh clone on.
 *
 * --fast leaves out test/engines and the fetching of engines; --update sets RINGFENCE_UPDATE=1, by which tests rewrite
 * their expected files; PATH is a part of a test file's path. The last line is always `N passed, N failed`.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { fileURLToPath } from "node:url";
import { Tally } from "./test/tally.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
process.env["NODE_OPTIONS"] = `${process.env["NODE_OPTIONS"] ?? ""} --enable-source-maps`;

/** @returns {boolean} whether the command went well; what it says goes to our stderr */
function step(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", 2, 2] });
  if (error !== undefined) process.stderr.write(`${command}: ${error.message}\n`);
  if (status !== 0) process.stderr.write(`\`${command} ${args.join(" ")}\` failed\n`);
  return status === 0;
}

/** Dependencies, generated modules, compiled tests. */
async function build() {
  if (!existsSync("node_modules") && !step("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])) return false;
  if (existsSync("scripts/build.mjs") && !step(process.execPath, ["scripts/build.mjs"])) return false;
  await rm(".build", { recursive: true, force: true }); // a removed test must not run on
  return step(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.test.json"]);
}

async function testFiles(filters) {
  const wanted = filters.map((filter) => filter.replace(/^(\.\/)?(\.build\/)?/, "").replace(/\.ts$/, ".js"));
  const all = existsSync(".build/test") ? await readdir(".build/test", { recursive: true }) : [];
  const files = all.filter((file) => file.endsWith(".test.js")).map((file) => `test/${file}`).sort();
  return files.filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
}

/** Each file in a process of its own. Two at a time: the engines want the cores too. */
async function runFiles(files, tally, minutes) {
  if (files.length === 0) return;
  await tally.take(run({ files: files.map((file) => join(root, ".build", file)), concurrency: 2, timeout: minutes * 60_000 }));
}

async function main(args) {
  const fast = args.includes("--fast");
  if (args.includes("--update")) process.env["RINGFENCE_UPDATE"] = "1";
  const tally = new Tally({ root, strict: Boolean(process.env["CI"]), print: (line) => process.stdout.write(`${line}\n`) });
  const end = (extra) => {
    const failed = tally.failed + extra;
    process.stdout.write(`${tally.passed} passed, ${failed} failed\n`);
    return failed === 0 ? 0 : 1;
  };

  if (!(await build())) return end(1);
  const files = await testFiles(args.filter((arg) => !arg.startsWith("--")));
  const onEngines = files.filter((file) => file.startsWith("test/engines/"));
  await runFiles(files.filter((file) => !onEngines.includes(file)), tally, 3);
  if (!fast && onEngines.length > 0) {
    const got = step(process.execPath, ["scripts/engines.mjs"]);
    if (!got && process.env["CI"]) return end(1);
    await runFiles(onEngines, tally, 6);
  }
  if (tally.passed + tally.failed === 0) {
    process.stderr.write("no test ran\n");
    return end(1);
  }
  return end(0);
}

process.exitCode = await main(process.argv.slice(2));

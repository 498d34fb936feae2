/**
 * `npm run bench`: what the command costs, as ratios taken in one run, so that they mean the same on any machine.
 *
 * Start-up is measured in processor time against an empty node process; the whole job (validate, lint, render) on growing
 * policies, each in a process of its own. Exits 1 where an aim is missed.
 *   node scripts/bench.mjs --job 1000     one job alone: prints its milliseconds and megabytes as JSON
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { GROWING, withFiles } from "./bench-audit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const example = join(root, "examples/acme-hq.yaml");
const command = join(root, "dist/bin/ringfence.js");
const RUNS = 11;
const SIZES = [10, 1_000, 10_000];
const AIMS = { version: 1.5, lint: 2.5, seconds: 1.5, megabytes: 300, linear: 15 };
/** An audit of an ordinary host: so many empty node processes, and milliseconds on top. */
const AUDIT = { times: 2, plus: 100 };

if (process.argv[2] === "--job") console.log(JSON.stringify(await job(Number(process.argv[3]))));
else process.exitCode = main();

function main() {
  if (!existsSync(command) && spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" }).status !== 0) return 1;
  const missed = [...startUp(), ...jobs(), ...ordinaryAudit(), ...growingAudits()];
  for (const each of missed) console.log(`missed: ${each}`);
  return missed.length === 0 ? 0 : 1;
}

function startUp() {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-bench-"));
  const empty = join(folder, "empty.mjs");
  writeFileSync(empty, "");
  const lines = { empty: [empty], "--version": [command, "--version"], "validate, first example": [command, "validate", example], "lint, first example": [command, "lint", example, "--today", "2026-11-22"] };
  // Taken in turns, so that a busy moment of the machine meets all of them.
  const taken = Object.fromEntries(Object.keys(lines).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run++) for (const [name, args] of Object.entries(lines)) taken[name].push(processorTime(args));
  rmSync(folder, { recursive: true });
  const base = mean(taken["empty"]);
  console.log(`start-up (mean processor time of ${RUNS} runs; an empty node process takes ${base.toFixed(0)} ms)`);
  for (const name of Object.keys(lines)) console.log(`  ${name.padEnd(26)} ${mean(taken[name]).toFixed(0).padStart(6)} ms ${(mean(taken[name]) / base).toFixed(2).padStart(6)} x`);
  return [aim("--version", mean(taken["--version"]) / base, AIMS.version, "x"), aim("lint", mean(taken["lint, first example"]) / base, AIMS.lint, "x")].flat();
}

/** One host: a whole /etc/asterisk, packet filter and jails as the first example renders them, and the Kamailio of the second before it. */
function ordinaryAudit() {
  return withFiles([...renderedFiles("acme-hq"), ...renderedFiles("acme-edge", "edge").filter(({ path }) => path.startsWith(join("etc", "kamailio")))], (folder) => {
    const empty = join(folder, "empty.mjs");
    writeFileSync(empty, "");
    const taken = { empty: [], audit: [] };
    for (let run = 0; run < RUNS; run++) {
      taken.empty.push(processorTime([empty]));
      taken.audit.push(processorTime([command, "audit", join(folder, "etc"), "--fail-on", "none", "--today", "2026-11-22"]));
    }
    const [base, spent] = [mean(taken.empty), mean(taken.audit)];
    const most = base * AUDIT.times + AUDIT.plus;
    console.log(`audit of an ordinary host: ${spent.toFixed(0)} ms, ${(spent / base).toFixed(2)} x an empty node process (aim: ${most.toFixed(0)} ms)`);
    return aim("audit of an ordinary host", spent, most, " ms");
  });
}

/** What an example renders for a host, as files below etc/. */
function renderedFiles(name, host = ".") {
  const policy = readFileSync(join(root, `examples/${name}.yaml`), "utf8");
  const secrets = ["101", "102", "201", "202"].map((account) => ({ path: `secrets/${account}`, text: "bench-Secret-1\n" }));
  return withFiles([{ path: "policy.yaml", text: policy }, ...secrets], (folder) => {
    const env = { ...process.env, RF_101: "bench-Secret-1", RF_201: "bench-Secret-1", RF_202: "bench-Secret-1" };
    const { status, stderr } = spawnSync(process.execPath, [command, "render", join(folder, "policy.yaml"), "-o", join(folder, "out")], { encoding: "utf8", env });
    if (status !== 0) throw new Error(stderr);
    const files = readdirSync(join(folder, "out", host), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return files.map((path) => ({ path: join("etc", relative(join(folder, "out", host), path)), text: readFileSync(path, "utf8") }));
  });
}

function growingAudits() {
  console.log("audit of one big file (processor time, start-up taken off)");
  const idle = withFiles([{ path: "rtp.conf", text: "[general]\nrtpstart=20000\n" }], (folder) => processorTime([command, "audit", folder, "--fail-on", "none"]));
  return GROWING.flatMap(({ name, unit, sizes, text }) => {
    const [small, big] = sizes.map((size) => {
      const content = text(size);
      const spent = withFiles([{ path: name, text: content }], (folder) => processorTime([command, "audit", folder, "--fail-on", "none", "--format", "json", "--output", join(folder, "out.json")])) - idle;
      console.log(`  ${name.padEnd(16)} ${String(size).padStart(6)} ${unit.padEnd(8)} ${spent.toFixed(0).padStart(6)} ms ${(content.length / 1000 / Math.max(spent, 1)).toFixed(1).padStart(6)} MB/s`);
      return spent;
    });
    const growth = big / Math.max(small, 10);
    console.log(`  ${"".padEnd(16)} ten times as much takes ${growth.toFixed(1)} times as long`);
    return aim(`${name}, ten times as much`, growth, AIMS.linear, "x the time");
  });
}

/** Milliseconds of processor time, user and system, of one node process and what it loads. */
function processorTime(args) {
  const before = cpuOfChildren();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}\n${stderr}`);
  return cpuOfChildren() - before;
}

/** Linux keeps the sum for children that have ended: fields 16 and 17 of /proc/self/stat, in ticks of 10 ms. Elsewhere: the clock. */
function cpuOfChildren() {
  if (!existsSync("/proc/self/schedstat")) return performance.now();
  const fields = readFileSync("/proc/self/stat", "utf8").replace(/^.*\) /s, "").split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

function jobs() {
  console.log("validate + lint + render");
  const results = SIZES.map((accounts) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--job", String(accounts)], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    const result = JSON.parse(stdout);
    console.log(`  ${String(accounts).padStart(6)} accounts ${result.milliseconds.toFixed(0).padStart(6)} ms ${result.megabytes.toFixed(0).padStart(5)} MB  (validate ${result.validate.toFixed(0)}, lint ${result.lint.toFixed(0)}, render ${result.render.toFixed(0)})`);
    return result;
  });
  const [, thousand, most] = results;
  console.log(`  ten times the accounts take ${(most.milliseconds / thousand.milliseconds).toFixed(1)} times as long`);
  return [
    aim("10 000 accounts", most.milliseconds / 1000, AIMS.seconds, " s"), aim("10 000 accounts", most.megabytes, AIMS.megabytes, " MB"),
    aim("ten times the accounts", most.milliseconds / thousand.milliseconds, AIMS.linear, "x the time"),
  ].flat();
}

async function job(accounts) {
  const { validate, lint, render } = await import("../dist/index.js");
  const file = { path: "bench.yaml", text: policyOf(accounts) };
  const secrets = new Map(Array.from({ length: accounts }, (_, nth) => [`accounts.${1000 + nth}.secret`, `bench-Secret-${nth}`]));
  const began = spent();
  const { policy, diagnostics } = validate(file);
  if (policy === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const validated = spent();
  lint(file, { today: "2026-11-22" });
  const linted = spent();
  const rendered = render(policy, { secrets });
  if (rendered.artifacts.length === 0) throw new Error(rendered.diagnostics.map(({ message }) => message).join("\n"));
  const ended = spent();
  return {
    milliseconds: ended - began, validate: validated - began, lint: linted - validated, render: ended - linted,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

/** Milliseconds of processor time of this process so far: what others do on the machine does not count. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The first example with other accounts. */
function policyOf(accounts) {
  const lines = Array.from({ length: accounts }, (_, nth) => `  "${1000 + nth}": { secret: { env: RF_${1000 + nth} }, listener: phones, calling: national }`);
  return readFileSync(example, "utf8").replace(/^accounts:\n(?: {2}.*\n)+/m, `accounts:\n${lines.join("\n")}\n`).replace('inbound: "101"', 'inbound: "1000"');
}

/** The mean, not the median: one run is counted in ticks of 10 ms, their sum is not. */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function aim(what, value, most, unit) {
  return value <= most ? [] : [`${what}: ${value.toFixed(2)}${unit}, aimed at ${most}${unit}`];
}

/**
 * Gets the real engines that `npm test` and `npm run demo` run: `node scripts/engines.mjs [NAME...]`.
 *
 * They are unpacked below $RINGFENCE_ENGINES (or ~/.cache/ringfence/prefixes) from the Debian archive that this host's apt
 * uses; nothing is installed (but netbase, should a machine lack it). NAME is a link to a folder NAME-<hash of its recipe>,
 * which appears complete or not at all: another recipe is another folder, and one that is there costs nothing. Needs Debian's
 * apt, dpkg and tar.
 */
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { existsSync, lstatSync, readlinkSync, renameSync, statSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { recipes } from "./engines/recipes.mjs";
import { strays, unpack, wrap } from "./engines/prefix.mjs";
import { must, run } from "./engines/run.mjs";
import { Suite } from "./engines/suite.mjs";

const root = process.env["RINGFENCE_ENGINES"] ?? join(homedir(), ".cache/ringfence/prefixes");
/** Raise when this script unpacks or wraps differently. */
const method = 2;

const say = (text) => process.stderr.write(`engines: ${text}\n`);
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** The folder of an engine by its recipe as it is now. */
function folderOf(name) {
  const recipe = JSON.stringify(recipes[name], (_, value) => (value instanceof RegExp ? String(value) : value));
  return `${name}-${createHash("sha256").update(`${method} ${recipe}`).digest("hex").slice(0, 12)}`;
}

/** Whether an engine is there; if only its link points to another recipe's folder, sets it right. */
function present(name) {
  if (!existsSync(join(root, folderOf(name)))) return false;
  point(name);
  return true;
}

function point(name) {
  const link = join(root, name);
  const current = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(link) : undefined;
  if (current === folderOf(name)) return;
  const fresh = join(root, `.link-${name}-${process.pid}`);
  symlinkSync(folderOf(name), fresh);
  renameSync(fresh, link);
}

/** Removes the folders of an engine's former recipes, but for the youngest: another checkout may be using it. */
async function forget(name) {
  const former = (await readdir(root)).filter((entry) => /^-[0-9a-f]{12}$/.test(entry.slice(name.length)) && entry.startsWith(name) && entry !== folderOf(name));
  const byAge = former.sort((a, b) => statSync(join(root, b)).mtimeMs - statSync(join(root, a)).mtimeMs);
  for (const entry of byAge.slice(1)) await rm(join(root, entry), { recursive: true });
}

/** Fetches one prefix into `staging`, proves it, and puts it in its place. */
async function fetchPrefix(name, suite, staging) {
  const began = performance.now();
  const { packages, held = [], programs, probe } = recipes[name];
  const archives = join(staging, `${name}.archives`);
  const prefix = join(staging, name);
  const debs = await suite.download(packages, held, archives);
  await mkdir(prefix, { recursive: true });
  await unpack(debs, prefix);
  await rm(archives, { recursive: true });
  await wrap(prefix, programs);
  const outside = await strays(prefix, programs);
  if (outside.length > 0) throw new Error(`libraries from outside the prefix: ${outside.join(", ")}`);
  const [program, args, expect] = probe;
  const { output } = await run(join(prefix, "wrappers", program), args);
  if (!expect.test(output)) throw new Error(`\`${program} ${args.join(" ")}\` said:\n    ${output.trim()}\n  but ${expect} was expected`);
  await rename(prefix, join(root, folderOf(name)));
  point(name);
  await forget(name);
  say(`${name}: ${debs.length} packages of ${suite.name}, ${seconds(began)}`);
}

/** Fetches the prefixes of one suite, one after the other. @returns {Promise<string[]>} what failed and why */
async function fetchSuite(suiteName, names, staging) {
  const suite = new Suite(suiteName, join(staging, `suite-${suiteName}`));
  const failures = [];
  try {
    await suite.update();
  } catch (error) {
    return [`${names.join(", ")}: no package lists of ${suiteName}: ${error.message}`];
  }
  for (const name of names) {
    try {
      await fetchPrefix(name, suite, staging);
    } catch (error) {
      failures.push(`${name}: ${error.message}`);
    }
  }
  return failures;
}

/** @param {string[]} names @returns {Map<string, string[]>} */
function bySuite(names) {
  const groups = new Map();
  for (const name of names) groups.set(recipes[name].suite, [...(groups.get(recipes[name].suite) ?? []), name]);
  return groups;
}

/** Two suites at a time: one downloads while the other unpacks. */
async function fetchAll(names) {
  for (const entry of await readdir(root)) if (entry.startsWith(".staging-")) await rm(join(root, entry), { recursive: true });
  const staging = join(root, `.staging-${process.pid}`);
  await mkdir(staging);
  const suites = [...bySuite(names)];
  const failures = [];
  const worker = async () => {
    for (let next = suites.shift(); next !== undefined; next = suites.shift()) failures.push(...(await fetchSuite(next[0], next[1], staging)));
  };
  try {
    await Promise.all([worker(), worker()]);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return failures;
}

/** Runs this script again under flock(1): the kernel lets the lock go however we end. */
function underLock(names) {
  const { status, error } = spawnSync("flock", [join(root, ".lock"), process.execPath, fileURLToPath(import.meta.url), "--locked", ...names], { stdio: "inherit" });
  if (error !== undefined) throw error;
  return status ?? 1;
}

/** nft and ip look protocol names up in a file at a fixed place; the slimmest machines lack the package that holds it. */
async function needProtocols() {
  if (existsSync("/etc/protocols")) return [];
  try {
    await must("apt-get", ["update", "-qq"]);
    await must("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "netbase"], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    return [];
  } catch (error) {
    return [`/etc/protocols: ${error.message}`];
  }
}

async function main(args) {
  const locked = args[0] === "--locked";
  const asked = locked ? args.slice(1) : args;
  const unknown = asked.filter((name) => !(name in recipes));
  if (unknown.length > 0) {
    say(`no recipe for ${unknown.join(", ")}; there are ${Object.keys(recipes).join(", ")}`);
    return 2;
  }
  const missing = (asked.length > 0 ? asked : Object.keys(recipes)).filter((name) => !present(name));
  if (missing.length === 0) return 0;
  await mkdir(root, { recursive: true });
  if (!locked) return underLock(asked);
  say(`fetching ${missing.join(", ")} into ${root}`);
  const failures = [...(await needProtocols()), ...(await fetchAll(missing))];
  for (const failure of failures) say(`FAILED ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));

/**
 * `npm run demo`: the main job, from a fresh clone on: one policy is validated, linted and rendered with throw-away
 * secrets, and what was rendered is loaded into real Asterisk and the real packet filter, attacked and called through.
 *
 * --built: the tests are built and the engines are there (how `npm test` keeps the demo true): nothing is prepared.
 *
 * All of it happens in a temporary folder and in network namespaces of its own. The engines need root on Debian; where they
 * cannot be had the demo says so and ends with 1, for it has then not shown what it is for.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = process.argv.includes("--built");
const command = join(root, built ? ".build/src/cli/bin.js" : "dist/bin/ringfence.js");
const say = (text) => process.stdout.write(`${text}\n`);
const heading = (text) => say(`\n== ${text}`);

process.exitCode = await main();

async function main() {
  if (!built && !prepare()) return 1;
  const folder = mkdtempSync(join(tmpdir(), "ringfence-demo-"));
  try {
    const policy = layOut(folder);
    if (!describe(folder, policy)) return 1;
    return (await prove(folder, policy)) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(script, ...args) {
  return spawnSync(process.execPath, [join(root, script), ...args], { stdio: ["ignore", 2, 2] }).status === 0;
}

/** Packages and build, as far as they are not there. */
function prepare() {
  if (!existsSync(join(root, "node_modules"))) {
    const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: ["ignore", 2, 2] });
    if (status !== 0) {
      say("! npm ci failed.");
      return false;
    }
  }
  return run("scripts/build.mjs");
}

/** The first example. An authority stands in for the carrier's, for here the carrier is ours too. */
function layOut(folder) {
  const text = readFileSync(join(root, "examples/acme-hq.yaml"), "utf8").replace("clientCertificates: none", "ca: /etc/ringfence/tls/ca.pem\n  clientCertificates: none")
    .replace(/until: \d{4}-\d\d-\d\d/, `until: ${new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)}`); // an exception never expires before the demo is seen
  writeFileSync(join(folder, "policy.yaml"), text);
  writeFileSync(join(folder, "careless.yaml"), text.replace("phones:  { protocol: tls, address: 192.0.2.10, port: 15061, from: [office, vpn] }", "phones:  { protocol: udp, address: 192.0.2.10, port: 5060, from: [world] }"));
  mkdirSync(join(folder, "secrets"), { mode: 0o700 });
  const secrets = { 101: randomBytes(18).toString("base64url"), 102: randomBytes(18).toString("base64url") };
  writeFileSync(join(folder, "secrets/102"), `${secrets[102]}\n`, { mode: 0o600 });
  return { text, secrets };
}

/** The command itself, as a user would type it. */
function describe(folder, { secrets }) {
  const ringfence = (args, expected) => {
    say(`\n$ ringfence ${args.join(" ")}`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: "utf8", env: { ...process.env, RF_101: secrets[101] } });
    say(`${stdout}${stderr}`.trimEnd());
    if (status !== expected) say(`! ended with ${status}, and ${expected} was expected`);
    return status === expected;
  };
  heading("One policy for the headquarters of Acme: who may reach what, and what a stolen account may cost");
  const good = ringfence(["validate", "policy.yaml"], 0) && ringfence(["lint", "policy.yaml"], 0);
  heading("The same policy from a careless hand: phones on udp port 5060, open to the world");
  const caught = ringfence(["lint", "careless.yaml", "--min-severity", "high"], 1);
  heading("The good one becomes configuration files");
  return good && caught && ringfence(["render", "policy.yaml", "-o", "out"], 0);
}

async function prove(folder, policy) {
  heading("And now for real: Asterisk 22 behind the packet filter, in network namespaces");
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) {
    say("! The engines need root on Debian. Nothing was proven.");
    return false;
  }
  if (!built && !(run("scripts/engines.mjs", "asterisk-22", "phones", "tools") && run("scripts/build.mjs", "--tests"))) {
    say("! The engines or their lab could not be had. Nothing was proven.");
    return false;
  }
  const { proof } = await import("./demo/proof.mjs");
  return proof({ folder: join(folder, "out"), secrets: policy.secrets, say });
}

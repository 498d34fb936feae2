import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { copyHq, SECRETS } from "./policies.js";
import { run, temporaryFolder } from "./run.js";

const EDGE = "examples/acme-edge.yaml";

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
}

test("render writes every file, secrets to their owner alone, and says how to load them", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const { code, stdout, stderr } = await run(["render", policy, "-o", "out"], { cwd: folder, env: SECRETS });
  assert.deepEqual([code, stderr], [0, ""]);
  const files = filesBelow(join(folder, "out"));
  for (const file of files) assert.ok(stdout.includes(`created out/${file}`), file);
  assert.ok(files.includes("asterisk/pjsip.conf") && files.includes("iptables/rules.v6"));
  assert.equal(statSync(join(folder, "out/asterisk/pjsip.conf")).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, "out/iptables/rules.v4")).mode & 0o777, 0o644);
  assert.match(stdout, /iptables-restore --noflush --test < out\/iptables\/rules\.v4/);
  for (const secret of [SECRETS.RF_101, "Hn6eSjE2yPq8CzKu"]) assert.ok(!stdout.includes(secret));
});

test("a second render changes nothing, --check says so, and a changed file is a difference", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const at = { cwd: folder, env: SECRETS };
  const asked = await run(["render", policy, "-o", "out", "--check"], at);
  assert.equal(asked.code, 1);
  assert.ok(!existsSync(join(folder, "out")));
  await run(["render", policy, "-o", "out"], at);
  const before = statSync(join(folder, "out/asterisk/rtp.conf")).mtimeMs;
  const again = await run(["render", policy, "-o", "out"], at);
  assert.deepEqual([again.code, again.stdout.split("\n")[0]?.startsWith("0 of")], [0, true]);
  assert.equal(statSync(join(folder, "out/asterisk/rtp.conf")).mtimeMs, before);
  assert.equal((await run(["render", policy, "-o", "out", "--check"], at)).code, 0);
  chmodSync(join(folder, "out/asterisk/pjsip.conf"), 0o644);
  const opened = await run(["render", policy, "-o", "out", "--check"], at);
  assert.deepEqual([opened.code, /would set mode of out\/asterisk\/pjsip\.conf/.test(opened.stdout)], [1, true]);
});

test("secrets that cannot be had are told all at once, by place, and nothing is written", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  rmSync(join(folder, "secrets/102"));
  const { code, stdout, stderr } = await run(["render", policy, "-o", "out"], { cwd: folder });
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /^acme-hq\.yaml:\d+:\d+: error: the secret in the variable RF_101 is not set in the environment \[secret-unusable\]$/m);
  assert.match(stderr, /^acme-hq\.yaml:\d+:\d+: error: the secret in the file secrets\/102 cannot be read: there is no such file or folder \[secret-unusable\]$/m);
  assert.ok(!existsSync(join(folder, "out")));
});

test("targets without secrets render without any", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const { code } = await run(["render", policy, "-o", "out", "--target", "iptables", "-t", "fail2ban"], { cwd: folder });
  assert.equal(code, 0);
  assert.ok(filesBelow(join(folder, "out")).every((file) => /^(iptables|fail2ban)\//.test(file)));
});

test("a node gets its own folder, and can be rendered alone", async (context) => {
  const folder = temporaryFolder(context);
  const { code } = await run(["render", EDGE, "-o", join(folder, "out"), "--node", "core"], { env: SECRETS });
  assert.equal(code, 0);
  assert.deepEqual(readdirSync(join(folder, "out")), ["core"]);
  const unknown = await run(["render", EDGE, "-o", join(folder, "out"), "--node", "cor", "--target", "iptables"], { env: SECRETS });
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /the policy has no node cor [\s\S]*it has: edge, core/);
  assert.match(unknown.stderr, /the policy has no use for the target iptables/);
});

test("a file that is not ours stops everything, unless forced", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  mkdirSync(join(folder, "out/asterisk"), { recursive: true });
  writeFileSync(join(folder, "out/asterisk/rtp.conf"), "[general]\nmine=yes\n");
  const refused = await run(["render", policy, "-o", "out"], { cwd: folder, env: SECRETS });
  assert.deepEqual([refused.code, refused.stdout], [2, ""]);
  assert.match(refused.stderr, /nothing was written: .*rtp\.conf was not made by Ringfence; --force overwrites it/);
  assert.deepEqual(filesBelow(join(folder, "out")), ["asterisk/rtp.conf"]);
  assert.equal((await run(["render", policy, "-o", "out", "--force"], { cwd: folder, env: SECRETS })).code, 0);
  assert.match(readFileSync(join(folder, "out/asterisk/rtp.conf"), "utf8"), /Made by Ringfence/);
});

test("a link out of the folder is refused, also when forced; a file or folder in the way too", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const render = () => run(["render", policy, "-o", "out", "--force"], { cwd: folder, env: SECRETS });
  mkdirSync(join(folder, "elsewhere"));
  mkdirSync(join(folder, "out"));
  symlinkSync(join(folder, "elsewhere"), join(folder, "out/asterisk"));
  assert.match((await render()).stderr, /out\/asterisk is a symbolic link that leads out of/);
  assert.deepEqual(readdirSync(join(folder, "elsewhere")), []);
  rmSync(join(folder, "out/asterisk"));
  writeFileSync(join(folder, "out/asterisk"), "");
  assert.match((await render()).stderr, /out\/asterisk is in the way: it is not a folder/);
  rmSync(join(folder, "out/asterisk"));
  mkdirSync(join(folder, "out/asterisk/rtp.conf"), { recursive: true });
  assert.match((await render()).stderr, /rtp\.conf is in the way: it is not a plain file/);
  rmSync(join(folder, "out"), { recursive: true });
  writeFileSync(join(folder, "out"), "");
  const file = await render();
  assert.deepEqual([file.code, /out is not a folder/.test(file.stderr)], [2, true]);
});

test("a place where no folder can be made is told", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const { code, stdout, stderr } = await run(["render", policy, "-o", "/proc/ringfence/out"], { cwd: folder, env: SECRETS });
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(stderr, /^error: nothing was written: \/proc\/ringfence\/out\/\S+: /);
});

test("files that the policy no longer renders are told, and removed with --prune; others' never", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const at = { cwd: folder, env: SECRETS };
  await run(["render", policy, "-o", "out"], at);
  writeFileSync(join(folder, "out/iptables/notes.txt"), "mine\n");
  writeFileSync(policy, readFileSync(policy, "utf8").replace("firewall: iptables ", "firewall: nftables "));
  const told = await run(["render", policy, "-o", "out"], at);
  assert.equal(told.code, 0);
  assert.match(told.stderr, /warning: out\/iptables\/rules\.v4 was made from this policy and is no longer rendered; --prune removes it/);
  assert.ok(existsSync(join(folder, "out/iptables/rules.v4")));
  assert.equal((await run(["render", policy, "-o", "out", "--target", "nftables"], at)).stderr, "", "what was not asked for is not stale");
  assert.match((await run(["render", policy, "-o", "out", "--prune"], at)).stdout, /removed out\/iptables\/rules\.v4/);
  assert.deepEqual(filesBelow(join(folder, "out/iptables")), ["notes.txt"]);
});

test("--print shows one file, and none that holds secrets", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const shown = await run(["render", policy, "--print", "iptables/rules.v4", "-t", "iptables"], { cwd: folder });
  assert.deepEqual([shown.code, /Made by Ringfence/.test(shown.stdout)], [0, true]);
  const secret = await run(["render", policy, "--print", "asterisk/pjsip.conf"], { cwd: folder, env: SECRETS });
  assert.deepEqual([secret.code, secret.stdout], [2, ""]);
  assert.match((await run(["render", policy, "--print", "x", "-t", "iptables"], { cwd: folder })).stderr, /nothing is rendered to x; there is:\n {2}iptables\//);
});

test("an invalid policy renders nothing; other formats tell it on stdout", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "p.yaml"), "version: 1\n");
  const plain = await run(["render", "p.yaml", "-o", "out"], { cwd: folder });
  assert.deepEqual([plain.code, plain.stdout], [2, ""]);
  const sarif = await run(["render", "p.yaml", "-o", "out", "-f", "sarif"], { cwd: folder });
  assert.equal(sarif.code, 2);
  assert.ok((JSON.parse(sarif.stdout) as { runs: { results: unknown[] }[] }).runs[0]?.results.length);
  assert.equal((await run(["render", "gone.yaml", "-o", "out"], { cwd: folder })).code, 3);
});

test("JSON says what was written", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const { stdout } = await run(["render", policy, "-o", "out", "-f", "json"], { cwd: folder, env: SECRETS });
  const { writing } = JSON.parse(stdout) as { writing: { written: boolean; files: { path: string; change: string; mode: string }[] } };
  assert.equal(writing.written, true);
  assert.deepEqual(writing.files.find(({ path }) => path === "asterisk/pjsip.conf"), { path: "asterisk/pjsip.conf", change: "create", mode: "0600" });
});

test("a policy from standard input finds its secrets in the working folder", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const { code } = await run(["render", "-", "-o", "out"], { cwd: folder, env: SECRETS, stdin: readFileSync(policy, "utf8") });
  assert.equal(code, 0);
});

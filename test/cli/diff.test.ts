import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { copyHq, SECRETS } from "./policies.js";
import { run, temporaryFolder } from "./run.js";

test("against what was just rendered nothing differs", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const at = { cwd: folder, env: SECRETS };
  await run(["render", policy, "-o", "out"], at);
  assert.deepEqual(await run(["diff", policy, "--against", "out"], at), { code: 0, stdout: "", stderr: "" });
});

test("a change of the policy is a unified diff and code 1", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const at = { cwd: folder, env: SECRETS };
  await run(["render", policy, "-o", "out"], at);
  writeFileSync(policy, readFileSync(policy, "utf8").replace("ports: 20000-20999", "ports: 20000-20499"));
  const { code, stdout } = await run(["diff", policy, "--against", "out"], at);
  assert.equal(code, 1);
  assert.match(stdout, /^--- a\/asterisk\/rtp\.conf$\n^\+\+\+ b\/asterisk\/rtp\.conf$\n^@@/m);
  assert.match(stdout, /^-rtpend *= *20999$\n^\+rtpend *= *20499$/m);
});

test("a changed secret shows as a change and shows nothing else, old or new", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  await run(["render", policy, "-o", "out"], { cwd: folder, env: SECRETS });
  const { code, stdout } = await run(["diff", policy, "--against", "out"], { cwd: folder, env: { RF_101: "another-Secret-9x" } });
  assert.equal(code, 1);
  assert.match(stdout, /asterisk\/pjsip\.conf/);
  assert.doesNotMatch(stdout, /[0-9a-f]{32}/);
  const old = readFileSync(join(folder, "out/asterisk/pjsip.conf"), "utf8").match(/[0-9a-f]{64}/g) ?? [];
  assert.ok(old.length > 0, "the rendered file holds digests");
  for (const digest of old) assert.ok(!stdout.includes(digest));
});

test("--without-secrets needs none and compares all else", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  await run(["render", policy, "-o", "out"], { cwd: folder, env: SECRETS });
  assert.equal((await run(["diff", policy, "--against", "out"], { cwd: folder })).code, 2);
  assert.deepEqual(await run(["diff", policy, "--against", "out", "--without-secrets"], { cwd: folder }), { code: 0, stdout: "", stderr: "" });
});

test("two policies: what changed in meaning, then in text", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  const text = readFileSync(policy, "utf8");
  const compare = async (changed: string) => {
    writeFileSync(join(folder, "b.yaml"), changed);
    return run(["diff", policy, "b.yaml"], { cwd: folder });
  };
  assert.deepEqual(await compare(text.replaceAll(/ +#.*$/gm, "")), { code: 0, stdout: "", stderr: "" });
  const { code, stdout } = await compare(text.replace("from: [office, vpn]", "from: [office, vpn, world]").replace("concurrent: 2", "concurrent: 5"));
  assert.equal(code, 1);
  assert.match(stdout, /^listeners\.phones\.from: office, vpn -> office, vpn, world$/m);
  assert.match(stdout, /^calling\.plans\.national\.concurrent: 2 -> 5$/m);
  assert.match(stdout, /^\+\+\+ b\/iptables\/rules\.v4$/m);
});

test("a policy that is none is told on stderr, with its code", async (context) => {
  const folder = temporaryFolder(context);
  const policy = copyHq(folder);
  writeFileSync(join(folder, "b.yaml"), "version: 1\n");
  const invalid = await run(["diff", policy, "b.yaml"], { cwd: folder });
  assert.deepEqual([invalid.code, invalid.stdout], [2, ""]);
  assert.equal((await run(["diff", policy, "gone.yaml"], { cwd: folder })).code, 3);
});

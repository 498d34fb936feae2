import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { run, temporaryFolder } from "./run.js";

for (const profile of ["strict", "standard", "legacy-phones"])
  for (const engine of ["asterisk", "kamailio"])
    for (const firewall of ["nftables", "iptables"])
      test(`the ${profile} starter for ${engine} and ${firewall} validates, lints clean and renders`, async (context) => {
        const cwd = temporaryFolder(context);
        const made = await run(["init", "--profile", profile, "--engine", engine, "--firewall", firewall], { cwd });
        assert.deepEqual([made.code, made.stderr], [0, ""]);
        const { code, stdout } = await run(["lint", "policy.yaml"], { cwd });
        assert.equal(code, 0);
        if (profile === "legacy-phones") assert.match(stdout, /\[digest-md5-only\][\s\S]*^1 finding: 1 low\. /m);
        else assert.match(stdout, /^No findings\. /);
        const rendered = await run(["render", "policy.yaml", "-o", "out"], { cwd });
        assert.deepEqual([rendered.code, rendered.stderr], [0, ""]);
      });

test("the passwords are random, for their owner alone, out of git, and not printed", async (context) => {
  const cwd = temporaryFolder(context);
  const { stdout } = await run(["init"], { cwd });
  const password = readFileSync(join(cwd, "secrets/101"), "utf8").trim();
  assert.match(password, /^[\w-]{24}$/);
  assert.notEqual(password, readFileSync(join(cwd, "secrets/102"), "utf8").trim());
  assert.equal(statSync(join(cwd, "secrets/101")).mode & 0o777, 0o600);
  assert.equal(readFileSync(join(cwd, "secrets/.gitignore"), "utf8"), "*\n");
  assert.ok(!stdout.includes(password));
});

test("what is there already is never overwritten", async (context) => {
  const cwd = temporaryFolder(context);
  writeFileSync(join(cwd, "policy.yaml"), "mine\n");
  const refused = await run(["init"], { cwd });
  assert.deepEqual([refused.code, refused.stderr], [2, "error: policy.yaml exists already; nothing was written\n"]);
  assert.equal(readFileSync(join(cwd, "policy.yaml"), "utf8"), "mine\n");
  assert.ok(!existsSync(join(cwd, "secrets")));
  await run(["init", "one.yaml"], { cwd });
  const before = readFileSync(join(cwd, "secrets/101"), "utf8");
  await run(["init", "two.yaml"], { cwd });
  assert.equal(readFileSync(join(cwd, "secrets/101"), "utf8"), before);
});

test("emergency numbers are known for the country or asked for, never guessed", async (context) => {
  const cwd = temporaryFolder(context);
  assert.match((await run(["init", "-", "--home", "GB"], { cwd })).stdout, /emergency: \["999", "112"\]/);
  const unknown = await run(["init", "-", "--home", "BR"], { cwd });
  assert.deepEqual([unknown.code, unknown.stdout], [2, ""]);
  assert.match(unknown.stderr, /say the emergency numbers of BR/);
  assert.match((await run(["init", "-", "--home", "BR", "--emergency", "190", "--emergency", "192"], { cwd })).stdout, /emergency: \["190", "192"\]/);
});

test("words of the command line are checked like a policy, and write nothing where they are wrong", async (context) => {
  const cwd = temporaryFolder(context);
  const { code } = await run(["init", "--name", 'x"\nversion: 2', "--no-secrets"], { cwd });
  assert.equal(code, 2);
  assert.ok(!existsSync(join(cwd, "policy.yaml")));
  assert.equal((await run(["init", "--home", "XX", "--emergency", "112"], { cwd })).code, 2);
});

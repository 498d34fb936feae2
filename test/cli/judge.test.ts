import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../root.js";
import { run, temporaryFolder } from "./run.js";

const HQ = "examples/acme-hq.yaml";
const EDGE = "examples/acme-edge.yaml";
const example = readFileSync(join(ROOT, HQ), "utf8");
const WEAK = example.replace("protocol: tls, address: 192.0.2.10, port: 15061", "protocol: udp, address: 192.0.2.10, port: 15061");

test("validate: a policy, several, one from standard input", async () => {
  assert.deepEqual(await run(["validate", HQ]), { code: 0, stdout: `${HQ}: valid\n`, stderr: "" });
  assert.deepEqual(await run(["validate", HQ, EDGE]), { code: 0, stdout: `${HQ}: valid\n${EDGE}: valid\n`, stderr: "" });
  assert.deepEqual(await run(["validate", "-"], { stdin: example }), { code: 0, stdout: "<stdin>: valid\n", stderr: "" });
});

test("validate: mistakes are told with their place and code 2, on stdout, all of several files", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "a.yaml"), example.replace("profile: strict", "profil: strict"));
  writeFileSync(join(folder, "b.yaml"), example.replace("port: 15061", "port: 99999"));
  const { code, stdout, stderr } = await run(["validate", "a.yaml", "b.yaml"], { cwd: folder });
  assert.equal(code, 2);
  assert.equal(stderr, "");
  assert.match(stdout, /^a\.yaml:4:1: error: .*profil.*did you mean/ms);
  assert.match(stdout, /^b\.yaml:\d+:\d+: error: /m);
  assert.match(stdout, /a\.yaml: invalid\nb\.yaml: invalid\n2 errors\.\n$/);
});

test("lint: findings at or above --fail-on make code 1", async () => {
  const weak = (...more: string[]) => run(["lint", "-", "--today", "2026-11-22", ...more], { stdin: WEAK });
  const shown = await weak();
  assert.equal(shown.code, 1);
  assert.match(shown.stdout, /^<stdin>:\d+:\d+: \w+: .*\[listener-cleartext\]$/m);
  assert.match(shown.stdout, /ringfence explain listener-cleartext/);
  assert.equal((await weak("--fail-on", "critical")).code, 0);
  assert.equal((await weak("--fail-on", "none")).code, 0);
  assert.equal((await run(["lint", EDGE, "--fail-on", "low"])).code, 1);
});

test("lint: --min-severity hides, counts what it hides, and changes no code", async () => {
  const { code, stdout } = await run(["lint", EDGE, "--min-severity", "high", "--fail-on", "low"]);
  assert.equal(code, 1);
  assert.match(stdout, /^\d+ findings: .*below the severity shown\. /);
});

test("lint: the first example is clean", async () => {
  const { code, stdout } = await run(["lint", HQ]);
  assert.equal(code, 0);
  assert.match(stdout, /^No findings; 1 suppressed\. \d+ rules ran, \d+ not covered.*\.\n$/);
});

test("lint: a text that is no policy is not judged, also beside one that is", async () => {
  const { code, stdout } = await run(["lint", HQ, "-"], { stdin: "version: 2\n" });
  assert.equal(code, 2);
  assert.match(stdout, /<stdin>:1:10: error/);
});

test("an exception that has expired raises its finding again", async () => {
  const { code, stdout } = await run(["lint", HQ, "--today", "2027-04-01"]);
  assert.equal(code, 1);
  assert.match(stdout, /\[trunk-without-credentials\]/);
  assert.equal((await run(["lint", HQ, "--today", "tomorrow"])).code, 2);
});

test("what cannot be read is code 3, and beats an invalid one", async (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "folder.yaml"));
  writeFileSync(join(folder, "shut.yaml"), "");
  chmodSync(join(folder, "shut.yaml"), 0);
  const gone = await run(["validate", "gone.yaml", "-"], { cwd: folder, stdin: "a: 1" });
  assert.equal(gone.code, 3);
  assert.match(gone.stdout, /^gone\.yaml:1:1: error: cannot be read: there is no such file or folder \[unreadable\]$/m);
  assert.match((await run(["lint", "folder.yaml"], { cwd: folder })).stdout, /it is a folder/);
  assert.equal((await run(["lint", "folder.yaml"], { cwd: folder })).code, 3);
  if (process.getuid?.() !== 0) assert.equal((await run(["validate", "shut.yaml"], { cwd: folder })).code, 3);
});

test("binary junk, an empty file and a BOM", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "junk"), Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)));
  writeFileSync(join(folder, "empty"), "");
  writeFileSync(join(folder, "bom"), `\ufeff${example}`);
  writeFileSync(join(folder, "utf16"), Buffer.from(`\ufeff${example}`, "utf16le"));
  const junk = await run(["validate", "junk"], { cwd: folder });
  assert.equal(junk.code, 2);
  assert.match(junk.stdout, /^junk:\d+:\d+: error: /);
  assert.doesNotMatch(junk.stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  assert.equal((await run(["validate", "empty"], { cwd: folder })).code, 2);
  assert.equal((await run(["validate", "bom"], { cwd: folder })).code, 0);
  assert.equal((await run(["validate", "utf16"], { cwd: folder })).code, 0);
});

test("a password in the policy is refused and shown in no format", async () => {
  const literal = example.replace("secret: { env: RF_101 }", 'secret: "correct-horse-battery"');
  for (const format of ["terminal", "json", "sarif", "github"]) {
    const { code, stdout, stderr } = await run(["lint", "-", "--format", format], { stdin: literal });
    assert.equal(code, 2);
    assert.match(stdout, /secret-literal/, format);
    assert.doesNotMatch(stdout + stderr, /correct-horse/, format);
  }
});

test("--output writes the result to a file and leaves stdout empty", async (context) => {
  const folder = temporaryFolder(context);
  assert.deepEqual(await run(["lint", "-", "--format", "sarif", "--output", "out.sarif"], { cwd: folder, stdin: example }), { code: 0, stdout: "", stderr: "" });
  assert.equal((JSON.parse(readFileSync(join(folder, "out.sarif"), "utf8")) as { version: string }).version, "2.1.0");
  const refused = await run(["lint", "-", "--output", "no/such/folder"], { cwd: folder, stdin: example });
  assert.deepEqual([refused.code, refused.stdout], [2, ""]);
  assert.match(refused.stderr, /^error: no\/such\/folder cannot be written: there is no such file or folder\n$/);
});

test("paths below the working folder are shown relative to it, as code scanning wants them", async () => {
  const { stdout } = await run(["validate", join(ROOT, HQ)]);
  assert.equal(stdout, `${HQ}: valid\n`);
});

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { resolveSecrets } from "../../src/app/secrets.js";
import type { SecretRef } from "../../src/policy/types.js";
import { wholeFile } from "../../src/source/index.js";

const AT = wholeFile({ path: "p.yaml", text: "" });
const ref = (from: SecretRef["from"], name: string, account = "101"): SecretRef => ({ from, name, at: AT, path: `accounts.${account}.secret` });

function messageFor(reference: SecretRef, env: Record<string, string>, folder = "/"): string {
  const { secrets, diagnostics } = resolveSecrets([reference], { env, folder });
  const [first] = diagnostics;
  assert.ok(first !== undefined && first.level === "error", "it is refused");
  assert.equal(secrets.size, 0);
  return first.message;
}

function folderWith(context: TestContext, files: Record<string, string | Buffer>, mode = 0o600): string {
  const folder = mkdtempSync(join(tmpdir(), "ringfence secrets "));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode });
  return folder;
}

test("a variable as it stands; a file without the line's end", (context) => {
  const folder = folderWith(context, { unix: "Fq8-xkT2mWv5Lz0p\n", windows: "Fq8-xkT2mWv5Lz0p\r\n", bare: " Fq8-xkT2mWv5Lz0p" });
  const refs = [ref("env", "A", "1"), ref("file", "unix", "2"), ref("file", "windows", "3"), ref("file", "bare", "4"), ref("file", join(folder, "unix"), "5")];
  const { secrets, diagnostics } = resolveSecrets(refs, { env: { A: "Gd7_ynS4oXu1Mb9r" }, folder });
  assert.deepEqual(diagnostics, []);
  assert.deepEqual([...secrets.values()], ["Gd7_ynS4oXu1Mb9r", "Fq8-xkT2mWv5Lz0p", "Fq8-xkT2mWv5Lz0p", " Fq8-xkT2mWv5Lz0p", "Fq8-xkT2mWv5Lz0p"]);
});

test("what is no secret is refused with its reason, and never quoted", (context) => {
  assert.equal(messageFor(ref("env", "A"), {}), "the secret in the variable A is not set in the environment");
  assert.equal(messageFor(ref("env", "A"), { A: "" }), "the secret in the variable A is empty");
  assert.equal(messageFor(ref("env", "A"), { A: "one\ntwo-hunter2" }), "the secret in the variable A has more than one line");
  assert.equal(messageFor(ref("env", "A"), { A: "tab\thunter2" }), "the secret in the variable A holds a control character");
  const folder = folderWith(context, { empty: "\n", two: "a\n\n", binary: Buffer.from([0xff, 0xfe, 0x41]), long: "x".repeat(5000) });
  mkdirSync(join(folder, "dir"));
  assert.equal(messageFor(ref("file", "empty"), {}, folder), "the secret in the file empty is empty");
  assert.equal(messageFor(ref("file", "two"), {}, folder), "the secret in the file two has more than one line");
  assert.equal(messageFor(ref("file", "binary"), {}, folder), "the secret in the file binary is not UTF-8 text");
  assert.equal(messageFor(ref("file", "long"), {}, folder), "the secret in the file long is longer than 4096 bytes");
  assert.equal(messageFor(ref("file", "dir"), {}, folder), "the secret in the file dir cannot be read: it is a folder");
  assert.equal(messageFor(ref("file", "gone"), {}, folder), "the secret in the file gone cannot be read: there is no such file or folder");
});

test("guessable secrets and files open to all are warned about, without the value", (context) => {
  const folder = folderWith(context, { open: "Fq8-xkT2mWv5Lz0p\n" }, 0o644);
  const codes = (reference: SecretRef, env: Record<string, string> = {}) => {
    const { diagnostics, secrets } = resolveSecrets([reference], { env, folder });
    assert.equal(secrets.size, 1);
    for (const { message, hint } of diagnostics) for (const value of Object.values(env)) assert.ok(!`${message} ${hint}`.includes(value));
    return diagnostics.map(({ code }) => code);
  };
  assert.deepEqual(codes(ref("file", "open")), ["secret-world-readable"]);
  assert.deepEqual(codes(ref("env", "A"), { A: "short" }), ["secret-weak"]);
  assert.deepEqual(codes(ref("env", "A"), { A: "101101101101101101" }), ["secret-weak"]);
  assert.deepEqual(codes(ref("env", "A"), { A: "aaaaaaaaaaaaaaaaaaaa" }), ["secret-weak"]);
  assert.deepEqual(codes(ref("env", "A"), { A: "Fq8-xkT2mWv5Lz0p" }), []);
});

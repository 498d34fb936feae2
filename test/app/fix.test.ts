import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { newlyFound, patchesOf, planFixes } from "../../src/app/fix.js";
import { planFixedFiles } from "../../src/app/fix-files.js";
import { applyPlan } from "../../src/app/write.js";
import type { Edit, Finding } from "../../src/finding.js";
import { span, type SourceFile } from "../../src/source/index.js";

const file: SourceFile = { path: "rtp.conf", text: "[general]\nstrictrtp=no ; old phones\npassword=hunter22\n" };

function edit(from: string, text: string, of: SourceFile = file): Edit {
  const start = of.text.indexOf(from);
  return { at: span(of, start, start + from.length), text };
}

function finding(rule: string, ...edits: readonly Edit[]): Finding {
  const at = edits[0]?.at ?? span(file, 0, 0);
  return { rule, severity: "high", confidence: "high", message: rule, subject: "s", primary: { span: at, note: "" }, related: [], fix: "", edits, suppressed: null };
}

test("edits are put in place, and the rest of the text stays to the byte", () => {
  const { files, left } = planFixes([finding("a", edit("no", "yes")), finding("b", edit("[general]", "[general]\nprobation=4"))]);
  assert.deepEqual(files.map(({ text }) => text), ["[general]\nprobation=4\nstrictrtp=yes ; old phones\npassword=hunter22\n"]);
  assert.deepEqual(left, []);
});

test("of two findings that want the same text changed otherwise the first is served, the same change is made once", () => {
  const { files, left } = planFixes([finding("a", edit("no", "yes")), finding("b", edit("strictrtp=no", "")), finding("c", edit("no", "yes"))]);
  assert.deepEqual(files.map(({ text, fixed }) => [text.split("\n")[1], fixed.map(({ rule }) => rule)]), [["strictrtp=yes ; old phones", ["a", "c"]]]);
  assert.deepEqual(left.map(({ rule }) => rule), ["b"]);
});

test("a finding's edits are made all or none", () => {
  const other: SourceFile = { path: "acl.conf", text: "deny=all\n" };
  const { files, left } = planFixes([finding("a", edit("no", "yes")), finding("b", edit("deny=all", "x", other), edit("no", "maybe"))]);
  assert.deepEqual(files.map(({ file: { path } }) => path), ["rtp.conf"]);
  assert.deepEqual(left.map(({ rule }) => rule), ["b"]);
});

test("what somebody accepted is not touched", () => {
  const accepted = { ...finding("a", edit("no", "yes")), suppressed: { reason: "r", owner: "o", until: "2027-01-01", at: span(file, 0, 0) } };
  assert.deepEqual(planFixes([accepted]), { files: [], left: [] });
});

test("a diff shows no secret", () => {
  const [shown] = patchesOf(planFixes([finding("a", edit("no", "yes"))]).files);
  assert.match(shown?.patch ?? "", /-strictrtp=no ; old phones\n\+strictrtp=yes ; old phones\n password=…/);
});

test("what the second run finds beyond the first is told", () => {
  assert.deepEqual(newlyFound([finding("a"), finding("b")], [finding("a"), finding("a")]).map(({ rule }) => rule), ["a"]);
  assert.deepEqual(newlyFound([finding("a"), finding("b")], [finding("b")]), []);
});

function onDisk(context: TestContext, bytes: Uint8Array | string): string {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-fix-"));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "rtp.conf"), bytes);
  return folder;
}

test("a file keeps its mode", (context) => {
  const folder = onDisk(context, file.text);
  chmodSync(join(folder, "rtp.conf"), 0o640);
  const plan = planFixedFiles(planFixes([finding("a", edit("no", "yes"))]).files, folder);
  assert.equal(applyPlan(plan), null);
  assert.match(readFileSync(join(folder, "rtp.conf"), "utf8"), /strictrtp=yes/);
  assert.equal(statSync(join(folder, "rtp.conf")).mode & 0o7777, 0o640);
});

test("a file that is no UTF-8, a link, gone or another one meanwhile is left alone", (context) => {
  const { files } = planFixes([finding("a", edit("no", "yes"))]);
  assert.deepEqual(planFixedFiles(files, onDisk(context, Buffer.from(`${file.text}\xff`, "latin1"))).refusals, ["rtp.conf is not plain UTF-8, or has changed meanwhile"]);
  const folder = onDisk(context, file.text);
  rmSync(join(folder, "rtp.conf"));
  assert.match(planFixedFiles(files, folder).refusals.join(), /no such file/);
  symlinkSync("/etc/hostname", join(folder, "rtp.conf"));
  assert.deepEqual(planFixedFiles(files, folder).refusals, ["rtp.conf is no plain file"]);
});

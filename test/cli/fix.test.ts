import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { run, temporaryFolder } from "./run.js";

const RTP = "; our own words stay\n[general]\nrtpstart=20000\nstrictrtp = no ; for an old phone\n";

function system(context: TestContext): string {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "etc"));
  writeFileSync(join(folder, "etc/rtp.conf"), RTP);
  return folder;
}

test("--fix=safe shows what it would change, and writes nothing", async (context) => {
  const cwd = system(context);
  const { code, stdout, stderr } = await run(["audit", "etc", "--fix=safe"], { cwd });
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /-strictrtp = no ; for an old phone\n\+strictrtp = yes ; for an old phone\n/);
  assert.match(stderr, /this would fix 1 finding in 1 file; nothing was written: say --yes to write it\n$/);
  assert.equal(readFileSync(join(cwd, "etc/rtp.conf"), "utf8"), RTP);
});

test("--yes writes it, keeps every other byte, and judges what is there now", async (context) => {
  const cwd = system(context);
  const { code, stdout, stderr } = await run(["audit", "etc", "--fix=safe", "--yes"], { cwd });
  assert.equal(code, 0, stdout);
  assert.match(stderr, /fixed 1 finding in 1 file\n$/);
  assert.doesNotMatch(stdout, /rtp-strictrtp-off/);
  assert.equal(readFileSync(join(cwd, "etc/rtp.conf"), "utf8"), RTP.replace("= no", "= yes"));
  const again = await run(["audit", "etc", "--fix=safe", "--yes"], { cwd });
  assert.match(again.stderr, /nothing that can be fixed safely/);
  assert.equal(again.code, 0);
});

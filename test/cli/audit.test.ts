import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { run, temporaryFolder } from "./run.js";

const PJSIP = "[udp]\ntype=transport\nprotocol=udp\nbind=192.0.2.1:5070\n\n[100]\ntype=auth\nusername=100\npassword=tr0ub4dor-and-3\n";

/** A folder with a host in it. */
function host(context: TestContext, files: Readonly<Record<string, string>> = { "etc/asterisk/pjsip.conf": PJSIP }): string {
  const folder = temporaryFolder(context);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, "host", path, ".."), { recursive: true });
    writeFileSync(join(folder, "host", path), text);
  }
  return folder;
}

interface Json {
  readonly findings: readonly { readonly [key: string]: unknown }[];
  readonly audit: { readonly files: readonly { readonly path: string; readonly kind: string }[]; readonly passedOver: readonly { readonly path: string }[]; readonly statements: Readonly<Record<string, number>> };
}

test("what cannot be judged is code 3, and says why", async (context) => {
  const cwd = host(context, { "notes.txt": "hello\n" });
  for (const [path, why] of [["nowhere", /there is no such file or folder/], ["host", /no configuration that Ringfence knows/], ["a.zip", /no such file/]] as const) {
    const { code, stdout } = await run(["audit", path], { cwd });
    assert.equal(code, 3, path);
    assert.match(stdout, why);
    assert.doesNotMatch(stdout, /No findings/, "nobody looked");
  }
  mkdirSync(join(cwd, "empty"));
  assert.equal((await run(["audit", "empty"], { cwd })).code, 3);
  writeFileSync(join(cwd, "a.zip"), "PK");
  assert.match((await run(["audit", "a.zip"], { cwd })).stdout, /give a \.tar/);
  const half = host(context);
  assert.equal((await run(["audit", "host", "nowhere", "--fail-on", "none"], { cwd: half })).code, 3, "the other half was judged, and nobody knows about this one");
});

test("files are told relative to what was given, from a folder, an archive and standard input alike", async (context) => {
  const cwd = host(context);
  execFileSync("tar", ["-czf", join(cwd, "host.tar.gz"), "-C", join(cwd, "host"), "etc"]);
  execFileSync("tar", ["-cf", join(cwd, "host.tar"), "-C", join(cwd, "host"), "./etc"]);
  const of = async (path: string, stdin = ""): Promise<unknown[]> => {
    const { findings } = JSON.parse((await run(["audit", path, "--format", "json"], { cwd, stdin })).stdout) as Json;
    assert.ok(findings.length > 0);
    for (const finding of findings) for (const key of ["rule", "severity", "confidence", "message", "file", "line", "column", "related", "fix"]) assert.ok(key in finding, key);
    return findings.map(({ rule, file, line, column, fingerprint }) => [rule, file, line, column, fingerprint]);
  };
  const expected = await of("host");
  assert.ok(expected.every((finding) => (finding as unknown[])[1] === "etc/asterisk/pjsip.conf"));
  assert.deepEqual(await of("host/"), expected);
  assert.deepEqual(await of(join(cwd, "host")), expected);
  assert.deepEqual(await of("host.tar.gz"), expected);
  assert.deepEqual(await of("host.tar"), expected);
});

test("a dump comes through standard input too", async () => {
  const { code, stdout } = await run(["audit", "-"], { stdin: "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n" });
  assert.ok(code < 2, stdout);
  assert.match(stdout, /Looked at 1 file \(1 iptables-save\)/);
});

test("what was looked at is told: files and kinds, statements, what was passed over", async (context) => {
  const cwd = host(context, { "etc/asterisk/pjsip.conf": `${PJSIP}#include "more.inc"\n`, "etc/asterisk/more.inc": "[x]\ntype=aor\n", "rules.v4": "*filter\n:INPUT DROP [0:0]\n-A INPUT -p udp -m udp --dport 5070 -j ACCEPT\n-A INPUT -m nosuch --what 1 -j ACCEPT\nCOMMIT\n", "README": "x\n" });
  const { audit } = JSON.parse((await run(["audit", "host", "--format", "json"], { cwd })).stdout) as Json;
  assert.deepEqual(audit.files.map(({ path, kind }) => [path, kind]), [["host/etc/asterisk/more.inc", "asterisk"], ["host/etc/asterisk/pjsip.conf", "asterisk"], ["host/rules.v4", "iptables-save"]]);
  assert.deepEqual(audit.passedOver.map(({ path }) => path), ["host/README"]);
  assert.equal(audit.statements["not-modelled"], 1);
  assert.ok((audit.statements["understood"] ?? 0) >= 10);
  const auditor = await run(["audit", "host", "--persona", "auditor"], { cwd });
  assert.match(auditor.stdout, /^ {2}host\/README: not a format/m);
  assert.match(auditor.stdout, /^Who can reach what:\n {2}SIP udp, udp 5070: any address \(host\/rules\.v4:3:1\)$/m);
  assert.match(auditor.stdout, /^Rules that had nothing to look at:\n {2}without /m);
});

test("a baseline lets a team start today and fail on what is new", async (context) => {
  const cwd = host(context);
  assert.equal((await run(["audit", "host"], { cwd })).code, 1);
  const written = await run(["audit", "host", "--write-baseline", "known.json"], { cwd });
  assert.equal(written.code, 0);
  assert.match(written.stderr, /^known\.json: \d+ findings are known from now on/);
  assert.deepEqual(readdirSync(cwd).sort(), ["host", "known.json"], "nothing is left beside it");
  const known = await run(["audit", "host", "--baseline", "known.json"], { cwd });
  assert.equal(known.code, 0);
  assert.match(known.stdout, /No new findings; \d+ in the baseline/);
  writeFileSync(join(cwd, "host/etc/asterisk/pjsip.conf"), `\n\n${PJSIP}\n[tcp]\ntype=transport\nprotocol=tcp\nbind=192.0.2.1:5071\n`);
  const fresh = await run(["audit", "host", "--baseline", "known.json"], { cwd });
  assert.equal(fresh.code, 1);
  assert.match(fresh.stdout, /pjsip\.conf\[tcp\] speaks tcp without encryption/);
  assert.doesNotMatch(fresh.stdout, /pjsip\.conf\[udp\] speaks/);
  writeFileSync(join(cwd, "host/etc/asterisk/pjsip.conf"), "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.1:5070\nmethod=tlsv1_2\n");
  assert.match((await run(["audit", "host", "--baseline", "known.json"], { cwd })).stdout, /^no longer found: listener-cleartext in etc\/asterisk\/pjsip\.conf/m);
});

test("a baseline that is none is refused with the place, and none is written of what could not be judged", async (context) => {
  const cwd = host(context);
  writeFileSync(join(cwd, "bad.json"), '{ "format": "ringfence-baseline/1",\n  "findings": [ {} ] }\n');
  assert.deepEqual(await run(["audit", "host", "--baseline", "bad.json"], { cwd }), { code: 2, stdout: "", stderr: "error: bad.json:2:17: the baseline cannot be used: entry 1 must have a fingerprint, a rule, a severity, a file and a subject; write a new one with --write-baseline\n" });
  assert.match((await run(["audit", "host", "--baseline", "gone.json"], { cwd })).stderr, /^error: the baseline gone\.json cannot be read: there is no such file or folder; --write-baseline gone\.json makes one\n$/);
  const partial = await run(["audit", "host", "nowhere", "--write-baseline", "new.json"], { cwd });
  assert.equal(partial.code, 3);
  assert.match(partial.stderr, /new\.json was not written: not all that was given could be judged/);
  assert.match((await run(["audit", "host", "--write-baseline", "no/such/new.json"], { cwd })).stderr, /^error: no\/such\/new\.json cannot be written/);
});

test("lint has baselines too", async (context) => {
  const cwd = temporaryFolder(context);
  const example = readFileSync(new URL("../../../examples/acme-edge.yaml", import.meta.url), "utf8");
  writeFileSync(join(cwd, "p.yaml"), example);
  assert.equal((await run(["lint", "p.yaml", "--fail-on", "low"], { cwd })).code, 1);
  assert.equal((await run(["lint", "p.yaml", "--write-baseline", "b.json"], { cwd })).code, 0);
  assert.equal((await run(["lint", "p.yaml", "--fail-on", "low", "--baseline", "b.json"], { cwd })).code, 0);
});

test("a suppression in a file accepts its finding, and an idle one is a finding of its own", async (context) => {
  const comment = "; ringfence: ignore listener-cleartext until 2027-03-31 owner noc reason phones of 2009";
  const cwd = host(context, { "etc/asterisk/pjsip.conf": PJSIP.replace("protocol=udp", `protocol=udp ${comment}`).replace("type=auth", `type=auth ${comment}`) });
  const { stdout } = await run(["audit", "host", "--today", "2026-11-22"], { cwd });
  assert.doesNotMatch(stdout, /\[listener-cleartext\]/);
  assert.match(stdout, /low: listener-cleartext finds nothing at line 7, so this exception covers nothing \[exception-unused\]/);
  assert.match(stdout, /; 1 suppressed/);
  const later = await run(["audit", "host", "--today", "2027-04-01"], { cwd });
  assert.match(later.stdout, /\[listener-cleartext\]/);
  assert.match(later.stdout, /\[exception-expired\]/);
});

test("a warning that means no harm is for auditors", async (context) => {
  const cwd = host(context, { "etc/asterisk/pjsip.conf": `# not a comment here\n${PJSIP}` });
  const regular = await run(["audit", "host"], { cwd });
  assert.doesNotMatch(regular.stdout, /asterisk-unknown-directive/);
  assert.match(regular.stdout, /1 minor warning not shown \(--persona auditor\)/);
  assert.match((await run(["audit", "host", "--persona", "auditor"], { cwd })).stdout, /asterisk-unknown-directive/);
});

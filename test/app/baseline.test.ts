import assert from "node:assert/strict";
import { test } from "node:test";
import { baselineText, readBaseline, withBaseline, type BaselineEntry } from "../../src/app/baseline.js";
import { judgeSystem } from "../../src/app/judge-system.js";
import type { Finding } from "../../src/finding.js";
import { loadReporter, type Report } from "../../src/report/index.js";
import { positionOf } from "../../src/source/index.js";

const PJSIP = `[udp]
type=transport
protocol=udp
bind=192.0.2.1:5070

[tls]
type=transport
protocol=tls
bind=192.0.2.1:5071

[100]
type=auth
username=100
password=tr0ub4dor-and-3
`;

function audit(text: string, root = "host", more: Readonly<Record<string, string>> = {}): Report {
  const files = { "etc/asterisk/pjsip.conf": text, ...more };
  const loaded = Object.entries(files).map(([path, content]) => ({ file: { path: `${root}/${path}`, text: content }, unreadable: false, diagnostics: [] }));
  return judgeSystem(loaded, { kamailio: "6.0", asterisk: "22" }, "2026-11-22", { roots: [root], passedOver: [] });
}

function entries(report: Report): readonly BaselineEntry[] {
  const read = readBaseline({ path: "known.json", text: baselineText(report) });
  assert.ok(!("code" in read), JSON.stringify(read));
  return read;
}

/** Findings that a baseline of `before` does not know in `after`, and what it holds that is over. */
function compared(before: Report, after: Report): { fresh: Finding[]; gone: string[] } {
  const { baseline, findings } = withBaseline(after, "known.json", entries(before));
  assert.ok(baseline !== undefined);
  return { fresh: findings.filter((finding) => finding.suppressed === null && !baseline.known.has(finding)), gone: baseline.gone.map(({ rule }) => rule) };
}

test("a baseline knows what it was made of, wherever the lines and the folder have gone", () => {
  const before = audit(PJSIP);
  assert.ok(before.findings.length >= 3);
  assert.deepEqual(compared(before, before), { fresh: [], gone: [] });
  assert.deepEqual(compared(before, audit(`; moved\n\n${PJSIP.replace("bind=192.0.2.1:5070", "bind =  192.0.2.1:5070")}`, "/srv/other")), { fresh: [], gone: [] });
});

test("what is new is new, what is over is named, and a comment on a line makes no other finding new", () => {
  const before = audit(PJSIP);
  const another = compared(before, audit(`${PJSIP}\n[second]\ntype=transport\nprotocol=udp\nbind=192.0.2.1:5072\n`));
  assert.ok(another.fresh.some(({ rule, subject }) => rule === "listener-cleartext" && subject.includes("second")), JSON.stringify(another.fresh.map(({ rule, subject }) => [rule, subject])));
  assert.ok(another.fresh.every(({ primary }) => positionOf(primary.span.file, primary.span.start).line > 14));
  const mended = compared(before, audit(PJSIP.replace("protocol=udp", "protocol=tls")));
  assert.ok(mended.gone.includes("listener-cleartext"));
  const commented = compared(before, audit(PJSIP.replace("protocol=udp", "protocol=udp ; ringfence: ignore tls-weak-version until 2027-01-01 reason elsewhere")));
  assert.ok(!commented.fresh.some(({ rule }) => rule === "listener-cleartext"));
});

test("a finding that has become worse is new", () => {
  const before = audit(PJSIP, "host", { "rules.v4": "*filter\n:INPUT DROP [0:0]\n-A INPUT -s 203.0.113.0/24 -p udp --dport 5070 -j ACCEPT\nCOMMIT\n" });
  const after = audit(PJSIP, "host", { "rules.v4": "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n" });
  const severity = (report: Report) => report.findings.find(({ rule }) => rule === "listener-cleartext")?.severity;
  assert.deepEqual([severity(before), severity(after)], ["medium", "high"]);
  assert.ok(compared(before, after).fresh.some(({ rule }) => rule === "listener-cleartext"));
  assert.ok(!compared(after, before).fresh.some(({ rule }) => rule === "listener-cleartext"));
});

test("its text is sorted, the same for the same findings, and holds no secret", () => {
  const report = audit(PJSIP);
  const text = baselineText(report);
  assert.equal(baselineText({ ...report, findings: [...report.findings].reverse() }), text);
  assert.equal(baselineText(audit(PJSIP, "/elsewhere")), text);
  assert.ok(!text.includes("tr0ub4dor"));
});

test("a baseline that is none is told with the place of the mistake", () => {
  const complaint = (text: string): string => {
    const read = readBaseline({ path: "known.json", text });
    assert.ok("code" in read);
    const { line, column } = positionOf(read.at.file, read.at.start);
    return `${line}:${column} ${read.message}`;
  };
  assert.match(complaint('{\n "a": 1,,\n}'), /^2:9 .*no JSON/);
  assert.match(complaint('{ "a": '), /^1:8 .*no JSON/);
  assert.match(complaint(""), /^1:1 .*no JSON/);
  assert.match(complaint("[]"), /^1:1 .*"format" must be "ringfence-baseline\/1"/);
  assert.match(complaint('{ "format": "ringfence-baseline/1" }'), /"findings" must be a list/);
  const entry = JSON.stringify({ fingerprint: "a:1", rule: "b", severity: "low", file: "[{", subject: "" });
  assert.match(complaint(`{ "format": "ringfence-baseline/1", "findings": [\n${entry},\n ${entry.replace('"low"', '"awful"')}\n] }`), /^3:2 .*entry 2 must have/);
});

test("SARIF and JSON tell what is known from what is new, and known findings count for nothing", async () => {
  const before = audit(PJSIP);
  const report = withBaseline(audit(`${PJSIP}\n[second]\ntype=transport\nprotocol=udp\nbind=192.0.2.1:5072\n`), "known.json", entries(before));
  const style = { colour: false, columns: Infinity };
  const { runs } = JSON.parse((await loadReporter.sarif())(report, style)) as { runs: { results: { ruleId: string; baselineState?: string; suppressions: { kind: string }[] }[] }[] };
  const states = runs[0]?.results.filter(({ ruleId }) => ruleId === "listener-cleartext").map(({ baselineState, suppressions }) => [baselineState, suppressions.map(({ kind }) => kind)]);
  assert.deepEqual(states, [["unchanged", ["external"]], ["new", []]]);
  const { findings } = JSON.parse((await loadReporter.json())(report, style)) as { findings: { rule: string; file: string; root: string; baseline: string }[] };
  assert.deepEqual(findings.filter(({ rule }) => rule === "listener-cleartext").map(({ file, root, baseline }) => [file, root, baseline]), [["etc/asterisk/pjsip.conf", "host", "unchanged"], ["etc/asterisk/pjsip.conf", "host", "new"]]);
  assert.match((await loadReporter.terminal())(report, style), /\d+ in the baseline/);
});

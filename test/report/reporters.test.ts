import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMATS, loadReporter, type Report } from "../../src/report/index.js";
import { assertGolden } from "../golden.js";
import { REPORT } from "./fixture.js";

const PLAIN = { colour: false, columns: Infinity };

test("each format says the same findings in its own way", async () => {
  for (const format of FORMATS) {
    const reporter = await loadReporter[format]();
    assertGolden(reporter(REPORT, PLAIN), `test/report/golden/${format}.txt`);
  }
});

test("a narrow colour terminal", async () => {
  const reporter = await loadReporter.terminal();
  assertGolden(reporter(REPORT, { colour: true, columns: 60 }), "test/report/golden/terminal-narrow-colour.txt");
});

test("no format lets a secret or a control character of the input out", async () => {
  for (const format of FORMATS) {
    const text = (await loadReporter[format]())(REPORT, PLAIN);
    assert.ok(!text.includes("hunter2"), format);
    const raw = format === "terminal" || format === "github" ? /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/ : /[\u0000-\u0009\u000b-\u001f\u007f]/;
    assert.doesNotMatch(text, raw, format);
  }
});

test("a clean report is short, and says how much was judged", async () => {
  const clean: Report = { ...REPORT, diagnostics: [], findings: [], inputs: [{ path: "a.yaml", outcome: "valid" }], coverage: { ran: 8, notCovered: [] } };
  assert.equal((await loadReporter.terminal())(clean, PLAIN), "No findings. 8 rules ran, 0 not covered.\n");
  assert.equal((await loadReporter.github())(clean, PLAIN), "::notice title=Ringfence::No findings. 8 rules ran, 0 not covered.\n");
});

test("annotations over a step's cap of ten a level are in the log, and the summary says so", async () => {
  const [finding] = REPORT.findings;
  if (finding === undefined) throw new Error("the fixture has findings");
  const many: Report = { ...REPORT, diagnostics: [], findings: Array.from({ length: 13 }, (_, nth) => ({ ...finding, message: `::error::number ${nth}` })) };
  const lines = (await loadReporter.github())(many, PLAIN).split("\n");
  assert.equal(lines.filter((line) => line.startsWith("::error")).length, 10);
  assert.equal(lines.filter((line) => line.startsWith("- site one/policy,v1:50%.yaml:3:16: high: ::error::number")).length, 3);
  assert.match(lines.at(-2) ?? "", /^::notice title=Ringfence::13 findings.* 10 of 13 are annotated, the rest are in the log\.$/);
});

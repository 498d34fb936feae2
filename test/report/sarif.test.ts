import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import type { ValidateFunction } from "ajv";
import { sarif } from "../../src/report/sarif.js";
import type { Report } from "../../src/report/index.js";
import type { Log } from "../../src/report/sarif-types.js";
import { span } from "../../src/source/index.js";
import { ROOT } from "../root.js";
import { at, POLICY, REPORT } from "./fixture.js";

const log = (report: Report): Log => JSON.parse(sarif(report)) as Log;
const validate = compileSchema();

/** The schema is of JSON Schema draft 4; what it uses of it means the same in draft 7, its `id` apart. */
function compileSchema(): ValidateFunction {
  const { Ajv } = createRequire(import.meta.url)("ajv") as typeof import("ajv");
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(join(ROOT, "test/report/sarif-2.1.0.schema.json"), "utf8")) as Record<string, unknown>;
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema);
}

function assertValid(report: Report): void {
  assert.ok(validate(log(report)), JSON.stringify(validate.errors, null, 2));
}

test("the output is valid SARIF 2.1.0, with results and without", () => {
  assertValid(REPORT);
  assertValid({ ...REPORT, diagnostics: [], findings: [] });
  assert.deepEqual(log({ ...REPORT, diagnostics: [], findings: [] }).runs[0]?.results, []);
});

test("the schema that judges it does object", () => {
  const broken = log(REPORT) as unknown as { runs: { columnKind: string }[] };
  assert.ok(broken.runs[0] !== undefined);
  broken.runs[0].columnKind = "bytes";
  assert.equal(validate(broken), false);
});

test("every result names its rule by index, and rules carry what code scanning sorts by", () => {
  const [run] = log(REPORT).runs;
  assert.ok(run !== undefined);
  for (const result of run.results) assert.equal(run.tool.driver.rules[result.ruleIndex]?.id, result.ruleId);
  assert.equal(run.tool.driver.rules.find(({ id }) => id === "escapes")?.properties["security-severity"], "9.5");
});

test("suppressed results stay, with who accepted them and until when", () => {
  const accepted = log(REPORT).runs[0]?.results.find(({ ruleId }) => ruleId === "accepted");
  assert.equal(accepted?.suppressions[0]?.justification, "no other way (noc, until 2027-03-31)");
});

test("fingerprints survive lines that are put above, and a new layout", () => {
  const before = log(REPORT).runs[0]?.results.find(({ ruleId }) => ruleId === "tabs")?.partialFingerprints;
  const text = `# a comment\n\n${POLICY.text.replace("{  phones", "{      phones")}`;
  const moved = { path: POLICY.path, text };
  const finding = REPORT.findings.find(({ rule }) => rule === "tabs");
  assert.ok(finding !== undefined);
  const report: Report = { ...REPORT, diagnostics: [], secrets: [], findings: [{ ...finding, related: [], primary: { ...finding.primary, span: at("phones", moved) } }] };
  assert.deepEqual(log(report).runs[0]?.results[0]?.partialFingerprints, before);
});

test("two like results on like lines have two fingerprints", () => {
  const finding = REPORT.findings[0];
  assert.ok(finding !== undefined);
  const prints = log({ ...REPORT, diagnostics: [], findings: [finding, { ...finding }] }).runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints["ringfence/v1"]);
  assert.equal(new Set(prints).size, 2);
});

test("paths become URIs: relative below the root, absolute, Windows, standard input", () => {
  const uriOf = (path: string) => {
    const file = { path, text: "x" };
    const finding = REPORT.findings[0];
    assert.ok(finding !== undefined);
    return log({ ...REPORT, diagnostics: [], findings: [{ ...finding, related: [], primary: { span: span(file, 0, 1), note: "" } }] }).runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation;
  };
  assert.deepEqual(uriOf("./a b/ü%.yaml"), { uri: "a%20b/%C3%BC%25.yaml", uriBaseId: "SRCROOT" });
  assert.deepEqual(uriOf("/srv/p.yaml"), { uri: "file:///srv/p.yaml" });
  assert.deepEqual(uriOf("C:\\srv\\p.yaml"), { uri: "file:///C:/srv/p.yaml" });
  assert.deepEqual(uriOf("<stdin>"), { uri: "stdin:stdin" });
});

import type { Finding } from "../../src/finding.js";
import type { Report } from "../../src/report/index.js";
import type { RuleMeta } from "../../src/rules/rule.js";
import { span, wholeFile, type SourceFile, type Span } from "../../src/source/index.js";

/** Everything that makes a line hard to show: tabs, wide and combining signs, escape sequences, a bidi control, length, a secret. */
export const POLICY: SourceFile = {
  path: "site one/policy,v1:50%.yaml",
  text: [
    "version: 1",
    "name: 日本語の方針",
    "\tlisteners: {  phones: { protocol: udp } }",
    "note: \u001b[31mred\u001b[0m \u202eevil\u202c e\u0301nd",
    `long: ${"x".repeat(200)} target ${"y".repeat(200)}`,
    'accounts: { "101": { secret: "hunter2hunter2" } }',
    "trunks:",
    "  carrier-a:",
    "    authentication: address",
    "",
  ].join("\n"),
};

export function at(text: string, file: SourceFile = POLICY): Span {
  const start = file.text.indexOf(text);
  if (start === -1) throw new Error(`the fixture lacks ${text}`);
  return span(file, start, start + text.length);
}

const rule = (id: string, severity: RuleMeta["severity"], cwe: number | null): RuleMeta => ({
  id, title: `Title of ${id}`, severity, why: "What the attacker does.\nAnd more of it.", fix: "Write it otherwise.",
  before: "a: bad", after: "a: good", versions: "All versions.", references: ["https://www.rfc-editor.org/rfc/rfc3261"], cwe, degrees: "Always so.",
});

function finding(id: string, severity: Finding["severity"], where: Span, more: Partial<Finding> = {}): Finding {
  return {
    rule: id, severity, confidence: "high", message: `${id} is here`, subject: "listeners.phones", primary: { span: where, note: "" },
    related: [], fix: "", suppressed: null, ...more,
  };
}

export const REPORT: Report = {
  command: "lint",
  inputs: [{ path: POLICY.path, outcome: "invalid" }, { path: "gone.yaml", outcome: "unreadable" }],
  diagnostics: [
    { level: "error", code: "secret-literal", message: 'a secret stands in the policy: "hunter2hunter2"', at: at('"hunter2hunter2"'), hint: "write { env: RF_101 }" },
    { level: "warning", code: "yaml-odd", message: "line one\nline two\r", at: at("日本語の方針"), related: [{ at: at("version: 1"), note: "first, here" }] },
    { level: "error", code: "unreadable", message: "cannot be read: there is no such file", at: wholeFile({ path: "gone.yaml", text: "" }) },
  ],
  findings: [
    finding("tabs", "high", at("phones"), { primary: { span: at("phones"), note: "this listener" }, fix: "write `protocol: tls`", related: [{ span: at("authentication: address"), note: "reached from here" }] }),
    finding("escapes", "critical", at("evil"), { message: "100% of \u001b[31mescapes\u001b[0m: a, b" }),
    finding("long", "medium", at("target"), { confidence: "low" }),
    finding("block", "low", at("carrier-a:\n    authentication: address"), { subject: "trunks.carrier-a" }),
    finding("accepted", "medium", at("authentication"), { subject: "trunks.carrier-a", suppressed: { reason: "no other way", owner: "noc", until: "2027-03-31", at: at("trunks:") } }),
    finding("hint", "info", at("version")),
  ],
  coverage: { ran: 7, notCovered: [{ rule: "filter-open", missing: ["filter"] }] },
  rules: [rule("tabs", "high", 319), rule("escapes", "critical", null), rule("long", "medium", null), rule("block", "low", null), rule("accepted", "medium", 290), rule("hint", "info", null)],
  secrets: [at('"hunter2hunter2"')],
  minimumSeverity: "low",
};

import type { Location, Severity } from "../finding.js";
import { languageOf, textsOf } from "../rules/example.js";
import type { Example, RuleMeta } from "../rules/rule.js";
import type { Span } from "../source/index.js";
import { VERSION } from "../version.js";
import { fingerprintsOf } from "./fingerprint.js";
import { problemsOf, type Problem } from "./problem.js";
import { regionOf } from "./region.js";
import type { Report } from "./report.js";
import type { Invocation, Level, Log, ReportingDescriptor, Result, SarifLocation } from "./sarif-types.js";

const LEVELS: Readonly<Record<Problem["severity"], Level>> = {
  critical: "error", high: "error", medium: "warning", low: "note", info: "note", error: "error", warning: "warning",
};
/** Code scanning sorts by this CVSS-like figure: over 9.0 critical, 7.0 high, 4.0 medium, the rest low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0", info: "0.0" };

/** For code scanning: SARIF 2.1.0. A clean run has `results: []`, which closes what an earlier run opened. */
export function sarif(report: Report): string {
  const problems = problemsOf(report);
  const rules = [...report.rules.map(descriptor), ...diagnosticDescriptors(problems)];
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const prints = fingerprintsOf(report);
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{
      tool: { driver: { name: "Ringfence", semanticVersion: VERSION, rules } },
      invocations: [invocation(report)],
      columnKind: "utf16CodeUnits",
      originalUriBaseIds: { SRCROOT: { description: { text: "The folder in which ringfence was run." } } },
      results: problems.map((problem) => result(problem, indexes.get(problem.id) ?? -1, prints.get(problem.of) ?? "", report.baseline?.path ?? "")),
      properties: { rulesRun: report.coverage?.ran ?? 0, rulesNotCovered: report.coverage?.notCovered ?? [] },
    }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(rule: RuleMeta): ReportingDescriptor {
  const [helpUri] = rule.references;
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: {
      text: `${rule.why}\n\nSeverity: ${rule.degrees}\n\nFix: ${rule.fix}\n\nApplies to: ${rule.versions}`,
      markdown: `${rule.why}\n\n**Severity.** ${rule.degrees}\n\n**Fix.** ${rule.fix}\n\nBefore:\n\n${fenced(rule.before)}\n\nAfter:\n\n${fenced(rule.after)}\n\nApplies to: ${rule.versions}`,
    },
    ...(helpUri !== undefined && /^https?:/.test(helpUri) ? { helpUri } : {}),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      "security-severity": SECURITY_SEVERITY[rule.severity],
      precision: "high",
      tags: ["security", ...(rule.cwe === null ? [] : [`external/cwe/cwe-${String(rule.cwe).padStart(3, "0")}`])],
    },
  };
}

function fenced(example: Example): string {
  return textsOf(example).map(({ file, text }) => `${file === null ? "" : `\`${file}\`\n\n`}\`\`\`${languageOf(file)}\n${text.trimEnd()}\n\`\`\``).join("\n\n");
}

/** Diagnostics have no rule pages; they get a descriptor so that every result names one. */
function diagnosticDescriptors(problems: readonly Problem[]): ReportingDescriptor[] {
  const codes = new Map(problems.filter(({ kind }) => kind === "diagnostic").map((problem) => [problem.id, problem.severity]));
  return [...codes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, severity]) => ({
    id, shortDescription: { text: `Input problem: ${id.replaceAll("-", " ")}` }, defaultConfiguration: { level: LEVELS[severity] }, properties: { tags: ["input"] },
  }));
}

function invocation(report: Report): Invocation {
  const unreadable = report.inputs.filter(({ outcome }) => outcome === "unreadable");
  return {
    executionSuccessful: unreadable.length === 0,
    toolExecutionNotifications: unreadable.map(({ path }) => ({
      level: "error", message: { text: `${path} could not be read` }, locations: [locationOf({ file: { path, text: "" }, start: 0, end: 0 })],
    })),
  };
}

function result(problem: Problem, ruleIndex: number, fingerprint: string, baselinePath: string): Result {
  const { confidence, subject, severity, fix, note, baseline } = problem;
  return {
    ruleId: problem.id,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: fix === "" ? problem.message : `${problem.message}\nFix: ${fix}` },
    locations: [{ ...locationOf(problem.span), ...(note === "" ? {} : { message: { text: note } }) }],
    relatedLocations: problem.related.map(relatedLocation),
    partialFingerprints: { primaryLocationLineHash: fingerprint, "ringfence/v1": fingerprint },
    ...(baseline === null ? {} : { baselineState: baseline }),
    suppressions: suppressionsOf(problem, baselinePath),
    properties: { severity, ...(confidence === null ? {} : { confidence }), ...(subject === null ? {} : { subject }) },
  };
}

/** Who accepted it: a comment or an exception in the input, or the baseline; code scanning closes what has one. */
function suppressionsOf({ suppressed, baseline }: Problem, baselinePath: string): Result["suppressions"] {
  return [
    ...(suppressed === null ? [] : [{
      kind: "inSource", status: "accepted", location: locationOf(suppressed.at),
      justification: `${suppressed.reason} (${[suppressed.owner, `until ${suppressed.until}`].filter((part) => part !== "").join(", ")})`,
    } as const]),
    ...(baseline === "unchanged" ? [{ kind: "external", status: "accepted", justification: `known before: it is in the baseline ${baselinePath}` } as const] : []),
  ];
}

function relatedLocation({ span, note }: Location, index: number): SarifLocation {
  return { id: index + 1, ...locationOf(span), message: { text: note } };
}

function locationOf(span: Span): SarifLocation {
  const { line, column, endLine, endColumn } = regionOf(span);
  return {
    physicalLocation: { artifactLocation: artifactLocation(span.file.path), region: { startLine: line, startColumn: column, endLine, endColumn } },
  };
}

/** Relative paths hang on SRCROOT; absolute ones are file URIs; what is no file keeps its name as an opaque URI. */
function artifactLocation(path: string): { uri: string; uriBaseId?: "SRCROOT" } {
  if (/^<.*>$/.test(path)) return { uri: `stdin:${encodeURIComponent(path.slice(1, -1))}` };
  const slashed = path.replaceAll("\\", "/");
  const encoded = slashed.split("/").map(encodeURIComponent).join("/");
  if (/^[A-Za-z]:\//.test(slashed)) return { uri: `file:///${slashed.slice(0, 2)}${encoded.slice(encoded.indexOf("/"))}` };
  if (slashed.startsWith("/")) return { uri: `file://${encoded}` };
  return { uri: encoded.replace(/^(\.\/)+/, ""), uriBaseId: "SRCROOT" };
}

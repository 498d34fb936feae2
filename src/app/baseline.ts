import { SEVERITIES, atLeast, type Finding, type Severity } from "../finding.js";
import { fingerprintsOf } from "../report/fingerprint.js";
import { maskerOf } from "../report/mask.js";
import type { Report } from "../report/report.js";
import { belowRoot } from "../report/root.js";
import { span, wholeFile, type Diagnostic, type SourceFile } from "../source/index.js";
import { elementsAfter } from "./json-places.js";

const FORMAT = "ringfence-baseline/1";

/** One finding that was known when the baseline was written. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  /** Relative to what was given then. */
  readonly file: string;
  readonly subject: string;
}

/** The findings of a report that nothing else covers, as a baseline's text: sorted, without a secret, the same for the same report. */
export function baselineText(report: Report): string {
  const findings = entriesOf(report).map(({ entry }) => entry).sort(compareEntries);
  return `${JSON.stringify({ format: FORMAT, findings }, null, 1)}\n`;
}

function entriesOf(report: Report): readonly { readonly finding: Finding; readonly entry: BaselineEntry }[] {
  const prints = fingerprintsOf(report);
  const masker = maskerOf(report.secrets);
  return report.findings.filter(({ suppressed }) => suppressed === null).map((finding) => {
    const { root, file } = belowRoot(finding.primary.span.file.path, report.roots ?? []);
    const subject = root !== null && finding.subject.startsWith(`${root}/`) ? finding.subject.slice(root.length + 1) : finding.subject;
    return { finding, entry: { fingerprint: prints.get(finding) ?? "", rule: finding.rule, severity: finding.severity, file, subject: masker.sentence(subject) } };
  });
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  const [left, right] = [a, b].map(({ file, rule, subject, fingerprint }) => [file, rule, subject, fingerprint].join("\0")) as [string, string];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Tells what the baseline knows from what is new. A finding that has become worse since is new: nobody accepted it as bad as
 * it is now.
 */
export function withBaseline(report: Report, path: string, baseline: readonly BaselineEntry[]): Report {
  const byPrint = new Map(baseline.map((entry) => [entry.fingerprint, entry]));
  const known = new Set<Finding>();
  const met = new Set<BaselineEntry>();
  for (const { finding, entry } of entriesOf(report)) {
    const before = byPrint.get(entry.fingerprint);
    if (before === undefined) continue;
    met.add(before);
    if (atLeast(before.severity, finding.severity)) known.add(finding);
  }
  const gone = baseline.filter((entry) => !met.has(entry)).map(({ rule, file, subject }) => ({ rule, file, subject }));
  return { ...report, baseline: { path, known, gone } };
}

/** The entries of a baseline's text, or the one diagnostic that says what is wrong with it and where. */
export function readBaseline(file: SourceFile): readonly BaselineEntry[] | Diagnostic {
  let document: unknown;
  try {
    document = JSON.parse(file.text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return malformed(file, placeOfSyntaxError(error, file.text), "this is no JSON");
  }
  if (!isRecord(document) || document["format"] !== FORMAT) return malformed(file, 0, `"format" must be "${FORMAT}"`);
  const findings = document["findings"];
  if (!Array.isArray(findings)) return malformed(file, 0, '"findings" must be a list');
  const wrong = findings.findIndex((entry) => !isEntry(entry));
  if (wrong >= 0) return malformed(file, elementsAfter(file.text, "findings")[wrong] ?? 0, `entry ${wrong + 1} must have a fingerprint, a rule, a severity, a file and a subject`);
  return findings as BaselineEntry[];
}

function isEntry(entry: unknown): entry is BaselineEntry {
  if (!isRecord(entry)) return false;
  const texts = ["fingerprint", "rule", "file", "subject"].every((key) => typeof entry[key] === "string");
  return texts && (SEVERITIES as readonly unknown[]).includes(entry["severity"]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(file: SourceFile, offset: number, what: string): Diagnostic {
  return { level: "error", code: "baseline-malformed", message: `the baseline cannot be used: ${what}`, at: offset === 0 ? wholeFile(file) : span(file, offset, offset + 1), hint: "write a new one with --write-baseline" };
}

/** V8 tells the offset in its message, or that the text ended too early. */
function placeOfSyntaxError({ message }: SyntaxError, text: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? (message.includes("end of JSON") ? text.length : Math.max(0, text.search(/\S/))) : Number(position);
}

import { atLeast, SEVERITIES, type Finding, type Severity } from "../finding.js";
import type { Report } from "./report.js";

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  /** Findings in force, by severity. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly findings: number;
  readonly suppressed: number;
  /** In the baseline and not suppressed. */
  readonly unchanged: number;
  /** In force, yet below the severity asked for. */
  readonly hidden: number;
}

export function countsOf(report: Report): Counts {
  const known = report.baseline?.known ?? new Set();
  const open = report.findings.filter((finding) => finding.suppressed === null);
  const inForce = open.filter((finding) => !known.has(finding));
  const count = (severity: Severity): number => inForce.filter((finding) => finding.severity === severity).length;
  return {
    errors: report.diagnostics.filter(({ level }) => level === "error").length,
    warnings: report.diagnostics.filter(({ level }) => level === "warning").length,
    bySeverity: { critical: count("critical"), high: count("high"), medium: count("medium"), low: count("low"), info: count("info") },
    findings: inForce.length,
    suppressed: report.findings.length - open.length,
    unchanged: open.length - inForce.length,
    hidden: inForce.filter((finding) => !shown(finding, report)).length,
  };
}

function shown(finding: Finding, report: Report): boolean {
  return atLeast(finding.severity, report.minimumSeverity);
}

/** The report in one or two sentences: what was found, and how much could be looked at. */
export function summarySentence(report: Report): string {
  const counts = countsOf(report);
  const parts: string[] = [];
  if (counts.errors + counts.warnings > 0) parts.push([many(counts.errors, "error"), many(counts.warnings, "warning")].filter(Boolean).join(", "));
  if ((report.minorLeftOut ?? 0) > 0) parts.push(`${many(report.minorLeftOut ?? 0, "minor warning")} not shown (--persona auditor)`);
  if (report.coverage !== null) parts.push(findingsPhrase(counts), coveragePhrase(report.coverage));
  return parts.map((part) => `${part}.`).join(" ");
}

function findingsPhrase(counts: Counts): string {
  const severities = SEVERITIES.filter((severity) => counts.bySeverity[severity] > 0).map((severity) => `${counts.bySeverity[severity]} ${severity}`);
  const extra = [
    counts.suppressed > 0 ? `${counts.suppressed} suppressed` : "",
    counts.unchanged > 0 ? `${counts.unchanged} in the baseline` : "",
    counts.hidden > 0 ? `${counts.hidden} below the severity shown` : "",
  ].filter(Boolean);
  const found = counts.findings === 0 ? (counts.unchanged > 0 ? "No new findings" : "No findings") : `${many(counts.findings, "finding")}: ${severities.join(", ")}`;
  return [found, ...extra].join("; ");
}

function coveragePhrase({ ran, notCovered }: NonNullable<Report["coverage"]>): string {
  const missing = [...new Set(notCovered.flatMap((rule) => rule.missing))].sort();
  const because = missing.length > 0 ? ` (the input says nothing about ${missing.join(", ")})` : "";
  return `${many(ran, "rule") || "0 rules"} ran, ${notCovered.length} not covered${because}`;
}

/** `3 errors`, `1 error`, and nothing for zero. */
function many(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

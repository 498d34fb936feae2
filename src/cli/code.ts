import { atLeast, type Severity } from "../finding.js";
import type { Report } from "../report/index.js";
import { EXIT } from "./exit.js";

/** The worst of what the inputs came to. Warnings, suppressed findings and those in the baseline fail nothing. */
export function codeOf(report: Report, failOn: Severity | "none"): number {
  if (report.inputs.some(({ outcome }) => outcome === "unreadable")) return EXIT.unreadable;
  if (report.diagnostics.some(({ level }) => level === "error")) return EXIT.wrong;
  const known = report.baseline?.known;
  const fails = failOn !== "none" && report.findings.some((finding) => finding.suppressed === null && known?.has(finding) !== true && atLeast(finding.severity, failOn));
  return fails ? EXIT.found : EXIT.clean;
}

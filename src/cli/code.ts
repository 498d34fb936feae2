import { atLeast, type Severity } from "../finding.js";
import type { Report } from "../report/index.js";
import { EXIT } from "./exit.js";

/** The worst of what the inputs came to. Warnings and suppressed findings fail nothing. */
export function codeOf(report: Report, failOn: Severity | "none"): number {
  if (report.inputs.some(({ outcome }) => outcome === "unreadable")) return EXIT.unreadable;
  if (report.diagnostics.some(({ level }) => level === "error")) return EXIT.wrong;
  const fails = failOn !== "none" && report.findings.some(({ severity, suppressed }) => suppressed === null && atLeast(severity, failOn));
  return fails ? EXIT.found : EXIT.clean;
}

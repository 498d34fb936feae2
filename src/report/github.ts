import { SEVERITIES } from "../finding.js";
import { placeOf } from "../source/index.js";
import { printable } from "./printable.js";
import { isInForce, problemsOf, type Problem } from "./problem.js";
import { regionOf } from "./region.js";
import type { Report } from "./report.js";
import { summarySentence } from "./summary.js";

type Level = "error" | "warning" | "notice";
const LEVELS: Readonly<Record<Problem["severity"], Level>> = {
  error: "error", critical: "error", high: "error", warning: "warning", medium: "warning", low: "notice", info: "notice",
};
const ORDER: readonly Problem["severity"][] = ["error", ...SEVERITIES.slice(0, 2), "warning", ...SEVERITIES.slice(2)];

/** A step shows at most ten annotations of each level; what comes later is dropped in silence. */
const CAP = 10;

/** For workflow runs: annotations, worst first; those over the cap are listed in the log, and a notice says so. */
export function github(report: Report): string {
  const problems = problemsOf(report).filter(isInForce);
  const worstFirst = problems.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const shown: Problem[] = [];
  const rest: Problem[] = [];
  const used: Record<Level, number> = { error: 0, warning: 0, notice: 1 }; // one notice is kept for the summary
  for (const problem of worstFirst) (used[LEVELS[problem.severity]]++ < CAP ? shown : rest).push(problem);
  const sentence = summarySentence(report);
  const over = rest.length === 0 ? "" : ` ${shown.length} of ${problems.length} are annotated, the rest are in the log.`;
  return [
    ...shown.map(annotation),
    ...(rest.length === 0 ? [] : ["::group::Not annotated", ...rest.map(plainLine), "::endgroup::"]),
    ...(sentence === "" ? [] : [`::notice title=Ringfence::${data(sentence + over)}`]),
  ].map((line) => `${line}\n`).join("");
}

function annotation(problem: Problem): string {
  const { line, column, endLine, endColumn } = regionOf(problem.span);
  // A span that ends at the start of the next line would be drawn on it; columns are ignored over several lines anyway.
  const columns = endLine === line ? `,col=${column},endColumn=${endColumn}` : "";
  const properties = `file=${property(problem.span.file.path)},line=${line},endLine=${endLine}${columns},title=${property(`${problem.id} (${problem.severity})`)}`;
  const fix = problem.fix === "" ? "" : `\nFix: ${problem.fix}`;
  return `::${LEVELS[problem.severity]} ${properties}::${data(problem.message + fix)}`;
}

/** Never starts with `::`, so that no name in it can be a command. */
function plainLine(problem: Problem): string {
  return `- ${printable(placeOf(problem.span))}: ${problem.severity}: ${printable(problem.message)} [${problem.id}]`;
}

/** Escapes of workflow commands (actions/toolkit, command.ts); other control characters would act on the log viewer. */
function data(text: string): string {
  return text.split("\n").map(printable).join("\n").replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

import type { Location, Suppression } from "../finding.js";
import { VERSION } from "../version.js";
import { problemsOf, type Problem } from "./problem.js";
import { regionOf } from "./region.js";
import type { Report } from "./report.js";
import { countsOf } from "./summary.js";
import { writingJson } from "./writing.js";

/**
 * Version of the shape below. It is a contract of its own and no dump of our types: fields are only ever added to a
 * version; anything else makes a new one.
 */
const FORMAT = "ringfence/1";

/** For programs: one JSON document. */
export function json(report: Report): string {
  const problems = problemsOf(report);
  const { errors, warnings, bySeverity, suppressed, hidden } = countsOf(report);
  const document = {
    format: FORMAT,
    tool: { name: "ringfence", version: VERSION },
    command: report.command,
    inputs: report.inputs.map(({ path, outcome }) => ({ path, outcome })),
    diagnostics: problems.filter(({ kind }) => kind === "diagnostic").map(diagnosticEntry),
    findings: problems.filter(({ kind }) => kind === "finding").map(findingEntry),
    summary: {
      errors, warnings, findings: bySeverity, suppressed, hidden,
      rulesRun: report.coverage?.ran ?? null,
      rulesNotCovered: report.coverage === null ? null : report.coverage.notCovered.map(({ rule, missing }) => ({ rule, missing: [...missing] })),
    },
    ...(report.writing === undefined ? {} : { writing: writingJson(report.writing) }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function diagnosticEntry(problem: Problem): object {
  return { code: problem.id, level: problem.severity, message: problem.message, ...place(problem), related: problem.related.map(relatedEntry), hint: problem.fix };
}

function findingEntry(problem: Problem): object {
  return {
    rule: problem.id, severity: problem.severity, confidence: problem.confidence, message: problem.message, subject: problem.subject,
    ...place(problem), note: problem.note, related: problem.related.map(relatedEntry), fix: problem.fix, suppressed: suppressedEntry(problem.suppressed),
  };
}

function place({ span }: { readonly span: Problem["span"] }): object {
  return { file: span.file.path, ...regionOf(span) };
}

function relatedEntry(location: Location): object {
  return { ...place(location), note: location.note };
}

function suppressedEntry(suppression: Suppression | null): object | null {
  return suppression === null ? null : { reason: suppression.reason, owner: suppression.owner, until: suppression.until, ...place({ span: suppression.at }) };
}

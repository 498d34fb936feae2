import type { Location, Suppression } from "../finding.js";
import type { Span } from "../source/index.js";
import { VERSION } from "../version.js";
import type { Audited } from "./audited.js";
import { fingerprintsOf } from "./fingerprint.js";
import { problemsOf, type Problem } from "./problem.js";
import { regionOf } from "./region.js";
import type { Report } from "./report.js";
import { belowRoot } from "./root.js";
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
  const prints = fingerprintsOf(report);
  const roots = report.roots ?? [];
  const { errors, warnings, bySeverity, suppressed, unchanged, hidden } = countsOf(report);
  const document = {
    format: FORMAT,
    tool: { name: "ringfence", version: VERSION },
    command: report.command,
    inputs: report.inputs.map(({ path, outcome }) => ({ path, outcome })),
    diagnostics: problems.filter(({ kind }) => kind === "diagnostic").map((problem) => diagnosticEntry(problem, roots)),
    findings: problems.filter(({ kind }) => kind === "finding").map((problem) => findingEntry(problem, roots, prints.get(problem.of) ?? "")),
    summary: {
      errors, warnings, findings: bySeverity, suppressed, unchanged, hidden,
      ...(report.minorLeftOut === undefined ? {} : { minorLeftOut: report.minorLeftOut }),
      rulesRun: report.coverage?.ran ?? null,
      rulesNotCovered: report.coverage === null ? null : report.coverage.notCovered.map(({ rule, missing }) => ({ rule, missing: [...missing] })),
    },
    ...(report.baseline === undefined ? {} : { baseline: { path: report.baseline.path, gone: report.baseline.gone } }),
    ...(report.audited === undefined ? {} : { audit: auditEntry(report.audited, roots) }),
    ...(report.writing === undefined ? {} : { writing: writingJson(report.writing) }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

type Roots = readonly string[];

function diagnosticEntry(problem: Problem, roots: Roots): object {
  return { code: problem.id, level: problem.severity, message: problem.message, ...place(problem, roots), related: problem.related.map((location) => relatedEntry(location, roots)), hint: problem.fix };
}

function findingEntry(problem: Problem, roots: Roots, fingerprint: string): object {
  return {
    rule: problem.id, severity: problem.severity, confidence: problem.confidence, message: problem.message, subject: problem.subject,
    ...place(problem, roots), note: problem.note, related: problem.related.map((location) => relatedEntry(location, roots)), fix: problem.fix,
    suppressed: suppressedEntry(problem.suppressed, roots), fingerprint, ...(problem.baseline === null ? {} : { baseline: problem.baseline }),
  };
}

/** `file` is told relative to `root`, what the user gave; a file that was given by itself has none, and is told as it was given. */
function place({ span }: { readonly span: Span }, roots: Roots): object {
  const { root, file } = belowRoot(span.file.path, roots);
  return { file, ...(root === null ? {} : { root }), ...regionOf(span) };
}

function relatedEntry(location: Location, roots: Roots): object {
  return { ...place(location, roots), note: location.note };
}

function suppressedEntry(suppression: Suppression | null, roots: Roots): object | null {
  return suppression === null ? null : { reason: suppression.reason, owner: suppression.owner, until: suppression.until, ...place({ span: suppression.at }, roots) };
}

function auditEntry({ files, passedOver, statements, exposure }: Audited, roots: Roots): object {
  return {
    files, passedOver, statements,
    exposure: exposure.map(({ at, decidedBy, ...rest }) => ({ ...rest, ...place({ span: at }, roots), decidedBy: relatedEntry(decidedBy, roots) })),
  };
}

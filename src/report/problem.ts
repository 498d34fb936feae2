import { atLeast, type Confidence, type Finding, type Location, type Severity, type Suppression } from "../finding.js";
import type { Diagnostic, Span } from "../source/index.js";
import { fold } from "./fold.js";
import { maskerOf, type Masker } from "./mask.js";
import type { Report } from "./report.js";

/** One thing to tell, whether the input is wrong (a diagnostic) or weak (a finding): every format shows both alike. */
export interface Problem {
  readonly kind: "diagnostic" | "finding";
  /** The diagnostic's code or the rule's id. */
  readonly id: string;
  readonly severity: Severity | Diagnostic["level"];
  readonly confidence: Confidence | null;
  readonly message: string;
  readonly subject: string | null;
  readonly span: Span;
  readonly note: string;
  readonly related: readonly Location[];
  /** Empty where nothing is to be said. */
  readonly fix: string;
  readonly suppressed: Suppression | null;
  /** `unchanged`: the baseline has it, so it fails nothing; null where there is no baseline. */
  readonly baseline: "new" | "unchanged" | null;
  /** What it was made from. */
  readonly of: Finding | Diagnostic;
}

/** Counts and fails: nobody accepted it, neither in the file nor in the baseline. */
export function isInForce({ suppressed, baseline }: Pick<Problem, "suppressed" | "baseline">): boolean {
  return suppressed === null && baseline !== "unchanged";
}

/** Everything the report shows, secrets masked and masses folded: diagnostics first, for a finding in a wrong input counts less. */
export function problemsOf(report: Report): readonly Problem[] {
  const masker = maskerOf(report.secrets);
  const shown = report.findings.filter((finding) => atLeast(finding.severity, report.minimumSeverity));
  return fold([...report.diagnostics.map((diagnostic) => fromDiagnostic(diagnostic, masker)), ...shown.map((finding) => fromFinding(finding, report, masker))]);
}

function fromDiagnostic(diagnostic: Diagnostic, masker: Masker): Problem {
  return {
    kind: "diagnostic", id: diagnostic.code, severity: diagnostic.level, confidence: null,
    message: masker.sentence(diagnostic.message), subject: null, span: diagnostic.at, note: "",
    related: (diagnostic.related ?? []).map(({ at, note }) => ({ span: at, note: masker.sentence(note) })),
    fix: masker.sentence(diagnostic.hint ?? ""), suppressed: null, baseline: null, of: diagnostic,
  };
}

function fromFinding(finding: Finding, { baseline }: Report, masker: Masker): Problem {
  return {
    kind: "finding", id: finding.rule, severity: finding.severity, confidence: finding.confidence,
    message: masker.sentence(finding.message), subject: masker.sentence(finding.subject), span: finding.primary.span, note: masker.sentence(finding.primary.note),
    related: finding.related.map(({ span, note }) => ({ span, note: masker.sentence(note) })),
    fix: masker.sentence(finding.fix), suppressed: finding.suppressed, of: finding,
    baseline: baseline === undefined ? null : baseline.known.has(finding) ? "unchanged" : "new",
  };
}

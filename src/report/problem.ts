import { atLeast, type Confidence, type Finding, type Location, type Severity, type Suppression } from "../finding.js";
import type { Diagnostic, Span } from "../source/index.js";
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
}

/** Everything the report shows, secrets masked: diagnostics first, for a finding in a wrong input counts less. */
export function problemsOf(report: Report): readonly Problem[] {
  const masker = maskerOf(report.secrets);
  return [
    ...report.diagnostics.map((diagnostic) => fromDiagnostic(diagnostic, masker)),
    ...report.findings.filter((finding) => atLeast(finding.severity, report.minimumSeverity)).map((finding) => fromFinding(finding, masker)),
  ];
}

function fromDiagnostic(diagnostic: Diagnostic, masker: Masker): Problem {
  return {
    kind: "diagnostic", id: diagnostic.code, severity: diagnostic.level, confidence: null,
    message: masker.sentence(diagnostic.message), subject: null, span: diagnostic.at, note: "",
    related: (diagnostic.related ?? []).map(({ at, note }) => ({ span: at, note: masker.sentence(note) })),
    fix: masker.sentence(diagnostic.hint ?? ""), suppressed: null,
  };
}

function fromFinding(finding: Finding, masker: Masker): Problem {
  return {
    kind: "finding", id: finding.rule, severity: finding.severity, confidence: finding.confidence,
    message: masker.sentence(finding.message), subject: finding.subject, span: finding.primary.span, note: masker.sentence(finding.primary.note),
    related: finding.related.map(({ span, note }) => ({ span, note: masker.sentence(note) })),
    fix: masker.sentence(finding.fix), suppressed: finding.suppressed,
  };
}

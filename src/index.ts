/**
 * The public API: typed results, no printing, no process, no clock. Expected failures are values (diagnostics); what
 * throws is a bug of ours.
 */
export { format, lint, render, validate, type Validation } from "./app/library.js";
export { explain, type Explanation } from "./app/explain.js";
export { allRules } from "./app/all-rules.js";
export { compareMeaning, type MeaningChange } from "./app/meaning.js";
export { readPolicy, type PolicyReading, type ReadPolicyOptions } from "./policy/index.js";
export { atLeast, compareFindings, CONFIDENCES, SEVERITIES } from "./finding.js";
export { placeOf, positionOf } from "./source/index.js";
export { FORMATS } from "./report/index.js";
export { TARGET_IDS } from "./targets/index.js";
export { VERSION } from "./version.js";

export type { Rendered, Selection } from "./app/render.js";
export type { Confidence, Finding, Location, Severity, Suppression } from "./finding.js";
export type * from "./policy/types.js";
export type { Fact, KnownFact, Posture } from "./posture/index.js";
export type { Coverage, Format, InputOutcome, Report, Style } from "./report/index.js";
export type { RuleMeta } from "./rules/rule.js";
export type { Diagnostic, Position, SourceFile, Span } from "./source/index.js";
export type { Artifact, Secrets, TargetId } from "./targets/index.js";

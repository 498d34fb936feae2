import { compareSpans, type Span } from "./source/span.js";

export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
/** How bad a weakness is where it stands: severity follows reachability as far as the inputs let us know it. */
export type Severity = (typeof SEVERITIES)[number];

export const CONFIDENCES = ["high", "medium", "low"] as const;
/** How sure the finding is: lowered by every fact that the inputs left unknown. */
export type Confidence = (typeof CONFIDENCES)[number];

export interface Location {
  readonly span: Span;
  /** What the reader sees there, in a few words. */
  readonly note: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  /** Path of the thing blamed (`trunks.carrier-a`), which exceptions name in `where`. */
  readonly subject: string;
  readonly primary: Location;
  readonly related: readonly Location[];
  /** What to write instead, in the input's own words. */
  readonly fix: string;
  /** Changes of the text that cure it and can neither loosen anything nor lock anybody out; absent where a person must decide. */
  readonly edits?: readonly Edit[];
  /** Set where a suppression with a reason and an end date covers the finding; it stays visible in SARIF and JSON. */
  readonly suppressed: Suppression | null;
}

/** Text to put in place of a span; an empty span is a place to insert at. */
export interface Edit {
  readonly at: Span;
  readonly text: string;
}

export interface Suppression {
  readonly reason: string;
  readonly owner: string;
  /** ISO date of the last day it holds. */
  readonly until: string;
  readonly at: Span;
}

/** True where `a` is at least as bad as `b`. */
export function atLeast(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b);
}

/** The order in which findings are shown: file, place, rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return compareSpans(a.primary.span, b.primary.span) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) || (a.message < b.message ? -1 : 1);
}

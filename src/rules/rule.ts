import type { Confidence, Edit, Finding, Location, Severity } from "../finding.js";
import type { Aspect, Covering, ExceptionClaim, Fact, Posture } from "../posture/index.js";
import type { Span } from "../source/index.js";

/** Everything a reader wants to know of a rule: docs page, `explain`, SARIF metadata and README table come from here. */
export interface RuleMeta {
  /** Named after the weakness, kebab-case: it reads well in "ignore …". Never reused. */
  readonly id: string;
  readonly title: string;
  /** The usual severity; a finding may differ by reachability, and says so in its message. */
  readonly severity: Severity;
  /** The attack, in plain words. */
  readonly why: string;
  /** Which severities a finding can have, by what: mostly by who can reach the weak place. */
  readonly degrees: string;
  readonly fix: string;
  /** Text before and after the fix, down to the blocks that matter; the first must be caught, the second must not. */
  readonly before: Example;
  readonly after: Example;
  /** Engines and versions to which it applies, as a sentence. */
  readonly versions: string;
  readonly references: readonly string[];
  readonly cwe: number | null;
  /** Codes of warnings of the reading (`asterisk-unknown-option`) that this rule tells as findings, so that nobody reads them twice. */
  readonly reports?: readonly string[];
}

/** A policy's blocks, or the files of a system by name: `{ "pjsip.conf": "…" }`. */
export type Example = string | Readonly<Record<string, string>>;

/** What a rule may know beside the posture. */
export interface RuleContext {
  /** ISO date (UTC) of the judgement. */
  readonly today: string;
  /** How a claimed exception fared in this run; asked only by the rules that judge exceptions. */
  readonly standing: (claim: ExceptionClaim) => Standing;
}

/**
 * - `covers`: findings of this run stand under the exception, or would if it had not expired;
 * - `idle`: its rule ran and found nothing there;
 * - `not-judged`: its rule did not run, so nobody knows;
 * - `not-exceptable`: it wants an exception from the rules on exceptions, which there is none from;
 * - `unknown-rule`: no rule has that name; `nearest` is the one most like it.
 */
export type Standing =
  | { readonly kind: "covers" | "idle" | "not-judged" | "not-exceptable" }
  | { readonly kind: "unknown-rule"; readonly nearest: string | null };

export interface Accusation {
  readonly message: string;
  /** Path of the thing blamed. */
  readonly subject: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly note?: string;
  readonly related?: readonly Location[];
  /** What to write here instead; the rule's general fix where it is left out. */
  readonly fix?: string;
  /** Changes of the text that cure it and can neither loosen anything nor lock anybody out. */
  readonly edits?: readonly Edit[];
}

/** Blames a fact, or a place where something is absent. An unknown fact lowers the confidence by itself. */
export type Report = (at: Fact<unknown> | Span, accusation: Accusation) => void;

export interface Rule {
  readonly meta: RuleMeta;
  /** A rule that needs `exceptions` judges them, hence runs after all others. */
  readonly needs: readonly Aspect[];
  /** `not-covered` where the inputs do not speak of what the rule needs. */
  run(posture: Posture, context: RuleContext): readonly Finding[] | "not-covered";
}

/** Makes a rule. `check` may look at aspects beyond `needs`, but the compiler makes it handle their absence. */
export function defineRule<const K extends Aspect>(
  spec: RuleMeta & {
    readonly needs: readonly K[];
    readonly check: (posture: Posture & Covering<K>, report: Report, context: RuleContext) => void;
  },
): Rule {
  const { needs, check, ...meta } = spec;
  const covers = (posture: Posture): posture is Posture & Covering<K> => needs.every((aspect) => posture[aspect] !== undefined);
  return {
    meta,
    needs,
    run(posture, context) {
      if (!covers(posture)) return "not-covered";
      const findings: Finding[] = [];
      check(posture, (at, accusation) => void findings.push(toFinding(meta, at, accusation)), context);
      return findings;
    },
  };
}

function toFinding(meta: RuleMeta, at: Fact<unknown> | Span, accusation: Accusation): Finding {
  const fact = "kind" in at ? at : null;
  return {
    rule: meta.id,
    severity: accusation.severity ?? meta.severity,
    confidence: accusation.confidence ?? (fact?.kind === "unknown" ? "low" : "high"),
    message: accusation.message,
    subject: accusation.subject,
    primary: { span: "kind" in at ? at.at : at, note: accusation.note ?? noteOf(fact) },
    related: [...viaLocations(fact), ...(accusation.related ?? [])],
    fix: accusation.fix ?? meta.fix,
    ...(accusation.edits === undefined ? {} : { edits: accusation.edits }),
    suppressed: null,
  };
}

/** Nobody wrote a default, so its place is the block that lacks it. */
function noteOf(fact: Fact<unknown> | null): string {
  if (fact === null) return "";
  return fact.kind === "default" ? `${fact.spelling} is not written here` : fact.spelling;
}

function viaLocations(fact: Fact<unknown> | null): readonly Location[] {
  return fact?.kind === "set" ? fact.via.map((span) => ({ span, note: "written here" })) : [];
}

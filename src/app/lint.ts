import { compareFindings, type Finding } from "../finding.js";
import type { Aspect, Posture } from "../posture/index.js";
import type { Diagnostic, SourceFile } from "../source/index.js";
import { RULES } from "../rules/registry.js";
import type { Rule, RuleContext } from "../rules/rule.js";
import type { CommentSyntax } from "./comments/index.js";
import { readIgnoreComments } from "./inline.js";
import { fromComment, fromEntry, standingOf, suppress } from "./suppress.js";

export interface LintInput {
  readonly posture: Posture;
  /** Texts whose `# ringfence: ignore …` comments are honoured, with their syntax: the policy, or the files of a system. */
  readonly commented?: readonly Commented[];
  /** ISO date (UTC) by which exceptions and comments hold or have expired. */
  readonly today: string;
  /** All rules where left out. */
  readonly rules?: readonly Rule[];
}

export interface Commented {
  readonly file: SourceFile;
  readonly syntax: CommentSyntax;
}

export interface LintResult {
  /** By file, place and rule; suppressed ones are among them. */
  readonly findings: readonly Finding[];
  /** Ids of the rules that judged the posture, sorted. */
  readonly ran: readonly string[];
  /** Rules that had nothing to look at, sorted by id, with the aspects they missed: their silence proves nothing. */
  readonly notCovered: readonly { readonly rule: string; readonly missing: readonly Aspect[] }[];
  /** Warnings about malformed comments. */
  readonly diagnostics: readonly Diagnostic[];
}

const KNOWN_IDS = RULES.map((rule) => rule.meta.id);
const IDS_ON_EXCEPTIONS: ReadonlySet<string> = new Set(RULES.filter(onExceptions).map((rule) => rule.meta.id));

/** Judges a posture. The rules on exceptions come last, as they judge what the exceptions did to all other findings. */
export function lint({ posture, commented = [], today, rules = RULES }: LintInput): LintResult {
  const read = commented.map(({ file, syntax }) => readIgnoreComments(file, syntax, KNOWN_IDS));
  const claims = [...(posture.exceptions ?? []).map(fromEntry), ...read.flatMap(({ comments }) => comments.map(fromComment))];
  const judged = runAll(rules.filter((rule) => !onExceptions(rule)), posture, { today, standing: () => ({ kind: "not-judged" }) });
  const { findings, used } = suppress(judged.findings, claims, today);

  const withClaims = claims.length === 0 ? posture : { ...posture, exceptions: claims.map(({ claim }) => claim) };
  const context = { today, standing: standingOf(used, { ran: new Set(judged.ran), known: KNOWN_IDS, onExceptions: IDS_ON_EXCEPTIONS }) };
  const onClaims = runAll(rules.filter(onExceptions), withClaims, context);
  return {
    findings: [...findings, ...onClaims.findings].sort(compareFindings),
    ran: [...judged.ran, ...onClaims.ran].sort(),
    notCovered: [...judged.notCovered, ...onClaims.notCovered].sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

function onExceptions(rule: Rule): boolean {
  return rule.needs.includes("exceptions");
}

function runAll(rules: readonly Rule[], posture: Posture, context: RuleContext): { findings: Finding[]; ran: string[]; notCovered: LintResult["notCovered"] } {
  const runs = rules.map(({ meta, needs, run }) => ({ id: meta.id, found: run(posture, context), missing: needs.filter((aspect) => posture[aspect] === undefined) }));
  return {
    findings: runs.flatMap(({ found }) => (found === "not-covered" ? [] : found)),
    ran: runs.filter(({ found }) => found !== "not-covered").map(({ id }) => id),
    notCovered: runs.filter(({ found }) => found === "not-covered").map(({ id, missing }) => ({ rule: id, missing })),
  };
}

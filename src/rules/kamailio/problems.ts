import type { KamailioProblem, KamailioSystem } from "../../posture/index.js";

/** What the reader of a kamailio.cfg knows to be wrong for certain; codes that also stand for what it could not see are left to it. */
const CODES: readonly string[] = [
  "address-invalid", "argument-bare-word", "argument-not-constant", "arguments-wrong", "block-empty", "call-in-arguments", "case-not-constant", "comment-unclosed", "condition-open", "condition-unbalanced", "define-duplicate", "define-name",
  "define-recursive", "define-too-many", "else-ignored", "endif-ignored", "field-alone", "field-comparison", "file-empty", "flag-invalid", "flag-twice", "function-unknown", "include-invalid", "include-too-deep", "modparam-no-module", "module-other-version",
  "module-twice", "param-other-version", "param-type", "param-unknown", "route-kind", "route-twice", "setting-other-version", "setting-type", "setting-unknown", "setting-value", "statement-useless", "substitution-invalid", "switch-defaults", "switch-mixed",
  "syntax", "syntax-other-version", "token-invalid", "type-mismatch", "variable-read-only", "variable-taken-for-avp", "variable-unknown", "word-alone",
];

/** As the reader's own warnings are called. */
export const REPORTED: readonly string[] = CODES.map((code) => `kamailio-${code}`);

export function problemsOf({ problems }: KamailioSystem, effect: KamailioProblem["effect"]): readonly KamailioProblem[] {
  return problems.filter((problem) => problem.effect === effect && CODES.includes(problem.code));
}

/** Whether a part is missing that the engine would demand, and that may bring whatever seems to be missing here. */
export function hidesParts({ problems }: KamailioSystem): boolean {
  return problems.some(({ code }) => code === "include-missing" || code === "include-outside" || code === "piece");
}

import { RULES, ruleById } from "../rules/registry.js";
import type { RuleMeta } from "../rules/rule.js";
import { closest } from "../source/closest.js";

export type Explanation =
  | { readonly kind: "rule"; readonly rule: RuleMeta }
  /** `nearest` is the rule that was most likely meant. */
  | { readonly kind: "unknown"; readonly id: string; readonly nearest: string | null };

/** All that is known of a rule; the text is in the package, so no network is needed. */
export function explain(id: string): Explanation {
  const rule = ruleById(id);
  if (rule !== undefined) return { kind: "rule", rule: rule.meta };
  return { kind: "unknown", id, nearest: closest(id, RULES.map((each) => each.meta.id)) };
}

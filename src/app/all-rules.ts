import { RULES } from "../rules/registry.js";
import type { RuleMeta } from "../rules/rule.js";

/** What is told of every rule, sorted by id. */
export function allRules(): readonly RuleMeta[] {
  return RULES.map(({ meta }) => meta);
}

import * as index from "./index.js";
import type { Rule } from "./rule.js";

/** Every rule, by id. */
export const RULES: readonly Rule[] = Object.values(index).sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1));

const byId: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.meta.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}

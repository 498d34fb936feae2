import { closest } from "../../source/closest.js";
import type { Block } from "../block.js";
import { isRealDay } from "../grammar/units.js";
import type { PolicyException } from "../types.js";
import type { Context } from "./context.js";
import { findPath } from "./where.js";

export function resolveExceptions(root: Block, context: Context): readonly PolicyException[] {
  return [...root.blocks("exceptions")].flatMap((block) => {
    const rule = block.text("rule");
    const where = block.text("where");
    const until = block.text("until");
    checkRule(rule, context);
    checkWhere(root, where, context);
    checkUntil(until, context);
    const reason = block.text("reason")?.value;
    const owner = block.text("owner")?.value;
    if (rule === null || where === null || until === null || reason === undefined || owner === undefined) return [];
    return [{
      path: block.path, at: block.at, rule: rule.value, ruleAt: rule.at, where: where.value, whereAt: where.at,
      reason, owner, until: until.value, untilAt: until.at,
    }];
  });
}

type Text = ReturnType<Block["text"]>;

function checkRule(rule: Text, { problems, knownRules }: Context): void {
  if (rule === null || knownRules === null || knownRules.includes(rule.value)) return;
  const near = closest(rule.value, knownRules);
  const hint = near === null ? "`ringfence explain` lists them" : `did you mean ${JSON.stringify(near)}?`;
  problems.error("exception-rule", rule.at, `${rule.path}: there is no rule ${JSON.stringify(rule.value)}`, { hint });
}

function checkWhere(root: Block, where: Text, { problems }: Context): void {
  if (where === null) return;
  const missing = findPath(root, where.value);
  if (missing === null) return;
  const near = closest(missing.rest, missing.known) ?? closest(missing.word, missing.known);
  const inside = missing.inside === "" ? "this policy" : missing.inside;
  const hint = near === null ? "a path as findings show it, such as trunks.carrier-a" : `did you mean ${JSON.stringify(missing.inside === "" ? near : `${missing.inside}.${near}`)}?`;
  problems.error("exception-where", where.at, `${where.path}: there is no ${JSON.stringify(missing.word)} in ${inside}`, { hint });
}

function checkUntil(until: Text, { problems }: Context): void {
  if (until === null || isRealDay(until.value) || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(until.value)) return;
  problems.error("date-invalid", until.at, `${until.path}: ${until.value} is not in the calendar`, { hint: "year, month and day, such as 2027-03-31" });
}

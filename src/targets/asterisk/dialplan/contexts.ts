import type { CallingPlan, Trunk } from "../../../policy/types.js";
import { name, type Text } from "../quote.js";

/** Names of the contexts. Their first words differ, so that no two of them can meet whatever the policy's names are. */

/** Where calls of an account with this plan begin. */
export const planContext = (plan: CallingPlan | null): Text => (plan === null ? ("emergency-only" as Text) : (`plan-${name(plan.name)}` as Text));

/** What a plan reaches beyond accounts and emergency numbers. */
export const outsideContext = (plan: CallingPlan): Text => `outside-${name(plan.name)}` as Text;

/** Where calls from this trunk begin. */
export const trunkContext = (trunk: Trunk): Text => `trunk-${name(trunk.name)}` as Text;

/** Emergency numbers, this trunk first; without a trunk there is no way out and the context holds nothing. */
export const emergencyContext = (first: Trunk | null): Text => (first === null ? ("emergency" as Text) : (`emergency-via-${name(first.name)}` as Text));

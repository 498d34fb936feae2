import { type Loaded } from "../category.js";
import { isWizard } from "../pjsip/wizard.js";
import { wizardHint, type WizardHint } from "../pjsip/wizard-steps.js";
import type { Context, Dialplan, Step } from "./model.js";

/** The dialplan with the extensions that wizards add to it: a hint each, and a first step where one is named (add_hints of res_pjsip_config_wizard.c). */
export function withWizardHints(dialplan: Dialplan, wizards: Loaded): Dialplan {
  const contexts = new Map<string, Context>(dialplan.contexts);
  const added = new Map<string, { readonly context: Context; readonly taken: Set<string>; readonly steps: Step[] }>();
  for (const hint of wizards.categories.filter(isWizard).map(wizardHint)) {
    if (hint === null || !hint.added) continue;
    const context = contexts.get(hint.context) ?? { name: hint.context, at: hint.extension.at, steps: [], includes: [], switches: [] };
    const open = added.get(hint.context) ?? { context, taken: new Set(context.steps.map(keyOf)), steps: [] };
    added.set(hint.context, open);
    for (const step of stepsOf(hint)) {
      if (open.taken.has(keyOf(step))) continue;
      open.taken.add(keyOf(step));
      open.steps.push(step);
    }
  }
  for (const [name, { context, steps }] of added) contexts.set(name, { ...context, steps: [...context.steps, ...steps] });
  return { ...dialplan, contexts };
}

const keyOf = ({ extension, priority, callerId }: Step): string => `${extension} ${priority} ${callerId ?? "*"}`;

function stepsOf({ extension, device, application }: WizardHint): Step[] {
  const common = { extension: extension.value, callerId: null, label: null };
  const hint: Step = { ...common, priority: "hint", application: device, data: "", at: extension.at, setting: extension };
  if (application === null) return [hint];
  const open = application.value.indexOf("(");
  const name = open < 0 ? application.value : application.value.slice(0, open);
  const data = open < 0 ? "" : application.value.slice(open + 1, -1);
  // Empty parentheses are an error to the module: the step is not added.
  if (name === "" || (open >= 0 && data === "")) return [hint];
  return [hint, { ...common, priority: 1, application: name, data, at: application.at, setting: application }];
}

import type { Span } from "../../../source/index.js";
import { type Category, type Loaded, lowered, sameCase, type Variable } from "../category.js";
import type { Problem } from "../tree.js";
import type { PjsipObject } from "./objects.js";
import { closest } from "./suggest.js";
import { type WizardStep, wizardSteps } from "./wizard-steps.js";
import { splitWizardName, WIZARD_OPTIONS, WIZARD_TYPES } from "./wizard-options.js";

/** What a builder of objects gives to a wizard. */
export interface WizardHost {
  /** Makes one object as if its section stood in pjsip.conf; null where it is dropped, which is reported already. */
  make(type: string, section: Category): PjsipObject | null;
  report(problem: Problem): void;
}

/**
 * Objects by type that res_pjsip_config_wizard makes of a pjsip_wizard.conf. An object that fails ends its wizard's others of that type,
 * and nothing more: an endpoint goes on without the auth object that it names. The module must be loaded, as it is unless modules.conf says otherwise.
 */
export function wizardObjects(loaded: Loaded, host: WizardHost): Map<string, PjsipObject[]> {
  const wizards = loaded.categories.filter(isWizard);
  for (const category of loaded.categories) reportPassedOver(category, host);
  reportTwice(wizards, host);
  const byType = new Map<string, PjsipObject[]>();
  for (const type of WIZARD_TYPES) {
    const made = new Map<string, PjsipObject>();
    const seen = new Set<string>();
    for (const wizard of wizards) {
      apply(type, wizardSteps(type, wizard), { host, made, again: seen.has(wizard.name) });
      seen.add(wizard.name);
    }
    if (made.size > 0) byType.set(type, [...made.values()]);
  }
  return byType;
}

/** The filter `type=^wizard$` of the module: regular expressions over names and values, with regard to case. */
export function isWizard({ isTemplate, variables }: Category): boolean {
  return !isTemplate && variables.some(({ name, value }) => name.includes("type") && value === "wizard");
}

interface Target {
  readonly host: WizardHost;
  readonly made: Map<string, PjsipObject>;
  /** The same wizard was there before: what it no longer makes goes. */
  readonly again: boolean;
}

function apply(type: string, steps: readonly WizardStep[], { host, made, again }: Target): void {
  for (const step of steps) {
    if (step.kind === "refuse") return host.report({ code: step.code, effect: "object-dropped", message: step.message, at: step.at });
    if (step.kind === "make") {
      const object = host.make(type, step.section);
      if (object === null) return;
      made.set(object.id, object);
    } else if (again) {
      for (const id of [...made.keys()]) if (step.gone(id)) made.delete(id);
    }
  }
}

function reportTwice(wizards: readonly Category[], host: WizardHost): void {
  const seen = new Set<string>();
  for (const { name, at } of wizards) {
    if (seen.has(name)) host.report({ code: "wizard-twice", effect: "warn", message: `a second wizard \`${name}\`: its objects take the place of the first one's`, at });
    seen.add(name);
  }
}

/** Lines that the module never looks at, without a word. */
function reportPassedOver(category: Category, host: WizardHost): void {
  const warn = (code: string, message: string, at: Span, hint: string | null = null): void => {
    host.report({ code, effect: "option-dropped", message, at, ...(hint === null ? {} : { hint }) });
  };
  if (category.isTemplate) return;
  if (!isWizard(category)) {
    const type = category.variables.find(({ name }) => sameCase(name, "type"));
    if (category.variables.length > 0) warn("section-without-type", "only sections with `type=wizard` count in pjsip_wizard.conf: this one is ignored without a word", type?.at ?? category.at, "type=wizard");
    return;
  }
  for (const variable of category.variables) if (!isKnown(variable)) warn("unknown-option", `\`${variable.name}\` is no option of a wizard: the line is ignored without a word`, variable.nameAt, closest(lowered(variable.name), WIZARD_OPTIONS));
}

function isKnown({ name }: Variable): boolean {
  const [type, option] = splitWizardName(name);
  return option === null ? WIZARD_OPTIONS.includes(lowered(name)) || name.startsWith("@") : (WIZARD_TYPES as readonly string[]).includes(type);
}

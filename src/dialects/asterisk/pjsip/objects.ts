import type { HeldOption as PostureOption, PjsipModel, PjsipObject as PostureObject } from "../../../posture/index.js";
import type { Span } from "../../../source/index.js";
import type { Category, Loaded, Variable } from "../category.js";
import type { Problem } from "../tree.js";
import { checkApplied } from "./apply.js";
import { describeUnknown } from "./describe.js";
import type { AsteriskVersion, OptionFact } from "./option.js";
import { closest } from "./suggest.js";
import { findOption, TABLES } from "./tables.js";
import { readValue } from "./values.js";
import { wizardObjects } from "./wizard.js";

/** An option that somebody wrote, with what the table says of it. */
export interface HeldOption extends PostureOption {
  readonly fact: OptionFact;
}

export interface PjsipObject extends PostureObject {
  readonly options: ReadonlyMap<string, HeldOption>;
}

/** What chan_pjsip holds after it has read pjsip.conf at start. */
export interface PjsipObjects extends PjsipModel {
  readonly byType: ReadonlyMap<string, readonly PjsipObject[]>;
  readonly problems: readonly Problem[];
}

/** Types that exist once, and that a section of their name is without a `type` (single_object and explicit_name of res_pjsip). */
const SINGLE = ["global", "system"];

/**
 * Builds the objects that Asterisk would hold, as res_sorcery_config does: one type after the other, each section whose first `type` is
 * that type; an option that it does not know or a value that it does not take drops the object, two objects of one name drop the type.
 * @param wizards a pjsip_wizard.conf: what it makes stands behind the objects of pjsip.conf, and yields to one of the same name
 */
export function pjsipObjects(loaded: Loaded | null, version: AsteriskVersion, wizards: Loaded | null = null): PjsipObjects {
  return new Builder(loaded, version).run(wizards);
}

class Builder {
  readonly #byType = new Map<string, PjsipObject[]>();
  readonly #dropped: { category: Category; type: string }[] = [];
  readonly #problems: Problem[] = [];
  readonly #sections: readonly Category[];

  constructor(
    loaded: Loaded | null,
    readonly version: AsteriskVersion,
  ) {
    this.#sections = (loaded?.categories ?? []).filter(({ isTemplate }) => !isTemplate);
  }

  run(wizards: Loaded | null): PjsipObjects {
    const sections = new Map<string, Category[]>();
    for (const category of this.#sections) {
      for (const type of this.#typesOf(category)) {
        const same = sections.get(type);
        if (same === undefined) sections.set(type, [category]);
        else same.push(category);
      }
    }
    // The whole must be known before an auth object can be judged.
    for (const type of ["global", ...Object.keys(TABLES).filter((name) => name !== "global")]) this.#build(type, sections.get(type) ?? []);
    if (wizards !== null) this.#addWizards(wizards);
    return { byType: this.#byType, dropped: this.#dropped, defaults: TABLES, problems: this.#problems };
  }

  #problem(code: string, effect: Problem["effect"], message: string, at: Span, hint: string | null = null, object: Problem["object"] | null = null): void {
    this.#problems.push({ code, effect, message, at, ...(hint === null ? {} : { hint }), ...(object === null ? {} : { object }) });
  }

  #addWizards(wizards: Loaded): void {
    const made = wizardObjects(wizards, {
      make: (type, section) => {
        const object = this.#object(type, section);
        if (object === null) this.#dropped.push({ category: section, type });
        return object;
      },
      report: (problem) => this.#problems.push(problem),
    });
    for (const [type, objects] of made) {
      const written = this.#byType.get(type) ?? [];
      const names = new Set(written.map(({ id }) => id));
      for (const { id, at } of objects) if (names.has(id)) this.#problem("wizard-shadowed", "warn", `pjsip.conf has \`${id}\` of type \`${type}\` too, and that one counts`, at);
      this.#byType.set(type, [...written, ...objects.filter(({ id }) => !names.has(id))]);
    }
  }

  /** The types that take a section: its first `type`, and for `[global]` and `[system]` their own. */
  #typesOf(category: Category): string[] {
    const type = category.variables.find(({ name }) => name.toLowerCase() === "type");
    const own = SINGLE.filter((name) => category.name === name && category.variables.every((variable) => findOption(name, variable.name, this.version).kind === "known"));
    if (type !== undefined && Object.hasOwn(TABLES, type.value)) return [...new Set([type.value, ...own])];
    if (own.length === 0) this.#ignored(category, type);
    return own;
  }

  #ignored(category: Category, type: Variable | undefined): void {
    if (type !== undefined) {
      const hint = closest(type.value, Object.keys(TABLES));
      this.#problem("unknown-type", "object-dropped", `\`type=${type.value}\` is no type: the section is ignored without a word`, type.at, hint === null ? null : `type=${hint}`, { type: hint ?? type.value, id: category.name });
      this.#dropped.push({ category, type: hint ?? type.value });
    } else if (SINGLE.includes(category.name)) {
      const wrong = category.variables.find((variable) => findOption(category.name, variable.name, this.version).kind !== "known");
      this.#problem("section-without-type", "object-dropped", `\`${wrong?.name ?? ""}\` is no option of \`${category.name}\`, so the section, which has no \`type\`, is ignored without a word`, wrong?.nameAt ?? category.at, `type=${category.name}`, { type: category.name, id: category.name });
      this.#dropped.push({ category, type: category.name });
    } else if (category.variables.length > 0) {
      this.#problem("section-without-type", "object-dropped", "the section has no `type`: it is ignored without a word", category.at, null, { type: "", id: category.name });
    }
  }

  #build(type: string, sections: readonly Category[]): void {
    if (SINGLE.includes(type) && sections.length > 1) return this.#dropType(type, sections, "more-than-one", `there is more than one object of type \`${type}\`: none is loaded`);
    const objects = new Map<string, PjsipObject>();
    for (const category of sections) {
      if (objects.has(category.name)) return this.#dropType(type, sections, "duplicate-object", `a second \`[${category.name}]\` of type \`${type}\`: no object of that type is loaded at all`, category);
      const object = this.#object(type, category);
      if (object === null) this.#dropped.push({ category, type });
      else objects.set(category.name, object);
    }
    if (objects.size > 0) this.#byType.set(type, [...objects.values()]);
  }

  #dropType(type: string, sections: readonly Category[], code: string, message: string, at = sections[1]): void {
    if (at !== undefined) this.#problem(code, "type-dropped", message, at.at, null, { type, id: at.name });
    for (const category of sections) this.#dropped.push({ category, type });
  }

  #object(type: string, category: Category): PjsipObject | null {
    const options = new Map<string, HeldOption>();
    for (const variable of category.variables) {
      const known = findOption(type, variable.name, this.version);
      if (known.kind !== "known") {
        const { code, message, hint } = describeUnknown(type, variable.name, known, this.version);
        this.#problem(code, "object-dropped", `${message}; \`${category.name}\` of type \`${type}\` is not loaded`, variable.nameAt, hint, { type, id: category.name });
        return null;
      }
      const reading = readValue(known.name, known.fact, variable.value, this.version);
      if (reading.kind === "bad") {
        this.#problem("bad-value", "object-dropped", `\`${variable.name}=${SECRET.test(known.name) ? "…" : variable.value}\`: ${reading.because}; \`${category.name}\` of type \`${type}\` is not loaded`, variable.at, null, { type, id: category.name });
        return null;
      }
      if ((known.fact.kind === "bool" || known.fact.kind === "yesno") && isNeither(variable.value)) {
        this.#problem("neither-yes-nor-no", "warn", `\`${variable.name}=${variable.value}\` counts as no`, variable.at, null, { type, id: category.name });
      }
      const value = reading.kind === "taken" ? (reading.held ?? variable.value) : variable.value;
      options.set(known.name, { name: known.name, fact: known.fact, settings: [...(options.get(known.name)?.settings ?? []), variable], value, certain: reading.kind === "taken" });
    }
    const object: PjsipObject = { type, id: category.name, at: category.at, category, options };
    const refused = checkApplied(object, this.#byType.get("global")?.[0] ?? null, this.version);
    if (refused === null) return object;
    this.#problem("object-refused", "object-dropped", `${refused.because}; \`${category.name}\` of type \`${type}\` is not loaded`, refused.at, null, { type, id: category.name });
    return null;
  }
}

/** What no message may show. */
const SECRET = /password|md5_cred|secret|token/;

function isNeither(value: string): boolean {
  return !/^(yes|true|y|t|1|on|no|false|n|f|0|off)$/i.test(value);
}

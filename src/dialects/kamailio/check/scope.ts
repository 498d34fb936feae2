import { closest, type Span } from "../../../source/index.js";
import type { Compatibility, KamailioFile, Problem } from "../ast.js";
import { allModules, moduleNamed, moduleNames, type Module, type ModuleFunction } from "../tables/modules.js";
import { branches, branchOf, has, type Branch, type Mask } from "../tables/versions.js";

/** What the engine knows at one point of its reading: the modules loaded so far, and what they export. */
export class Scope {
  readonly problems: Problem[] = [];
  readonly branch: Branch;
  readonly compatibility: Compatibility;
  readonly flags = new Set<string>();
  private readonly loaded = new Map<string, Module>();
  /** Module name -> the place that loads it, for modules that the tables do not know too. */
  private readonly places = new Map<string, Span>();
  private readonly seen = new Map<string, readonly ModuleFunction[]>();
  /** What was asked of all modules there are, and the answer: scripts say a name again and again. */
  private readonly asked = new Map<string, string | null>();
  private incomplete: boolean;

  constructor(config: KamailioFile, version: string) {
    this.branch = branchOf(version);
    this.compatibility = config.compatibility;
    const core = moduleNamed("core");
    if (core !== undefined) this.loaded.set("core", core);
    // A file that was not given may load any module.
    this.incomplete = lacksFiles(config);
  }

  /** Something may be loaded that is not known here: nothing that is missing is certainly missing. */
  get open(): boolean {
    return this.incomplete;
  }

  report(at: Span, code: string, message: string, effect: Problem["effect"] = "fatal"): void {
    this.problems.push({ at, effect, code, message });
  }

  load(name: string, at: Span): void {
    if (this.places.has(name)) this.report(at, "module-twice", `${name} is loaded already; the engine refuses to load it again`);
    this.places.set(name, at);
    this.seen.clear();
    const module = name === "core" ? undefined : moduleNamed(name);
    if (module === undefined) {
      this.incomplete = true;
      const near = closest(name, moduleNames());
      this.report(at, "module-unknown", `${name} is none of Kamailio's own modules, so what it offers is not known${didYouMean(near)}`, "outside");
    } else {
      if (!has(module.mask, this.branch)) this.report(at, "module-other-version", `Kamailio ${this.branch} has no module ${name}; ${branches(module.mask)} had or have it`);
      this.loaded.set(name, module);
    }
  }

  modules(): Iterable<Module> {
    return this.loaded.values();
  }

  isLoaded(name: string): boolean {
    return this.places.has(name);
  }

  /** The forms in which loaded modules export a function in this version. */
  functions(name: string): readonly ModuleFunction[] {
    const known = this.seen.get(name);
    if (known !== undefined) return known;
    const found = [...this.loaded.values()].flatMap((module) => module.functions.get(name) ?? []).filter(({ mask }) => has(mask, this.branch));
    this.seen.set(name, found);
    return found;
  }

  /** Whether a loaded module has the variable, and one that can be assigned to. */
  variable(name: string): { readonly known: boolean; readonly writable: boolean } {
    const found = [...this.loaded.values()].flatMap((module) => module.variables.get(name) ?? []).filter(({ mask }) => has(mask, this.branch));
    return { known: found.length > 0, writable: found.some(({ writable }) => writable) };
  }

  /** Who else has a function or variable: modules that are not loaded, or another version. */
  elsewhere(kind: "functions" | "variables", name: string): string | null {
    const question = `${kind} ${name}`;
    const known = this.asked.get(question);
    const answer = known === undefined ? this.inAnyModule(kind, name) : known;
    this.asked.set(question, answer);
    return answer;
  }

  private inAnyModule(kind: "functions" | "variables", name: string): string | null {
    const having = allModules().flatMap((module) => (module[kind].get(name) ?? []).map(({ mask }) => ({ module, mask })));
    const here = [...new Set(having.filter(({ mask }) => has(mask, this.branch)).map(({ module }) => module.name))];
    if (here.length > 0) return `it is in ${listed(here)}, not loaded here`;
    const mask: Mask = having.reduce((all, one) => all | one.mask, 0);
    return mask === 0 ? null : `it is in ${listed([...new Set(having.map(({ module }) => module.name))])} of ${branches(mask)}`;
  }

  /** Names that loaded modules offer in this version, for "did you mean". */
  names(kind: "functions" | "variables"): string[] {
    return [...this.loaded.values()].flatMap((module) => [...module[kind].keys()]);
  }
}

/** Text of the configuration is missing: what is not in the rest may stand there. */
export function lacksFiles({ problems }: KamailioFile): boolean {
  return problems.some(({ effect, code }) => effect === "outside" && HIDES_TEXT.has(code));
}

/** Text that the engine cannot do without is missing: what import_file names seldom is there. */
export function lacksMuch({ problems }: KamailioFile): boolean {
  return problems.some(({ effect, code }) => effect === "outside" && code !== "import-missing" && HIDES_TEXT.has(code));
}

const HIDES_TEXT: ReadonlySet<string> = new Set(["include-missing", "import-missing", "include-outside", "ifexp-not-evaluated", "piece"]);

export function didYouMean(near: string | null): string {
  return near === null ? "" : `; did you mean ${near}?`;
}

function listed(names: readonly string[]): string {
  return names.length <= 3 ? names.join(" or ") : `${names.slice(0, 3).join(", ")} or another module`;
}

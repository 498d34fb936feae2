import type { Span } from "../../../source/index.js";
import { type Loaded, lowered, type Variable } from "../category.js";
import type { Problem } from "../tree.js";
import { closest } from "../pjsip/suggest.js";
import type { Context, ContextInclude, Dialplan, Step, Switch } from "./model.js";
import { splitStep } from "./step.js";

/** Names that a context's line may have (pbx/pbx_config.c, pbx_load_config). */
const NAMES = ["exten", "same", "include", "ignorepat", "switch", "lswitch", "eswitch", "autohints"];

/**
 * Reads a loaded extensions.conf as pbx_config does. What other modules add (AEL, Lua, Realtime, users.conf, parking, macros of FreePBX's
 * own modules) is not here: a context may hold more on a live system.
 */
export function readDialplan(loaded: Loaded): Dialplan {
  return new Reader(loaded).run();
}

interface OpenContext extends Context {
  readonly steps: Step[];
  readonly includes: ContextInclude[];
  readonly switches: Switch[];
  /** Extension (without dashes), caller and priority of every step: the first one stays. */
  readonly taken: Set<string>;
  /** Priority of each label, by extension and label. */
  readonly labels: Map<string, number>;
  /** Includes as they were written. */
  readonly included: Set<string>;
}

class Reader {
  readonly #globals = new Map<string, Variable>();
  readonly #general = new Map<string, Variable>();
  readonly #contexts = new Map<string, OpenContext>();
  readonly #problems: Problem[] = [];

  constructor(readonly loaded: Loaded) {}

  run(): Dialplan {
    const sections = this.loaded.categories.filter(({ isTemplate }) => !isTemplate);
    for (const { name, variables } of sections) {
      if (lowered(name) === "globals") for (const variable of variables) this.#globals.set(variable.name, variable);
      // ast_variable_retrieve() gives the first of several.
      if (lowered(name) === "general") for (const variable of variables) if (!this.#general.has(variable.name.toLowerCase())) this.#general.set(variable.name.toLowerCase(), variable);
    }
    for (const section of sections) {
      if (["globals", "general"].includes(lowered(section.name))) continue;
      const context = this.#contexts.get(section.name) ?? { name: section.name, at: section.at, steps: [], includes: [], switches: [], taken: new Set<string>(), labels: new Map<string, number>(), included: new Set<string>() };
      this.#contexts.set(section.name, context);
      this.#section(context, section.variables);
    }
    return { globals: this.#globals, general: this.#general, contexts: this.#contexts, problems: this.#problems };
  }

  #problem(code: string, message: string, at: Span, hint: string | null = null): void {
    this.#problems.push({ code, effect: "option-dropped", message, at, ...(hint === null ? {} : { hint }) });
  }

  #section(context: OpenContext, variables: readonly Variable[]): void {
    const last: Last = { extension: "", priority: null };
    for (const variable of variables) {
      const name = variable.name.toLowerCase();
      if (name.startsWith("same")) this.#same(context, variable, last);
      else if (name === "exten") this.#exten(context, variable, last);
      else if (name === "include") this.#include(context, variable);
      else if (name === "switch" || name === "lswitch" || name === "eswitch") {
        const [application = "", data = ""] = splitOnce(variable.value, "/");
        context.switches.push({ application, data, at: variable.at });
      } else if (!NAMES.includes(name)) this.#problem("unknown-dialplan-line", `\`${variable.name}\` is no line of a dialplan: Asterisk ignores it`, variable.nameAt, closest(name, NAMES));
    }
  }

  #same(context: OpenContext, variable: Variable, last: Last): void {
    if (last.extension === "") this.#problem("same-without-extension", "`same` has no extension before it in this section: Asterisk drops the line", variable.nameAt);
    else this.#step(context, variable, last.extension, variable.value, last);
  }

  #exten(context: OpenContext, variable: Variable, last: Last): void {
    const { extension, rest } = splitStep(variable.value);
    last.extension = this.#substituted(extension);
    this.#step(context, variable, last.extension, rest, last);
  }

  #step(context: OpenContext, variable: Variable, full: string, rest: string, last: Last): void {
    const [written = "", caller] = splitOnce(full, "/");
    const extension = withoutBlanks(written);
    const [priorityText = "", call = ""] = splitOnce(rest, ",");
    const parsed = readPriority(priorityText, last.priority, (label) => context.labels.get(`${extension} ${label}`) ?? null);
    if (typeof parsed === "string") return this.#problem("bad-priority", `${parsed}: Asterisk drops the line`, variable.at);
    const { priority, label } = parsed;
    if (priority === 0) return this.#problem("step-after-hint", "a step right after a hint gets the priority 0: Asterisk drops the line without a word", variable.at);
    last.priority = priority;
    if (extension === "") return this.#problem("empty-extension", "the extension has no name: Asterisk drops the line", variable.at);
    const key = `${extension.startsWith("_") ? withoutDashes(extension) : extension.replaceAll("-", "")} ${caller ?? "*"} ${priority}`;
    if (context.taken.has(key)) return this.#problem("priority-in-use", `priority ${priority} of \`${extension}\` is in use above: Asterisk drops the line`, variable.at);
    context.taken.add(key);
    if (label !== null && priority !== -1 && !context.labels.has(`${extension} ${label}`)) context.labels.set(`${extension} ${label}`, priority);
    const { application: named, data } = splitCall(call);
    // A hint's device is worked out at once, but for patterns.
    const application = priority === -1 && !extension.startsWith("_") ? this.#substituted(named, { EXTEN: extension, CONTEXT: context.name }) : named;
    const callerId = caller === undefined ? null : shrunk(caller);
    context.steps.push({ extension, callerId, priority: priority === -1 ? "hint" : priority, label, application, data, at: variable.at, setting: variable });
  }

  #include(context: OpenContext, variable: Variable): void {
    const value = this.#substituted(variable.value);
    const cut = value.search(/\|/) >= 0 ? value.indexOf("|") : value.indexOf(",");
    const name = cut < 0 ? value : value.slice(0, cut);
    if (context.included.has(value)) return this.#problem("included-already", `\`${name}\` is included already`, variable.at);
    context.included.add(value);
    context.includes.push({ context: name, timing: cut < 0 ? null : value.slice(cut + 1), at: variable.at });
  }

  /** Plain references to [globals], as they are when the file is read; others have no value then. */
  #substituted(text: string, own: Readonly<Record<string, string>> = {}): string {
    if (!text.includes("${")) return text;
    return text.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => own[name] ?? this.#globals.get(name)?.value ?? "");
  }
}

interface Last {
  /** As written; empty where there was none. */
  extension: string;
  priority: number | null;
}

function splitOnce(text: string, mark: string): [head: string, tail?: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A priority with its label, or what is wrong with it; -1 for a hint. */
function readPriority(text: string, last: number | null, find: (label: string) => number | null): { readonly priority: number; readonly label: string | null } | string {
  const [head = "", tail] = splitOnce(text.trim(), "(");
  if (tail !== undefined && !tail.includes(")")) return "the label has no closing `)`";
  const label = tail === undefined ? null : tail.slice(0, tail.indexOf(")"));
  const [word = "", plus] = splitOnce(head, "+");
  const added = plus === undefined ? 0 : Number.parseInt(plus, 10) || 0;
  if (word === "hint") return { priority: -1 + added, label };
  const relative = word === "n" || word === "next" ? 1 : word === "s" || word === "same" ? 0 : null;
  if (relative !== null && last === null) return `\`${word}\` needs a priority before it`;
  if (relative !== null) {
    const base = (last ?? 0) + relative;
    return { priority: base === 0 ? 0 : base + added, label };
  }
  const number = /^\s*[+-]?\d+/.test(word) ? Number.parseInt(word, 10) : find(word);
  if (number === null) return `\`${word}\` is no priority and no label`;
  return number < 1 ? `the priority \`${word}\` is below 1` : { priority: number + added, label };
}

/** Up to the first parenthesis and from there to the last; a variable before it means that there is no application. */
function splitCall(text: string): { readonly application: string; readonly data: string } {
  const call = text.replace(/^[\x01-\x20]+/, "");
  const open = call.indexOf("(");
  if (open < 0 || /\$[{[]/.test(call.slice(0, open))) return { application: call, data: "" };
  const inside = call.slice(open + 1);
  const close = inside.lastIndexOf(")");
  return { application: call.slice(0, open), data: close < 0 ? inside : inside.slice(0, close) };
}

/** Blanks are dropped, but in the sets of a pattern (ext_strncpy of main/pbx.c). */
function withoutBlanks(pattern: string): string {
  if (!pattern.startsWith("_")) return pattern.replaceAll(" ", "");
  return pattern.replace(/\[[^\]]*\]?| /g, (piece) => (piece === " " ? "" : piece));
}

/** Dashes outside of sets are decoration. */
function withoutDashes(pattern: string): string {
  return pattern.replace(/\[[^\]]*\]|-/g, (piece) => (piece === "-" ? "" : piece));
}

/** ast_shrink_phone_number(): without blanks, parentheses and the dashes outside of sets. */
function shrunk(caller: string): string {
  return withoutDashes(caller).replace(/[( )]/g, "").replace(/\.(?=.)/g, "");
}

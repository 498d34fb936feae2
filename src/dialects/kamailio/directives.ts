import type { Span } from "../../source/index.js";
import { MAX_DEFINES, parseSubstitution, stringRule, type Define, type StringRule } from "./defines.js";
import { place, type Input, type ReportProblem } from "./input.js";
import { lineEnd, matchAt } from "./scan.js";

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

const NO_NAME = /[^A-Za-z_\n]+/y;

/** `#!define` and its kin, and the string rules of `#!subst`. */
export class Definitions {
  readonly rules: StringRule[] = [];

  constructor(
    readonly defines: Map<string, Define>,
    private readonly report: ReportProblem,
  ) {}

  set(name: string, value: string, at: Span | null): void {
    this.defines.set(name, { value, at });
  }

  /** Reads the name and value behind a directive such as `redefine`. */
  read(input: Input, directive: string, start: number): void {
    // The lexer passes over what cannot begin a name: `#!define 1 A` defines A (cfg.lex: DEFINE_S).
    const skipped = matchAt(NO_NAME, input.text, input.at)?.length ?? 0;
    if (skipped > 0) this.report(place(input, start, input.at + skipped), "silent", "define-name", "a define needs a name of letters, digits and underscores: what stands before the first of them is passed over");
    input.at += skipped;
    const name = matchAt(NAME, input.text, input.at);
    const nameEnd = input.at + (name?.length ?? 0);
    const { value, end } = readDefineValue(input.text, nameEnd);
    const at = place(input, start, end);
    input.at = Math.min(end + 1, input.text.length);
    if (name === null) return;
    if (input.text[nameEnd] === "-") {
      this.report(at, "fatal", "define-name", "a define needs a name of letters, digits and underscores");
      return;
    }
    const known = this.defines.has(name);
    if (directive.includes("undef")) {
      this.defines.delete(name);
      return;
    }
    if (directive.includes("env")) return this.defineFromEnvironment(input, directive, at);
    if (known && directive.startsWith("try")) return;
    if (known && !directive.startsWith("redef")) {
      this.report(at, "fatal", "define-duplicate", `${name} is already defined; #!redefine replaces it, #!trydef leaves it`);
      return;
    }
    if (this.defines.size >= MAX_DEFINES) this.report(at, "fatal", "define-too-many", `more than ${MAX_DEFINES} defines`);
    else this.defines.set(name, { value: directive === "defexps" ? JSON.stringify(value) : value, at });
  }

  /** The value comes from the environment of the running engine, which no file shows. */
  private defineFromEnvironment(input: Input, directive: string, at: Span): void {
    const [, name] = /\w+[ \t]+(\w+)/.exec(input.text.slice(at.start + 2, at.end)) ?? [];
    if (name === undefined) return;
    this.report(at, "outside", "define-from-environment", `the value of ${name} comes from the engine's environment and is not known here`);
    this.defines.set(name, { value: directive.endsWith("s") ? '""' : "", at });
  }

  /** Takes over `/search/replace/flags`; `substdef` also makes a define of it. */
  addRule(form: string, text: string, at: Span): void {
    const parts = parseSubstitution(text);
    if (parts === null) {
      this.report(at, "fatal", "substitution-invalid", "this is not /search/replace/flags");
      return;
    }
    if (/\$(?:env|def)?\(/.test(parts.replacement)) this.report(at, "outside", "substitution-computed", "the replacement is computed when the engine starts and is not known here");
    if (form !== "subst") this.set(parts.pattern, form === "substdefs" ? JSON.stringify(parts.replacement) : parts.replacement, at);
    const rule = stringRule(parts.pattern, parts.replacement, parts.flags);
    if (rule === null) this.report(at, "outside", "substitution-not-applied", "this search expression was not applied; strings it would change are shown as written");
    else this.rules.push(rule);
  }
}

/** The rest of the line, a backslash before the line break joining the next one; comments are part of the value. */
function readDefineValue(text: string, from: number): { readonly value: string; readonly end: number } {
  let end = lineEnd(text, from);
  while (text[end - 1] === "\\" && end < text.length) end = lineEnd(text, end + 1);
  return { value: text.slice(from, end).replace(/\\\n/g, "").replace(/^[ \t\b\r]+/, ""), end };
}

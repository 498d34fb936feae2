import { span, type SourceFile, type Span } from "../../source/index.js";
import type { Inactive, Problem } from "./ast.js";
import { applyRules, MAX_DEFINES, parseSubstitution, stringRule, type Define, type StringRule } from "./defines.js";
import { lineEnd, matchAt, scanToken } from "./scan.js";
import { PUNCTUATION, WORD_NUMBERS, WORD_OPERATORS, type Token } from "./token.js";

/** Gives an included file, or says why there is none. It never leaves the roots the user gave. */
export type IncludeProvider = (path: string, from: SourceFile) => SourceFile | "missing" | "outside";

/** One text being read: a file, or the value of a define standing in for its name. */
interface Input {
  readonly file: SourceFile;
  readonly text: string;
  at: number;
  /** Where the define was used; null for a file. */
  readonly use: Span | null;
  readonly via: readonly Span[];
  /** Names being expanded, so that `#!define A A` ends. */
  readonly names: readonly string[];
}

interface Condition {
  readonly at: Span;
  readonly text: string;
  active: boolean;
  readonly parentActive: boolean;
}

const BLANK = /[ \t\b\r\n\v\f]+/y;
const DIRECTIVE = /(?:#!|!!)(defexps?|trydefine|trydef|redefine|redef|tryundefine|tryundef|undefine|undef|define|def|defenvs?|trydefenvs?|ifdef|ifndef|ifexp)[ \t\b\r]+/y;
const ELSE_OR_ENDIF = /(?:#!|!!)(else|endif)[ \t\b\r]*\n/y;
const SLOPPY_ELSE_OR_ENDIF = /(?:#!|!!)(else|endif)\b[^\n]*/y;
const SUBSTITUTION = /(?:#!|!!)(substdefs|substdef|subst)(?![A-Za-z0-9_])/y;
const INCLUDE = /(?:#!|!!)?(include_file|import_file)(?![A-Za-z0-9_])/y;
const SKIP_TO = /(?:#!|!!)(?:(?:ifdef|ifndef|ifexp)[ \t\b\r]+|(?:else|endif)[ \t\b\r]*\n)/g;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const MAX_INCLUDE_DEPTH = 10;
const MAX_EXPANSION_DEPTH = 32;
/** Tokens that one file's defines may multiply into; a define bomb ends here. */
const MAX_TOKENS = 5_000_000;

/**
 * The engine's lexer: turns a file into tokens, follows defines, conditions, string substitutions and includes.
 * It never throws on any input; what is wrong goes to `problems`.
 */
export class Lexer {
  readonly inactive: Inactive[] = [];
  private readonly inputs: Input[] = [];
  private readonly conditions: Condition[] = [];
  private readonly rules: StringRule[] = [];
  private depth = 0;
  private gap = true;
  private produced = 0;
  private readonly end: Token;

  constructor(
    file: SourceFile,
    readonly defines: Map<string, Define>,
    private readonly include: IncludeProvider,
    /** Shared with the parser, so that problems stand in reading order. */
    private readonly problems: Problem[],
  ) {
    this.end = { kind: "end", text: "", value: "", at: span(file, file.text.length, file.text.length), via: [], glued: false };
    this.open(file);
  }

  /** The next token; after the last one `end`, for ever. */
  next(): Token {
    for (;;) {
      const input = this.inputs.at(-1);
      if (input === undefined || ++this.produced > MAX_TOKENS) return this.end;
      if (input.at >= input.text.length) this.close(input);
      else {
        const before = input.at;
        const token = this.step(input);
        if (token !== null) {
          this.gap = false;
          return token;
        }
        // Expanding a define leaves no gap; everything else that makes no token does.
        if (this.inputs.at(-1) === input && input.at > before) this.gap = true;
      }
    }
  }

  /** The name between the brackets of `event_route[…]`, which has a lexical rule of its own. */
  eventName(): Token | null {
    const input = this.inputs.at(-1);
    if (input === undefined) return null;
    input.at += matchAt(BLANK, input.text, input.at)?.length ?? 0;
    const name = matchAt(/[A-Za-z][0-9A-Za-z-]*(?::[A-Za-z][0-9A-Za-z_-]*)+/y, input.text, input.at);
    if (name === null) return null;
    input.at += name.length;
    return this.token("event-name", name, name, input, input.at - name.length);
  }

  define(name: string, value: string, at: Span | null): void {
    this.defines.set(name, { value, at, valueAt: null });
  }

  /** Reads one piece of text; null where it made no token. */
  private step(input: Input): Token | null {
    const { text, at } = input;
    const blank = matchAt(BLANK, text, at);
    if (blank !== null) {
      input.at += blank.length;
      return null;
    }
    if (text.startsWith("\\\n", at)) {
      input.at += 2;
      return null;
    }
    if (text.startsWith("/*", at)) return this.skipBlockComment(input);
    if (input.use === null && (text[at] === "#" || text[at] === "!") && this.directive(input)) return null;
    if (input.use === null && text[at] === "#" || text.startsWith("!!", at)) {
      const substitution = this.substitution(input);
      if (substitution !== null) return substitution;
    }
    if (text[at] === "#" || text.startsWith("//", at)) {
      input.at = lineEnd(text, at);
      return null;
    }
    if (input.use === null && matchAt(INCLUDE, text, at) !== null) {
      this.includeFile(input);
      return null;
    }
    return this.scan(input);
  }

  private scan(input: Input): Token | null {
    const start = input.at;
    const scanned = scanToken(input.text, start, PUNCTUATION);
    input.at = scanned.end;
    const text = input.text.slice(start, scanned.end);
    // flex passes over a character that no rule takes, and says so to nobody.
    if (scanned.problem !== null) this.problem(this.place(input, start, scanned.end), scanned.kind === "bad" ? "silent" : "fatal", "token-invalid", scanned.problem);
    switch (scanned.kind) {
      case "bad":
        return null;
      case "id":
        return this.word(input, text, start);
      case "string":
        return this.joinStrings(input, start, String(scanned.value));
      case "pv":
        return this.token("pv", text, applyRules(this.rules, text), input, start);
      case "number":
      case "ipv6":
      case "punct":
        return this.token(scanned.kind, text, scanned.value, input, start);
    }
  }

  /** A name is an operator, a number, a define's name or itself. */
  private word(input: Input, text: string, start: number): Token | null {
    const operator = WORD_OPERATORS.get(text);
    if (operator !== undefined) return this.token("punct", operator, operator, input, start);
    const number = WORD_NUMBERS.get(text);
    if (number !== undefined) return this.token("number", text, number, input, start);
    const define = this.defines.get(text);
    if (define === undefined || !/^[A-Za-z_]/.test(text)) return this.token("id", text, text, input, start);
    this.expand(input, text, start, define);
    return null;
  }

  private expand(input: Input, name: string, start: number, define: Define): void {
    const use = this.place(input, start, input.at);
    if (input.names.includes(name) || input.names.length >= MAX_EXPANSION_DEPTH) {
      this.problem(use, "fatal", "define-recursive", `the define ${name} stands for itself; the engine would never finish reading it`);
      return;
    }
    this.inputs.push({
      file: input.file, text: define.value, at: 0, use,
      via: define.at === null ? input.via : [...input.via, define.at],
      names: [...input.names, name],
    });
  }

  /** `"a" "b"` is one string; only blanks may stand between (cfg.lex: STR_BETWEEN). */
  private joinStrings(input: Input, start: number, first: string): Token {
    let value = first;
    if (input.text[start] === '"') {
      for (;;) {
        const blank = matchAt(BLANK, input.text, input.at)?.length ?? 0;
        if (input.text[input.at + blank] !== '"') break;
        const more = scanToken(input.text, input.at + blank, PUNCTUATION);
        if (more.problem !== null) break;
        value += String(more.value);
        input.at = more.end;
      }
    }
    return this.token("string", input.text.slice(start, input.at), applyRules(this.rules, value), input, start);
  }

  private skipBlockComment(input: Input): null {
    const start = input.at;
    const signs = /\/\*|\*\//g;
    signs.lastIndex = start;
    let nesting = 0;
    for (let match = signs.exec(input.text); match !== null; match = signs.exec(input.text)) {
      nesting += match[0] === "/*" ? 1 : -1;
      if (nesting === 0) {
        input.at = signs.lastIndex;
        return null;
      }
    }
    input.at = input.text.length;
    this.problem(this.place(input, start, start + 2), "fatal", "comment-unclosed", "this comment is never closed; comments nest, so a second /* needs a second */");
    return null;
  }

  // ---- directives ------------------------------------------------------------------------------------------------

  private directive(input: Input): boolean {
    const { text, at } = input;
    const head = matchAt(DIRECTIVE, text, at);
    if (head !== null) {
      input.at += head.length;
      const name = head.slice(2).trim();
      if (name === "ifdef" || name === "ifndef" || name === "ifexp") this.openCondition(input, name, at);
      else this.defineDirective(input, name, at);
      return true;
    }
    const branch = matchAt(ELSE_OR_ENDIF, text, at);
    if (branch !== null) {
      input.at += branch.length;
      this.branch(branch.includes("else") ? "else" : "endif", this.place(input, at, input.at - 1), input);
      return true;
    }
    const sloppy = matchAt(SLOPPY_ELSE_OR_ENDIF, text, at);
    if (sloppy !== null) {
      const word = sloppy.includes("else") ? "else" : "endif";
      this.problem(this.place(input, at, at + sloppy.length), word === "else" ? "silent" : "fatal", `${word}-ignored`,
        `#!${word} must stand alone on its line and end with a line break: the engine takes this line for a comment`);
    }
    return false;
  }

  private openCondition(input: Input, kind: "ifdef" | "ifndef" | "ifexp", start: number): void {
    const end = lineEnd(input.text, input.at);
    const rest = input.text.slice(input.at, end).trim();
    const at = this.place(input, start, end);
    input.at = Math.min(end + 1, input.text.length);
    const active = kind === "ifexp" ? this.evaluate(rest, at) : this.defines.has(matchAt(NAME, rest, 0) ?? "") === (kind === "ifdef");
    this.conditions.push({ at, text: `${kind} ${rest}`, active, parentActive: true });
    if (!active) this.skip(input);
  }

  /** `#!ifexp` takes an snexpr; numbers, defines, comparisons and `defined` are evaluated, the rest is outside. */
  private evaluate(expression: string, at: Span): boolean {
    const value = /^\(?\s*([A-Za-z_]\w*|\d+)\s*(?:(>=|<=|==|!=|>|<)\s*([A-Za-z_]\w*|\d+))?\s*\)?$/.exec(expression);
    const read = (word: string): number => (/^\d/.test(word) ? Number(word) : Number(this.defines.get(word)?.value ?? 0));
    const [, left, operator, right] = value ?? [];
    if (left === undefined) {
      this.problem(at, "outside", "ifexp-not-evaluated", "this condition was not evaluated; its text is taken as inactive");
      return false;
    }
    if (operator === undefined || right === undefined) return read(left) !== 0;
    const [a, b] = [read(left), read(right)];
    return operator === ">=" ? a >= b : operator === "<=" ? a <= b : operator === "==" ? a === b : operator === "!=" ? a !== b : operator === ">" ? a > b : a < b;
  }

  private branch(word: "else" | "endif", at: Span, input: Input): void {
    const condition = this.conditions.at(-1);
    if (condition === undefined) {
      this.problem(at, "fatal", "condition-unbalanced", `#!${word} without an #!ifdef before it`);
      return;
    }
    if (word === "endif") this.conditions.pop();
    else {
      condition.active = !condition.active;
      if (!condition.active) this.skip(input);
    }
  }

  /**
   * Throws text away up to the directive that ends the inactive branch. The engine looks for directives anywhere there,
   * in comments and strings too (cfg.lex: IFDEF_SKIP).
   */
  private skip(input: Input): void {
    const start = input.at;
    let nested = 0;
    SKIP_TO.lastIndex = start;
    for (let match = SKIP_TO.exec(input.text); match !== null; match = SKIP_TO.exec(input.text)) {
      const directive = match[0];
      if (directive.includes("if") && !directive.includes("endif")) nested++;
      else if (nested > 0) nested -= directive.includes("endif") ? 1 : 0;
      else {
        this.inactive.push({ at: this.place(input, start, match.index), condition: this.conditions.at(-1)?.text ?? "" });
        input.at = SKIP_TO.lastIndex;
        this.resume(directive.includes("endif"), input);
        return;
      }
    }
    this.inactive.push({ at: this.place(input, start, input.text.length), condition: this.conditions.at(-1)?.text ?? "" });
    input.at = input.text.length;
  }

  private resume(ended: boolean, input: Input): void {
    const condition = this.conditions.at(-1);
    if (ended || condition === undefined) this.conditions.pop();
    else {
      condition.active = !condition.active;
      if (!condition.active) this.skip(input);
    }
  }

  private defineDirective(input: Input, directive: string, start: number): void {
    const name = matchAt(NAME, input.text, input.at);
    const nameEnd = input.at + (name?.length ?? 0);
    const { value, end } = readDefineValue(input.text, nameEnd);
    const at = this.place(input, start, end);
    input.at = Math.min(end + 1, input.text.length);
    if (name === null || input.text[nameEnd] === "-") {
      this.problem(at, "fatal", "define-name", "a define needs a name of letters, digits and underscores");
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
      this.problem(at, "fatal", "define-duplicate", `${name} is already defined; #!redefine replaces it, #!trydef leaves it`);
      return;
    }
    if (this.defines.size >= MAX_DEFINES) this.problem(at, "fatal", "define-too-many", `more than ${MAX_DEFINES} defines`);
    else this.defines.set(name, { value: directive === "defexps" ? JSON.stringify(value) : value, at, valueAt: at });
  }

  /** The value comes from the environment of the running engine, which no file shows. */
  private defineFromEnvironment(input: Input, directive: string, at: Span): void {
    const [, name] = /\w+[ \t]+(\w+)/.exec(input.text.slice(at.start + 2, at.end)) ?? [];
    if (name === undefined) return;
    this.problem(at, "outside", "define-from-environment", `the value of ${name} comes from the engine's environment and is not known here`);
    this.defines.set(name, { value: directive.endsWith("s") ? '""' : "", at, valueAt: null });
  }

  private substitution(input: Input): Token | null {
    const start = input.at;
    const head = matchAt(SUBSTITUTION, input.text, start);
    if (head === null) return null;
    const blank = matchAt(BLANK, input.text, start + head.length)?.length ?? 0;
    const scanned = scanToken(input.text, start + head.length + blank, PUNCTUATION);
    if (scanned.kind !== "string") {
      this.problem(this.place(input, start, start + head.length), "fatal", "substitution-invalid", "a quoted /search/replace/ is expected here");
      input.at = start + head.length;
      return null;
    }
    input.at = scanned.end;
    const value = String(scanned.value);
    const token = this.token("substitution", head.slice(2), value, input, start);
    this.addRule(head.slice(2), value, token.at);
    return token;
  }

  private addRule(form: string, text: string, at: Span): void {
    const parts = parseSubstitution(text);
    if (parts === null) {
      this.problem(at, "fatal", "substitution-invalid", "this is not /search/replace/flags");
      return;
    }
    if (/\$(?:env|def)?\(/.test(parts.replacement)) this.problem(at, "outside", "substitution-computed", "the replacement is computed when the engine starts and is not known here");
    if (form !== "subst") this.define(parts.pattern, form === "substdefs" ? JSON.stringify(parts.replacement) : parts.replacement, at);
    const rule = stringRule(parts.pattern, parts.replacement, parts.flags);
    if (rule === null) this.problem(at, "outside", "substitution-not-applied", "this search expression was not applied; strings it would change are shown as written");
    else this.rules.push(rule);
  }

  // ---- files -----------------------------------------------------------------------------------------------------

  private includeFile(input: Input): void {
    const start = input.at;
    const head = matchAt(INCLUDE, input.text, start) ?? "";
    const blank = matchAt(BLANK, input.text, start + head.length)?.length ?? 0;
    const scanned = scanToken(input.text, start + head.length + blank, PUNCTUATION);
    if (scanned.kind !== "string") {
      input.at = start + head.length;
      this.problem(this.place(input, start, input.at), "fatal", "include-invalid", "a quoted file name is expected here");
      return;
    }
    input.at = scanned.end;
    const at = this.place(input, start, scanned.end);
    const path = applyRules(this.rules, String(scanned.value));
    if (this.depth >= MAX_INCLUDE_DEPTH) return this.problem(at, "fatal", "include-too-deep", `includes nest deeper than ${MAX_INCLUDE_DEPTH}`);
    const found = this.include(path, input.file);
    if (found === "outside") this.problem(at, "outside", "include-outside", `${path} lies outside the files given; what it holds is not known`);
    else if (found !== "missing") this.open(found);
    else if (head.includes("include")) this.problem(at, "outside", "include-missing", `${path} was not given; the engine refuses to start without it`);
    else this.problem(at, "outside", "import-missing", `${path} was not given; the engine goes on without it`);
  }

  private open(file: SourceFile): void {
    this.depth++;
    this.inputs.push({ file, text: file.text, at: file.text.startsWith("\ufeff") ? 1 : 0, use: null, via: [], names: [] });
  }

  private close(input: Input): void {
    this.inputs.pop();
    if (input.use !== null) return;
    this.depth--;
    if (this.inputs.length > 0) return;
    for (const { at, text } of this.conditions) this.problem(at, "fatal", "condition-unbalanced", `#!${text} is never ended`);
  }

  // ---- places ----------------------------------------------------------------------------------------------------

  private token(kind: Token["kind"], text: string, value: string | number, input: Input, start: number): Token {
    return { kind, text, value, at: this.place(input, start, input.at), via: input.via, glued: !this.gap };
  }

  private place(input: Input, start: number, end: number): Span {
    return input.use ?? span(input.file, start, Math.max(start, end));
  }

  private problem(at: Span, effect: Problem["effect"], code: string, message: string): void {
    this.problems.push({ at, effect, code, message });
  }
}

/** The rest of the line, a backslash before the line break joining the next one; comments are part of the value. */
function readDefineValue(text: string, from: number): { readonly value: string; readonly end: number } {
  let end = lineEnd(text, from);
  while (text[end - 1] === "\\" && end < text.length) end = lineEnd(text, end + 1);
  return { value: text.slice(from, end).replace(/\\\n/g, "").replace(/^[ \t\b\r]+/, ""), end };
}

/** For callers that read one file alone: no include is given. */
export const noIncludes: IncludeProvider = () => "missing";


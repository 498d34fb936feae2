import { span, type SourceFile, type Span } from "../../source/index.js";
import type { Compatibility, Inactive, Problem } from "./ast.js";
import { Conditions } from "./conditions.js";
import { applyRules, type Define } from "./defines.js";
import { Definitions } from "./directives.js";
import { place, type Input, type ReportProblem } from "./input.js";
import { lineEnd, matchAt, scanToken } from "./scan.js";
import { PUNCTUATION, WORD_NUMBERS, WORD_OPERATORS, type Token } from "./token.js";

/** Gives an included file, or says why there is none. It never leaves the roots the user gave. */
export type IncludeProvider = (path: string, from: SourceFile) => SourceFile | "missing" | "outside";

const BLANK = /[ \t\b\r\n\v\f]+/y;
const DIRECTIVE = /(?:#!|!!)(defexps?|trydefine|trydef|redefine|redef|tryundefine|tryundef|undefine|undef|define|def|defenvs?|trydefenvs?|ifdef|ifndef|ifexp)[ \t\b\r]+/y;
const ELSE_OR_ENDIF = /(?:#!|!!)(else|endif)[ \t\b\r]*\n/y;
const SLOPPY_ELSE_OR_ENDIF = /(?:#!|!!)(else|endif)\b[^\n]*/y;
const COMPATIBILITY = /#!(KAMAILIO|OPENSER|SER|MAXCOMPAT|ALL)\n/y;
const SUBSTITUTION = /(?:#!|!!)(substdefs|substdef|subst)(?![A-Za-z0-9_])/y;
const INCLUDE = /(?:#!|!!)?(include_file|import_file)(?![A-Za-z0-9_])/y;
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
  compatibility: Compatibility = "most";
  private readonly inputs: Input[] = [];
  private readonly conditions: Conditions;
  private readonly definitions: Definitions;
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
    const report: ReportProblem = (at, effect, code, message) => this.problem(at, effect, code, message);
    this.conditions = new Conditions(defines, this.inactive, report);
    this.definitions = new Definitions(defines, report);
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
    this.definitions.set(name, value, at);
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
    if (scanned.problem !== null) this.problem(place(input, start, scanned.end), scanned.kind === "bad" ? "silent" : "fatal", "token-invalid", scanned.problem);
    switch (scanned.kind) {
      case "bad":
        return null;
      case "id":
        return this.word(input, text, start);
      case "string":
        return this.joinStrings(input, start, String(scanned.value));
      case "pv":
        return this.token("pv", text, applyRules(this.definitions.rules, text), input, start);
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
    const use = place(input, start, input.at);
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
    return this.token("string", input.text.slice(start, input.at), applyRules(this.definitions.rules, value), input, start);
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
    // The engine says so in its log and goes on with what it has read (cfg.lex: <<EOF>>).
    this.problem(place(input, start, start + 2), "silent", "comment-unclosed", "this comment is never closed, so all that follows is left out; comments nest, and a second /* needs a second */");
    return null;
  }

  private directive(input: Input): boolean {
    const { text, at } = input;
    const head = matchAt(DIRECTIVE, text, at);
    if (head !== null) {
      input.at += head.length;
      const name = head.slice(2).trim();
      if (name === "ifdef" || name === "ifndef" || name === "ifexp") this.conditions.begin(input, name, at);
      else this.definitions.read(input, name, at);
      return true;
    }
    const branch = matchAt(ELSE_OR_ENDIF, text, at);
    if (branch !== null) {
      input.at += branch.length;
      this.conditions.branch(branch.includes("else") ? "else" : "endif", place(input, at, input.at - 1), input);
      return true;
    }
    const mode = matchAt(COMPATIBILITY, text, at)?.slice(2, -1);
    if (mode !== undefined) {
      this.compatibility = mode === "SER" ? "ser" : mode === "MAXCOMPAT" || mode === "ALL" ? "most" : "kamailio";
      return false; // a comment besides
    }
    const sloppy = matchAt(SLOPPY_ELSE_OR_ENDIF, text, at);
    if (sloppy !== null) {
      const word = sloppy.includes("else") ? "else" : "endif";
      this.problem(place(input, at, at + sloppy.length), "silent", `${word}-ignored`,
        `#!${word} must stand alone on its line and end with a line break: the engine takes this line for a comment`);
    }
    return false;
  }

  private substitution(input: Input): Token | null {
    const start = input.at;
    const head = matchAt(SUBSTITUTION, input.text, start);
    if (head === null) return null;
    const blank = matchAt(BLANK, input.text, start + head.length)?.length ?? 0;
    const scanned = scanToken(input.text, start + head.length + blank, PUNCTUATION);
    if (scanned.kind !== "string") {
      this.problem(place(input, start, start + head.length), "fatal", "substitution-invalid", "a quoted /search/replace/ is expected here");
      input.at = start + head.length;
      return null;
    }
    input.at = scanned.end;
    const value = String(scanned.value);
    const token = this.token("substitution", head.slice(2), value, input, start);
    this.definitions.addRule(head.slice(2), value, token.at);
    return token;
  }

  // ---- files -----------------------------------------------------------------------------------------------------

  private includeFile(input: Input): void {
    const start = input.at;
    const head = matchAt(INCLUDE, input.text, start) ?? "";
    const blank = matchAt(BLANK, input.text, start + head.length)?.length ?? 0;
    const scanned = scanToken(input.text, start + head.length + blank, PUNCTUATION);
    if (scanned.kind !== "string") {
      input.at = start + head.length;
      this.problem(place(input, start, input.at), "fatal", "include-invalid", "a quoted file name is expected here");
      return;
    }
    input.at = scanned.end;
    const at = place(input, start, scanned.end);
    const path = applyRules(this.definitions.rules, String(scanned.value));
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
    this.conditions.finish();
  }

  private token(kind: Token["kind"], text: string, value: string | number, input: Input, start: number): Token {
    return { kind, text, value, at: place(input, start, input.at), via: input.via, glued: !this.gap };
  }

  private problem(at: Span, effect: Problem["effect"], code: string, message: string): void {
    this.problems.push({ at, effect, code, message });
  }
}

/** For callers that read one file alone: no include is given. */
export const noIncludes: IncludeProvider = () => "missing";


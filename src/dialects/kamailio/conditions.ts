import type { Span } from "../../source/index.js";
import type { Inactive } from "./ast.js";
import type { Define } from "./defines.js";
import { place, type Input, type ReportProblem } from "./input.js";
import { lineEnd, matchAt } from "./scan.js";

interface Condition {
  readonly at: Span;
  readonly text: string;
  active: boolean;
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const SKIP_TO = /(?:#!|!!)(?:(?:ifdef|ifndef|ifexp)[ \t\b\r]+|(?:else|endif)[ \t\b\r]*\n)/g;

/** `#!ifdef` and its kin: what is inactive is thrown away here, before any token is made of it. */
export class Conditions {
  private readonly open: Condition[] = [];

  constructor(
    private readonly defines: ReadonlyMap<string, Define>,
    private readonly inactive: Inactive[],
    private readonly report: ReportProblem,
  ) {}

  /** Reads the condition behind the directive and throws away what it excludes. */
  begin(input: Input, kind: "ifdef" | "ifndef" | "ifexp", start: number): void {
    const end = lineEnd(input.text, input.at);
    const rest = input.text.slice(input.at, end).trim();
    const at = place(input, start, end);
    input.at = Math.min(end + 1, input.text.length);
    const active = kind === "ifexp" ? this.evaluate(rest, at) : this.defines.has(matchAt(NAME, rest, 0) ?? "") === (kind === "ifdef");
    this.open.push({ at, text: `${kind} ${rest}`, active });
    if (!active) this.skip(input);
  }

  /** `#!ifexp` takes an snexpr; numbers, defines, comparisons and `defined` are evaluated, the rest is outside. */
  private evaluate(expression: string, at: Span): boolean {
    const value = /^\(?\s*([A-Za-z_]\w*|\d+)\s*(?:(>=|<=|==|!=|>|<)\s*([A-Za-z_]\w*|\d+))?\s*\)?$/.exec(expression);
    const read = (word: string): number => (/^\d/.test(word) ? Number(word) : Number(this.defines.get(word)?.value ?? 0));
    const [, left, operator, right] = value ?? [];
    if (left === undefined) {
      this.report(at, "outside", "ifexp-not-evaluated", "this condition was not evaluated; its text is taken as inactive");
      return false;
    }
    if (operator === undefined || right === undefined) return read(left) !== 0;
    const [a, b] = [read(left), read(right)];
    return operator === ">=" ? a >= b : operator === "<=" ? a <= b : operator === "==" ? a === b : operator === "!=" ? a !== b : operator === ">" ? a > b : a < b;
  }

  branch(word: "else" | "endif", at: Span, input: Input): void {
    const condition = this.open.at(-1);
    if (condition === undefined) {
      // The engine counts endings and refuses the file; a lost #!else it passes over with a warning (cfg.lex: pp_else, pp_endif).
      this.report(at, word === "else" ? "silent" : "fatal", "condition-unbalanced", `#!${word} without an #!ifdef before it`);
      return;
    }
    if (word === "endif") this.open.pop();
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
        this.inactive.push({ at: place(input, start, match.index), condition: this.open.at(-1)?.text ?? "" });
        input.at = SKIP_TO.lastIndex;
        this.resume(directive.includes("endif"), input);
        return;
      }
    }
    this.inactive.push({ at: place(input, start, input.text.length), condition: this.open.at(-1)?.text ?? "" });
    input.at = input.text.length;
  }

  private resume(ended: boolean, input: Input): void {
    const condition = this.open.at(-1);
    if (ended || condition === undefined) this.open.pop();
    else {
      condition.active = !condition.active;
      if (!condition.active) this.skip(input);
    }
  }

  /** At the end of everything: what is still open is an error. */
  finish(): void {
    for (const { at, text } of this.open) this.report(at, "fatal", "condition-open", `#!${text} is never ended`);
  }
}

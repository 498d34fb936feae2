import type { Diagnostic, Span } from "../source/index.js";

/** Thrown by a target's `quote.ts` where a text has no safe form in that grammar; becomes a diagnostic at the policy's field. */
export class Unquotable extends Error {}

/** Collects what a target cannot express, each at its place in the policy. */
export class Problems {
  readonly found: Diagnostic[] = [];

  error(code: string, message: string, at: Span, hint?: string): void {
    this.found.push({ level: "error", code, message, at, ...(hint === undefined ? {} : { hint }) });
  }

  warning(code: string, message: string, at: Span, hint?: string): void {
    this.found.push({ level: "warning", code, message, at, ...(hint === undefined ? {} : { hint }) });
  }

  get hasErrors(): boolean {
    return this.found.some(({ level }) => level === "error");
  }

  /** Runs what quotes a value of the policy; a value without a legal form becomes an error at its place, and null. */
  quoting<T>(code: string, at: Span, quote: () => T): T | null {
    try {
      return quote();
    } catch (problem) {
      if (!(problem instanceof Unquotable)) throw problem;
      this.error(code, problem.message, at);
      return null;
    }
  }
}

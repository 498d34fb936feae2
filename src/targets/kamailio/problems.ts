import type { Diagnostic, Span } from "../../source/index.js";
import { Unquotable } from "./quote.js";

/** Collects what this target cannot express, each at its place in the policy. */
export class Problems {
  readonly found: Diagnostic[] = [];

  error(code: string, message: string, at: Span, hint?: string): void {
    this.found.push({ level: "error", code, message, at, ...(hint === undefined ? {} : { hint }) });
  }

  warning(code: string, message: string, at: Span, hint?: string): void {
    this.found.push({ level: "warning", code, message, at, ...(hint === undefined ? {} : { hint }) });
  }

  /** Runs what quotes a value of the policy; a value without a legal form becomes an error at its place. */
  quoting<T>(at: Span, quote: () => T): T | null {
    try {
      return quote();
    } catch (problem) {
      if (!(problem instanceof Unquotable)) throw problem;
      this.error("kamailio-unquotable", problem.message, at);
      return null;
    }
  }
}

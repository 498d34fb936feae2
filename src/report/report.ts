import type { Finding, Severity } from "../finding.js";
import type { RuleMeta } from "../rules/rule.js";
import type { Audited } from "./audited.js";
import type { Writing } from "./writing.js";
import type { Diagnostic, Span } from "../source/index.js";

/** What became of one input. `unreadable`: no judgement on it is possible, so its silence means nothing. */
export interface InputOutcome {
  readonly path: string;
  readonly outcome: "valid" | "invalid" | "unreadable";
}

/** How much could be judged. Null in a Report where no rule was asked to run. */
export interface Coverage {
  /** How many rules judged every input. */
  readonly ran: number;
  /** Rules that had nothing to look at in at least one input, with the aspects that were missing: their silence proves nothing. */
  readonly notCovered: readonly { readonly rule: string; readonly missing: readonly string[] }[];
}

/** Everything a reporter may say. Reporters turn it into text and reach back to nothing. */
export interface Report {
  readonly command: "validate" | "lint" | "audit" | "import" | "render" | "diff" | "init";
  readonly inputs: readonly InputOutcome[];
  readonly diagnostics: readonly Diagnostic[];
  /** Sorted; suppressed ones included. */
  readonly findings: readonly Finding[];
  readonly coverage: Coverage | null;
  readonly rules: readonly RuleMeta[];
  /** Places that hold secrets: masked in whatever is printed. */
  readonly secrets: readonly Span[];
  /** Findings below this are left out of the output and only counted. */
  readonly minimumSeverity: Severity;
  /** What `render` wrote; only the formats for programs that have a place for it tell it. */
  readonly writing?: Writing;
  /** Folders, archives and files that were given: JSON tells files relative to them. Left out where paths stand for themselves. */
  readonly roots?: readonly string[];
  readonly baseline?: BaselineOutcome;
  readonly audited?: Audited;
  /** Everything is told, what was not covered among it; else the last lines tell it in short. */
  readonly thorough?: boolean;
  /** Minor diagnostics that were left out of `diagnostics`. */
  readonly minorLeftOut?: number;
  /** ISO date (UTC) of the judgement. */
  readonly today?: string;
}

/** What a baseline did: findings that it knows are told as such and fail nothing. */
export interface BaselineOutcome {
  readonly path: string;
  readonly known: ReadonlySet<Finding>;
  /** Entries that no finding fits any more. */
  readonly gone: readonly { readonly rule: string; readonly file: string; readonly subject: string }[];
}

/** How the reader's terminal wants its text. */
export interface Style {
  readonly colour: boolean;
  /** Columns to fit into; Infinity where the output is no terminal and lines must not be broken. */
  readonly columns: number;
}

export type Reporter = (report: Report, style: Style) => string;


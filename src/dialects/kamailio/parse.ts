import type { SourceFile } from "../../source/index.js";
import type { KamailioFile, Problem } from "./ast.js";
import { Cursor } from "./cursor.js";
import { predefined } from "./defines.js";
import { Lexer, noIncludes, type IncludeProvider } from "./lex.js";
import { parseTopLevel } from "./parse-top.js";

export interface ParseOptions {
  /** Version whose defines hold, e.g. "6.0"; decides `#!ifdef KAMAILIO_6_0` and its like. */
  readonly version: string;
  /** Defines given on the engine's command line (`-A NAME=value`). */
  readonly defines: ReadonlyMap<string, string>;
  readonly include: IncludeProvider;
}

const DEFAULTS: ParseOptions = { version: "6.0", defines: new Map(), include: noIncludes };

/**
 * Reads a kamailio.cfg as the engine would, includes followed through `options.include`. Never throws, whatever the
 * bytes: what is wrong is in `problems`, and the tree holds all that could be read around it.
 */
export function parseKamailio(file: SourceFile, options: Partial<ParseOptions> = {}): KamailioFile {
  const { version, defines: given, include } = { ...DEFAULTS, ...options };
  const defines = predefined(version);
  for (const [name, value] of given) defines.set(name, { value, at: null });
  const problems: Problem[] = [];
  const lexer = new Lexer(file, defines, include, problems);
  const cursor = new Cursor(lexer, problems);
  if (cursor.peek().kind === "end") cursor.report(cursor.peek().at, "fatal", "file-empty", "there is no statement in this file; the engine needs one at least");
  const items = parseTopLevel(cursor);
  if (problems.some(({ code }) => HIDES_DEFINES.has(code))) problems.forEach((problem, index) => (problems[index] = perhapsDefined(problem)));
  return { items, compatibility: lexer.compatibility, problems, inactive: lexer.inactive, defines };
}

const HIDES_DEFINES: ReadonlySet<string> = new Set(["include-missing", "import-missing", "include-outside"]);

/** A bare word in capitals where none may stand is most often a define, and a file that was not given may hold it. */
function perhapsDefined(problem: Problem): Problem {
  const { at, effect } = problem;
  const word = at.end - at.start > 64 ? "" : at.file.text.slice(at.start, at.end);
  if (effect !== "fatal" || !/^[A-Z][A-Z0-9_]+$/.test(word)) return problem;
  return { ...problem, effect: "outside", message: `${problem.message}, unless a file that was not given defines ${word}` };
}

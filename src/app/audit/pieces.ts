import type { KamailioFile, Problem } from "../../dialects/kamailio/index.js";
import { span, type Diagnostic, type SourceFile } from "../../source/index.js";

/** A problem of its own name, as nothing is wrong with a piece: all of them are told at once. */
export const PIECE = "piece";

/**
 * A configuration without a main route, and without a language that could hold one, is a piece that some other file includes by a name which
 * nobody can tell before the engine runs: what is absent here may stand there. Null for a whole one.
 */
export function asPiece(source: SourceFile, config: KamailioFile): KamailioFile | null {
  const whole = config.items.some((item) => item.kind === "cfgengine" || (item.kind === "route" && item.route === "request" && item.name === null));
  // Where a file is missing it may hold the main route: that is told already.
  if (whole || config.problems.some(({ code }) => code === "include-missing" || code === "include-outside")) return null;
  const problem: Problem = { at: span(source, 0, 0), effect: "outside", code: PIECE, message: "there is no request_route in this file: another one includes it" };
  return { ...config, problems: [...config.problems, problem] };
}

export function isPiece({ problems }: KamailioFile): boolean {
  return problems.some(({ code }) => code === PIECE);
}

/** Files named one by one before the others are only counted. */
const NAMED = 3;

/** All of them in one breath, at the first. */
export function toldPieces(files: readonly { readonly source: SourceFile; readonly config: KamailioFile }[]): readonly Diagnostic[] {
  const pieces = files.filter(({ config }) => isPiece(config)).map(({ source }) => source);
  const [first] = pieces;
  if (first === undefined) return [];
  const named = pieces.slice(0, NAMED).map(({ path }) => path).join(", ");
  const more = pieces.length > NAMED ? ` and ${pieces.length - NAMED} more files` : "";
  return [{
    level: "warning", code: "kamailio-piece", at: span(first, 0, 0),
    message: `no request_route in ${named}${more}, and nothing that was given includes ${pieces.length === 1 ? "it: it is" : "them: they are"} read as ${pieces.length === 1 ? "a piece" : "pieces"} of a configuration, and what only the whole tells is not judged`,
  }];
}

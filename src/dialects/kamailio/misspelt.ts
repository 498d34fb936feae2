import { closest, span, type SourceFile } from "../../source/index.js";
import type { Problem } from "./ast.js";

/** Directives of the preprocessor, 5.6 to 6.1 (src/core/cfg.lex), and words that name the language of the file. */
const DIRECTIVES: ReadonlySet<string> = new Set([
  "define", "def", "trydefine", "trydef", "redefine", "redef", "undefine", "undef", "tryundefine", "tryundef", "ifdef", "ifndef", "ifexp", "else", "endif", "subst", "substdef", "substdefs",
  "defexp", "defexps", "defenv", "defenvs", "trydefenv", "trydefenvs", "include_file", "import_file",
]);
const MODES: ReadonlySet<string> = new Set(["KAMAILIO", "OPENSER", "SER", "MAXCOMPAT", "ALL"]);

/** `#!defin WITH_AUTH`: what is no directive is a comment, and nobody says so (cfg.lex: COM_LINE). Only what is nearly one is told. */
export function misspeltDirectives(file: SourceFile): readonly Problem[] {
  return [...file.text.matchAll(/^[ \t]*(#[ \t]*!|!!)([A-Za-z_]+)/gm)].flatMap((match): Problem[] => {
    const [whole, sign = "", word = ""] = match;
    const spaced = /\s/.test(sign);
    if (MODES.has(word) || (DIRECTIVES.has(word) && !spaced) || (spaced && !DIRECTIVES.has(word))) return [];
    const meant = DIRECTIVES.has(word) ? word : closest(word, DIRECTIVES);
    if (meant === null) return [];
    const start = match.index + whole.length - whole.trimStart().length;
    return [{ at: span(file, start, match.index + whole.length), effect: "silent", code: "directive-misspelt", message: `${whole.trimStart()} is no directive, so the line is a comment; #!${meant} is one` }];
  });
}

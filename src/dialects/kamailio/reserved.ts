import { coreSettings, keywords } from "./tables/settings.js";

/** Whether the lexer keeps the word for itself, in the version read or another: it is no name of a route, host or flag. */
export function isReserved(word: string): boolean {
  return keywords().has(word) || coreSettings().has(word);
}

// Reads the core settings and the kinds of value they take out of Kamailio's lexer (cfg.lex) and grammar (cfg.y).
import { withoutComments } from "./c-tables.mjs";

const KINDS = { NUMBER: "n", intno: "i", STRING: "s", ID: "w", listen_id: "a", ipv4: "4", ipv6: "6", proto: "p" };
/** What has forms of its own and is read elsewhere. */
const ELSEWHERE = new Set(["LISTEN", "ALIAS", "DOMAIN", "SOCKET"]);

/** Setting -> letters of the kinds of value it takes. Words after TLS_METHOD and their like count as words. */
export function readSettings(lexer, grammar) {
  const words = wordsOf(lexer);
  const rules = withoutComments(grammar).split(/^assign_stm:/m)[1].split(/^module_stm:/m)[0];
  const settings = new Map();
  for (const [, token, kind] of rules.matchAll(/(?:^|\|)[ \t]*([A-Z][A-Z0-9_]*)[ \t]+EQUAL[ \t]+(\w+)/gm)) {
    if (ELSEWHERE.has(token) || kind === "error") continue; // `port = error` is how the grammar words its complaint
    const letter = KINDS[kind] ?? "w";
    for (const name of words.get(token) ?? []) settings.set(name, [...new Set([...(settings.get(name) ?? ""), letter])].sort().join(""));
  }
  return settings;
}

/** Every word that the lexer takes for something else than a name. */
export function readKeywords(lexer) {
  return new Set([...wordsOf(lexer).values()].flat());
}

/** Token, as the grammar calls it, -> the words that stand for it: alternatives of plain or quoted words. */
function wordsOf(lexer) {
  const [head, rules] = lexer.split(/^%%/m);
  const returned = new Map([...rules.matchAll(/\{([A-Z][A-Z0-9_]*)\}[ \t]*\{[^}]*\breturn[ \t]+([A-Z][A-Z0-9_]*)/g)].map(([, definition, token]) => [definition, token]));
  const words = new Map();
  for (const [, definition, pattern] of head.matchAll(/^([A-Z][A-Z0-9_]*)[ \t]+(\S.*?)[ \t]*$/gm)) {
    const alternatives = pattern.split("|").map((word) => word.replace(/^"(.*)"$/, "$1"));
    const token = returned.get(definition) ?? definition;
    if (alternatives.every((word) => /^[A-Za-z_][\w:]*$/.test(word))) words.set(token, [...(words.get(token) ?? []), ...alternatives]);
  }
  return words;
}

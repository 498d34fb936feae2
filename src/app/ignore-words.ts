import { isIsoDate } from "../rules/dates.js";
import { closest } from "../policy/closest.js";

/** What an `ignore …` comment says; offsets count from the start of its words. */
export interface IgnoreWords {
  readonly rules: readonly string[];
  readonly until: string;
  readonly untilOffset: number;
  /** Empty where none is named. */
  readonly owner: string;
  readonly reason: string;
}

export interface Misspelt {
  readonly wrong: string;
  readonly hint: string;
}

const FORM = "write `ringfence: ignore RULE until YYYY-MM-DD [owner NAME] reason WHY`";
const KEYWORDS = ["until", "owner", "reason", "reason:"];

/** Reads `ignore RULE[, RULE…] until DATE [owner NAME] reason TEXT`. Linear in the text, whatever it is. */
export function readIgnoreWords(text: string, known: readonly string[]): IgnoreWords | Misspelt {
  const words = [...text.matchAll(/\S+/g)].map((match) => ({ word: match[0], offset: match.index }));
  if (words[0]?.word !== "ignore") return { wrong: "a ringfence comment can only ignore a rule", hint: FORM };
  const first = words.findIndex(({ word }) => KEYWORDS.includes(word));
  const named = words.slice(1, first < 0 ? words.length : first).map(({ word }) => word).join(" ");
  const rules = named.split(",").map((id) => id.trim()).filter((id) => id !== "");
  return checkRules(rules, known) ?? readTerms(text, first < 0 ? [] : words.slice(first), rules);
}

function checkRules(rules: readonly string[], known: readonly string[]): Misspelt | null {
  if (rules.length === 0) return { wrong: "the rule is missing", hint: FORM };
  const stranger = rules.find((id) => !known.includes(id));
  if (stranger === undefined) return null;
  const meant = closest(stranger, known);
  return { wrong: `no rule is called ${stranger}`, hint: meant === null ? "`ringfence explain` lists the rules" : `did you mean ${meant}?` };
}

function readTerms(text: string, words: readonly { readonly word: string; readonly offset: number }[], rules: readonly string[]): IgnoreWords | Misspelt {
  let until: { readonly word: string; readonly offset: number } | undefined;
  let owner = "";
  let reason = "";
  for (let index = 0; index < words.length && reason === ""; index += 2) {
    const { word = "", offset = 0 } = words[index] ?? {};
    const next = words[index + 1];
    if (word === "until" && KEYWORDS.includes(next?.word ?? "")) break;
    if (word === "until") until = next;
    else if (word === "owner") owner = next?.word ?? "";
    else if (word === "reason" || word === "reason:") reason = text.slice(offset + word.length).trim();
    else return { wrong: `${word} is not understood here`, hint: FORM };
  }
  if (until === undefined) return { wrong: "an end date is missing", hint: FORM };
  if (!isIsoDate(until.word)) return { wrong: `${until.word} is not a date`, hint: "write the last day as YYYY-MM-DD" };
  if (reason === "") return { wrong: "a reason is missing", hint: FORM };
  return { rules, until: until.word, untilOffset: until.offset, owner, reason };
}

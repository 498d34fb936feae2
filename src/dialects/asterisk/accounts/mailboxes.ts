import { byDefault, type AsteriskAccount, type Fact } from "../../../posture/index.js";
import { type Category, type Loaded, lowered, type Variable } from "../category.js";
import { sectionsOf, setBy, settingOf } from "../lower/facts.js";
import type { Word } from "../tree.js";
import { readAccess } from "./access.js";

/** Options of [general] that a mailbox takes over (populate_defaults of app_voicemail.c), and their defaults. */
const TAKEN: Readonly<Record<string, string>> = { dialout: "", callback: "", exitcontext: "", operator: "no", sendvoicemail: "no", attach: "yes", review: "no", passwordlocation: "voicemail.conf", minpassword: "0" };

/** A mailbox has no access list: its PIN is all. */
const ANYBODY = readAccess([], () => "unknown");

/** What [general] says of each. */
type Taken = ReadonlyMap<string, Variable | null>;

/** Mailboxes of voicemail.conf: `100 => PIN,name,email,pager,option=value|option=value` in every section but a few. */
export function mailboxes(loaded: Loaded, by: string): AsteriskAccount[] {
  const general = sectionsOf(loaded, "general");
  const taken = new Map(Object.keys(TAKEN).map((name) => [name, settingOf(general, name, "first")]));
  const aliases = lowered(settingOf(general, "aliasescontext", "first")?.value ?? "");
  const found = new Map<string, AsteriskAccount>();
  for (const section of loaded.categories) {
    if (section.isTemplate || ["general", "zonemessages"].includes(lowered(section.name)) || (aliases !== "" && lowered(section.name) === aliases)) continue;
    for (const line of section.variables) {
      const name = `${line.name}@${section.name}`;
      found.set(name, mailbox(name, section, line, taken, by));
    }
  }
  return [...found.values()];
}

function mailbox(name: string, section: Category, line: Variable, taken: Taken, by: string): AsteriskAccount {
  const parts = line.value.split(",");
  const pin = parts[0] ?? "";
  return {
    kind: "mailbox", name, at: line.nameAt, section, caller: true, callee: true,
    options: optionsOf(line, parts.slice(4).join(","), taken, by),
    secrets: [{ ...line, value: pin, at: part(line.at, 0, pin.length) }],
    access: ANYBODY,
    loaded: true, because: null,
  };
}

function optionsOf(line: Variable, written: string, taken: Taken, by: string): Map<string, Fact<string>> {
  const options = new Map<string, Fact<string>>();
  for (const [name, standard] of Object.entries(TAKEN)) {
    const set = taken.get(name) ?? null;
    options.set(name, set === null ? byDefault(standard, line.nameAt, name, by) : setBy(set.value, set));
  }
  let start = line.value.length - written.length;
  for (const piece of written.split("|")) {
    const equals = piece.indexOf("=");
    if (equals > 0) options.set(lowered(piece.slice(0, equals)), setBy(piece.slice(equals + 1), { ...line, name: piece.slice(0, equals), at: part(line.at, start, start + piece.length) }));
    start += piece.length + 1;
  }
  return options;
}

/** A part of a word; the whole place where comments or escapes stand inside. */
function part(word: Word, from: number, to: number): Word {
  const text = word.text.slice(from, to);
  return word.end - word.start === word.text.length ? { file: word.file, text, start: word.start + from, end: word.start + to } : { ...word, text };
}

import { span, type SourceFile, type Span } from "../../source/index.js";
import type { Problem, SavedSet } from "./ast.js";
import { linesOf, splitWords } from "./words.js";

type Sets = Map<string, SavedSet>;

/**
 * Reads what `ipset restore` takes, hence the output of `ipset save` and files written by hand: what the sets hold after
 * the last line. Never throws.
 */
export function parseIpsetSave(file: SourceFile): { readonly sets: ReadonlyMap<string, SavedSet>; readonly problems: readonly Problem[] } {
  const sets: Sets = new Map();
  const problems: Problem[] = [];
  for (const { text, start } of linesOf(file)) {
    const words = splitWords(file, start, text);
    if (words.length === 0 || words[0]?.text.startsWith("#") || words[0]?.text === "COMMIT") continue;
    const at = span(file, start, start + text.length);
    const problem = run(words.map((word) => word.text).filter((word) => word !== "-exist" && word !== "-!"), at, sets);
    if (problem !== null) problems.push({ at, ...problem });
  }
  return { sets, problems };
}

function run([command, name, ...rest]: readonly string[], at: Span, sets: Sets): Omit<Problem, "at"> | null {
  if (command === "flush" && name === undefined) {
    for (const set of sets.values()) set.members.length = 0;
    return null;
  }
  if (command === undefined || name === undefined) return { code: "command-unknown", message: "this is no command of ipset" };
  if (command === "create") {
    // An existing set stays as it is: with -exist, and in a dump nothing is created twice.
    if (!sets.has(name)) sets.set(name, createdSet(name, rest, at));
    return null;
  }
  const set = sets.get(name);
  if (set === undefined) return { code: "set-unknown", message: `no set ${name} was created before` };
  return change(command, set, rest, at, sets);
}

function createdSet(name: string, rest: readonly string[], at: Span): SavedSet {
  const most = Number(rest[rest.indexOf("maxelem") + 1]);
  return {
    name, type: rest[0] ?? "", family: rest.includes("inet6") ? 6 : 4, timeout: rest.includes("timeout"), members: [], at,
    most: rest.includes("maxelem") && Number.isInteger(most) ? most : null, yields: rest.includes("forceadd"),
  };
}

function change(command: string, set: SavedSet, rest: readonly string[], at: Span, sets: Sets): Omit<Problem, "at"> | null {
  const [word] = rest;
  switch (command) {
    case "add":
      if (word !== undefined && !rest.includes("nomatch")) set.members.push({ text: word, at });
      return null;
    case "del":
      set.members.splice(0, set.members.length, ...set.members.filter(({ text }) => text !== word));
      return null;
    case "flush":
      set.members.length = 0;
      return null;
    case "destroy":
      sets.delete(set.name);
      return null;
    case "swap": {
      const other = word === undefined ? undefined : sets.get(word);
      if (other === undefined) return { code: "set-unknown", message: `no set ${word ?? ""} was created before` };
      const held = [...set.members];
      set.members.splice(0, set.members.length, ...other.members);
      other.members.splice(0, other.members.length, ...held);
      return null;
    }
    default:
      return { code: "command-unknown", message: `${command} is no command that is read here` };
  }
}

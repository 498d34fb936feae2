import { span, type SourceFile } from "../../source/index.js";
import type { Problem, SavedSet } from "./ast.js";
import { linesOf, splitWords } from "./words.js";

/** Reads the output of `ipset save`. Never throws. */
export function parseIpsetSave(file: SourceFile): { readonly sets: ReadonlyMap<string, SavedSet>; readonly problems: readonly Problem[] } {
  const sets = new Map<string, SavedSet>();
  const problems: Problem[] = [];
  for (const { text, start } of linesOf(file)) {
    const [command, name, ...rest] = splitWords(file, start, text);
    if (command === undefined || command.text.startsWith("#")) continue;
    const at = span(file, start, start + text.length);
    if (command.text === "create" && name !== undefined) {
      const words = rest.map((word) => word.text);
      sets.set(name.text, { name: name.text, type: words[0] ?? "", family: words.includes("inet6") ? 6 : 4, timeout: words.includes("timeout"), members: [], at });
    } else if (command.text === "add" && name !== undefined) {
      const set = sets.get(name.text);
      if (set === undefined) problems.push({ at, code: "set-unknown", message: `no set ${name.text} was created before` });
      else if (rest[0] !== undefined && !rest.some((word) => word.text === "nomatch")) set.members.push({ text: rest[0].text, at });
    } else problems.push({ at, code: "command-unknown", message: "only create and add are read here" });
  }
  return { sets, problems };
}

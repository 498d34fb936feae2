import type { Match } from "../../exposure/index.js";
import type { NftSet, NftTable, Statement } from "./ast.js";
import { elementsMatch } from "./matches.js";

/** The sets of a table as matches, each read once for every key that looks into it. */
export interface SetReader {
  readonly table: NftTable;
  /** Names of sets that rules of the table put addresses on or take them off. */
  readonly updated: ReadonlySet<string>;
  readonly known: Map<string, Match>;
}

export function setReader(table: NftTable): SetReader {
  const rules = [...table.chains.values()].flatMap((chain) => chain.rules);
  const updated = rules.flatMap(({ statements }) => statements.flatMap((statement: Statement) => (statement.kind === "update" ? [statement.set] : [])));
  return { table, updated: new Set(updated), known: new Map() };
}

/** Whether what was read of a set is all there will be: nothing fills or empties it while the system runs. */
export function isComplete({ name, flags }: NftSet, { updated }: SetReader): boolean {
  return !flags.has("timeout") && !flags.has("dynamic") && !updated.has(name);
}

/** Packets whose key is in a named set. */
export function setMatch(selectors: readonly string[], name: string, reader: SetReader): Match {
  const key = `${name} ${selectors.join(" . ")}`;
  const known = reader.known.get(key);
  if (known !== undefined) return known;
  const made = readSet(selectors, name, reader);
  reader.known.set(key, made);
  return made;
}

function readSet(selectors: readonly string[], name: string, reader: SetReader): Match {
  const set = reader.table.sets.get(name);
  if (set === undefined) return { kind: "unknown", negated: false, text: `@${name}` };
  const complete = isComplete(set, reader);
  const match = elementsMatch(selectors, set.elements);
  switch (match.kind) {
    case "source":
      return { kind: "source-set", negated: false, name, members: match.addresses, complete };
    case "destination":
      return { kind: "destination-set", negated: false, name, members: match.addresses, complete };
    case "any":
      return { ...match, name, complete };
    default:
      return complete ? match : { kind: "any", negated: false, name, alternatives: [[match]], complete };
  }
}

import type { Match } from "../../exposure/index.js";
import type { NftSet, NftTable, Statement } from "./ast.js";

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

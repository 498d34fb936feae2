import type { SourceFile } from "../../source/index.js";
import type { NftRuleset, NftTable } from "./ast.js";
import { readSet, readValues } from "./text-expression.js";
import { Reading } from "./text-reading.js";
import { readChain, readElements, readLimitObject, readRuleOf, readSetOf, readTable } from "./text-table.js";

/**
 * Reads `nft list ruleset` and the files that nft -f takes. Commands act in their order. Never throws; what it cannot read
 * becomes a problem, and a rule with something unreadable in it may do anything from there on.
 */
export function parseNftText(file: SourceFile): NftRuleset {
  const reading = new Reading(file);
  const { cursor } = reading;
  for (cursor.skipEnds(); cursor.peek() !== undefined; cursor.skipEnds()) {
    // A brace that closes nothing.
    if (cursor.at("}")) reading.problem(cursor.index++, "syntax", "this closes no block");
    else reading.guard(() => readCommand(reading));
  }
  return reading.store;
}

function readCommand(reading: Reading): void {
  const { cursor } = reading;
  const start = cursor.index;
  const { text: word } = cursor.take();
  switch (word) {
    case "define": case "redefine": {
      const name = cursor.name();
      cursor.expect("=");
      cursor.variables.set(name, readValues(cursor));
      return;
    }
    case "undefine":
      cursor.variables.delete(cursor.name());
      return;
    case "include":
      cursor.skipStatement();
      return reading.problem(start, "include-outside", "an included file is not read here: rules may be missing");
    case "table":
      return readTable(reading, start);
    case "add": case "create": case "insert": case "replace":
      return add(reading, start, word);
    case "flush": case "delete": case "destroy":
      return remove(reading, start, word);
    default:
      cursor.skipStatement();
      return reading.problem(start, "command-unknown", `the command ${word} is not read here`);
  }
}

function add(reading: Reading, start: number, command: string): void {
  const { cursor } = reading;
  const kind = cursor.peek()?.text ?? "";
  if (["table", "chain", "set", "map", "limit", "quota", "element", "rule", "counter", "flowtable", "ct"].includes(kind)) cursor.take();
  switch (kind) {
    case "table":
      return readTable(reading, start);
    case "chain":
      return readChain(reading, reading.tableName(start), start);
    case "set": case "map":
      return readSetOf(reading, reading.tableName(start), start, kind === "map");
    case "limit": case "quota":
      return readLimitObject(reading, reading.tableName(start), start);
    case "element": {
      const table = reading.tableName(start);
      const name = cursor.name();
      const elements = readElements(reading, cursor.at("$") ? readValues : readSet);
      return reading.store.addElements(table, name, cursor.spanFrom(start), elements);
    }
    case "counter": case "flowtable": case "ct":
      return cursor.skipStatement();
    default:
      return addRule(reading, start, command);
  }
}

/** `add rule inet filter input [handle 4] tcp dport 22 accept`; `rule` may be left out. */
function addRule(reading: Reading, start: number, command: string): void {
  const { cursor } = reading;
  const table = reading.tableName(start);
  const chain = cursor.name();
  const placed = cursor.at("handle") || cursor.at("position") || cursor.at("index");
  if (placed) cursor.index += 2;
  if (placed || command === "replace") reading.problem(start, "rule-placed", "where this rule goes depends on what is loaded: it is read as the last");
  readRuleOf(reading, table, chain, command === "insert" && !placed);
}

function remove(reading: Reading, start: number, command: string): void {
  const { cursor } = reading;
  const { text: kind } = cursor.take();
  if (kind === "ruleset") {
    cursor.skipStatement();
    return command === "flush" ? reading.store.flush() : undefined;
  }
  if (!["table", "chain", "set", "map"].includes(kind)) {
    cursor.skipStatement();
    return reading.problem(start, "command-unknown", `${command} ${kind} is not read here`);
  }
  const family = reading.family();
  const name = cursor.name();
  if (kind !== "table") return removePart(reading, reading.store.table(family, name, cursor.spanFrom(start)), kind, command);
  if (command !== "flush") return reading.store.deleteTable(family, name);
  for (const chain of reading.store.table(family, name, cursor.spanFrom(start)).chains.values()) chain.rules.length = 0;
}

function removePart(reading: Reading, table: NftTable, kind: string, command: string): void {
  const name = reading.cursor.name();
  if (kind === "chain") {
    if (command === "flush") table.chains.get(name)?.rules.splice(0);
    else table.chains.delete(name);
  } else if (command === "flush") table.sets.get(name)?.elements.splice(0);
  else table.sets.delete(name);
}

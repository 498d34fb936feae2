import type { Element, Expression, NftTable } from "./ast.js";
import { Unreadable } from "./cursor.js";
import { lostStatements } from "./lost.js";
import { readValues } from "./text-expression.js";
import { readHook, readPolicy } from "./text-hook.js";
import type { Reading } from "./text-reading.js";
import { readRule, type InlineChain } from "./text-statement.js";

export function readTable(reading: Reading, start: number): void {
  const table = reading.tableName(start);
  if (reading.cursor.at("{")) reading.block(() => readMember(reading, table));
}

function readMember(reading: Reading, table: NftTable): void {
  const { cursor } = reading;
  const start = cursor.index;
  const { text: word } = cursor.take();
  switch (word) {
    case "chain":
      return readChain(reading, table, start);
    case "set": case "map": case "meter":
      return readSetOf(reading, table, start, word === "map");
    case "limit": case "quota":
      return readLimitObject(reading, table, start);
    case "flags":
      table.dormant = cursor.accept("dormant") || table.dormant;
      return cursor.skipStatement();
    case "counter": case "ct": case "flowtable": case "secmark": case "synproxy": case "comment": case "type":
      return cursor.skipStatement();
    case "include":
      cursor.skipStatement();
      return reading.problem(start, "include-outside", "an included file is not read here: rules may be missing");
    default:
      throw new Unreadable(`${word} belongs into no table`);
  }
}

export function readChain(reading: Reading, table: NftTable, start: number): void {
  const name = reading.cursor.name();
  const chain = reading.store.chain(table, name, reading.cursor.spanFrom(start), null);
  if (!reading.cursor.at("{")) return;
  reading.block(() => {
    const at = reading.cursor.index;
    if (reading.cursor.at("type") && reading.cursor.peek(1)?.kind === "word") reading.store.chain(table, name, chain.at, readHook(reading, at));
    else if (reading.cursor.at("policy")) readPolicy(reading, table, name, at);
    else if (reading.cursor.at("comment") || reading.cursor.at("flags") || reading.cursor.at("devices")) reading.cursor.skipStatement();
    else readRuleOf(reading, table, name, false);
  });
}

export function readRuleOf(reading: Reading, table: NftTable, chain: string, first: boolean): void {
  const start = reading.cursor.index;
  const { rule: read, problem } = readRule(reading.cursor, inlineChain(reading, table));
  const { match, target } = lostStatements(reading.cursor.file.text, read.at);
  if (match !== null || target !== null) reading.problem(start, "extension-lost", "a match or target of iptables is left out here: read iptables-save as well");
  const rule = { ...read, statements: [match, ...read.statements, target].filter((statement) => statement !== null) };
  if (problem !== null) reading.problem(start, "rule-partly-read", problem);
  if (rule.statements.length > 0) reading.store.addRule(table, chain, rule, first);
}

/** A chain without a name, in the middle of a rule. */
function inlineChain(reading: Reading, table: NftTable): InlineChain {
  return () => {
    const name = `__chain${reading.inlined++}`;
    reading.store.chain(table, name, reading.cursor.spanFrom(reading.cursor.index), null);
    reading.block(() => readRuleOf(reading, table, name, false));
    return name;
  };
}

export function readSetOf(reading: Reading, table: NftTable, start: number, map: boolean): void {
  const { cursor } = reading;
  const name = cursor.name();
  const at = cursor.spanFrom(start);
  reading.store.set(table, name, at, map, [], []);
  if (!cursor.at("{")) return;
  reading.block(() => {
    const { text: word } = cursor.take();
    switch (word) {
      case "flags":
        do reading.store.set(table, name, at, map, [cursor.name()], []);
        while (cursor.accept(","));
        return;
      case "timeout":
        reading.store.set(table, name, at, map, ["timeout"], []);
        return cursor.skipStatement();
      case "elements":
        cursor.expect("=");
        return reading.store.set(table, name, at, map, [], readElements(reading, readValues));
      case "size":
        return reading.store.size(table, name, cursor.name());
      case "type": case "typeof": case "policy": case "comment": case "auto-merge": case "gc-interval": case "counter": case "limit": case "quota": case "last":
        return cursor.skipStatement();
      default:
        throw new Unreadable(`${word} belongs into no set`);
    }
  });
}

export function readLimitObject(reading: Reading, table: NftTable, start: number): void {
  const { cursor } = reading;
  const name = cursor.name();
  const from = cursor.index;
  cursor.skipStatement();
  const over = cursor.tokens.slice(from, cursor.index).some((token) => token.kind === "word" && token.text === "over");
  table.limits.set(name, { name, at: cursor.spanFrom(start), over });
}

/**
 * The elements of a set. Where they cannot be read to the end, an element that may be anything stands for them; the cursor is
 * left where the trouble is.
 */
export function readElements(reading: Reading, read: (cursor: Reading["cursor"]) => Expression): readonly Element[] {
  const { cursor } = reading;
  const start = cursor.index;
  try {
    const values = read(cursor);
    return values.kind === "set" ? values.elements : [{ key: values, data: null }];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    reading.problem(start, "elements-partly-read", error.message);
    return [{ key: { kind: "unknown", text: error.message }, data: null }];
  }
}

import type { SourceFile } from "../../source/index.js";
import type { NftHook, NftRuleset, NftTable, TableFamily } from "./ast.js";
import { Cursor, Unreadable } from "./cursor.js";
import { PRIORITIES } from "./names.js";
import { isFamily, Store } from "./store.js";
import { lostStatements } from "./lost.js";
import { readSet, readValues } from "./text-expression.js";
import { readRule, type InlineChain } from "./text-statement.js";
import { tokenize } from "./tokens.js";

/**
 * Reads `nft list ruleset` and the files that nft -f takes. Commands act in their order. Never throws; what it cannot read
 * becomes a problem, and a rule with something unreadable in it may do anything from there on.
 */
export function parseNftText(file: SourceFile): NftRuleset {
  return new TextReader(file).read();
}

class TextReader {
  readonly #store = new Store();
  readonly #cursor: Cursor;
  #inlined = 0;

  constructor(file: SourceFile) {
    this.#cursor = new Cursor(file, tokenize(file));
  }

  read(): NftRuleset {
    const cursor = this.#cursor;
    for (cursor.skipEnds(); cursor.peek() !== undefined; cursor.skipEnds()) {
      // A brace that closes nothing.
      if (cursor.at("}")) this.#problem(cursor.index++, "syntax", "this closes no block");
      else this.#guard(() => this.#command());
    }
    return this.#store;
  }

  /** Runs a reader; where it cannot go on, the statement is left behind with a problem. */
  #guard(read: () => void): void {
    const cursor = this.#cursor;
    const start = cursor.index;
    try {
      read();
      if (cursor.atEnd()) return;
      throw new Unreadable("something follows that does not belong here");
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      cursor.index = Math.max(cursor.index, start);
      cursor.skipStatement();
      if (cursor.index === start) cursor.index++;
      this.#problem(start, "syntax", error.message);
    }
  }

  #problem(start: number, code: string, message: string): void {
    this.#store.problem(this.#cursor.spanFrom(start), code, message);
  }

  #command(): void {
    const cursor = this.#cursor;
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
        return this.#problem(start, "include-outside", "an included file is not read here: rules may be missing");
      case "table":
        return this.#table(start);
      case "add": case "create": case "insert": case "replace":
        return this.#add(start, word);
      case "flush": case "delete": case "destroy":
        return this.#remove(start, word);
      default:
        cursor.skipStatement();
        return this.#problem(start, "command-unknown", `the command ${word} is not read here`);
    }
  }

  #family(): TableFamily {
    const { text } = this.#cursor.peek() ?? { text: "" };
    if (!isFamily(text)) return "ip";
    this.#cursor.take();
    return text;
  }

  #tableName(start: number): NftTable {
    const family = this.#family();
    const name = this.#cursor.name();
    return this.#store.table(family, name, this.#cursor.spanFrom(start));
  }

  #table(start: number): void {
    const table = this.#tableName(start);
    if (this.#cursor.at("{")) this.#block(() => this.#member(table));
  }

  /** Reads the statements between braces. */
  #block(read: () => void): void {
    const cursor = this.#cursor;
    cursor.nested(() => {
      cursor.expect("{");
      for (cursor.skipEnds(); !cursor.accept("}"); cursor.skipEnds()) {
        if (cursor.peek() === undefined) throw new Unreadable("the block is not closed");
        this.#guard(read);
      }
    });
  }

  #member(table: NftTable): void {
    const cursor = this.#cursor;
    const start = cursor.index;
    const { text: word } = cursor.take();
    switch (word) {
      case "chain":
        return this.#chain(table, start);
      case "set": case "map": case "meter":
        return this.#set(table, start, word === "map");
      case "limit": case "quota":
        return this.#limit(table, start);
      case "flags":
        table.dormant = cursor.accept("dormant") || table.dormant;
        return cursor.skipStatement();
      case "counter": case "ct": case "flowtable": case "secmark": case "synproxy": case "comment": case "type":
        return cursor.skipStatement();
      case "include":
        cursor.skipStatement();
        return this.#problem(start, "include-outside", "an included file is not read here: rules may be missing");
      default:
        throw new Unreadable(`${word} belongs into no table`);
    }
  }

  #chain(table: NftTable, start: number): void {
    const name = this.#cursor.name();
    const chain = this.#store.chain(table, name, this.#cursor.spanFrom(start), null);
    if (!this.#cursor.at("{")) return;
    this.#block(() => {
      const at = this.#cursor.index;
      if (this.#cursor.at("type") && this.#cursor.peek(1)?.kind === "word") this.#store.chain(table, name, chain.at, this.#hook(at));
      else if (this.#cursor.at("policy")) this.#policy(table, name, at);
      else if (this.#cursor.at("comment") || this.#cursor.at("flags") || this.#cursor.at("devices")) this.#cursor.skipStatement();
      else this.#rule(table, name, false);
    });
  }

  /** `type filter hook input priority filter + 10; policy drop;` */
  #hook(start: number): NftHook {
    const cursor = this.#cursor;
    cursor.expect("type");
    const type = cursor.name();
    cursor.expect("hook");
    const hook = cursor.name();
    const devices = this.#devices();
    const priority = cursor.accept("priority") ? this.#priority() : 0;
    if (priority === null) this.#problem(start, "priority-unknown", "the priority of this chain is not known");
    return { type, hook, priority, policy: null, policyAt: cursor.spanFrom(start), devices };
  }

  #devices(): string[] {
    const cursor = this.#cursor;
    if (!cursor.accept("device") && !cursor.accept("devices")) return [];
    cursor.accept("=");
    const values = readValues(cursor);
    const items = values.kind === "set" ? values.elements.map(({ key }) => key) : [values];
    return items.flatMap((item) => (item.kind === "literal" ? [item.text] : []));
  }

  /** A name, a number, and what is added to it. */
  #priority(): number | null {
    const cursor = this.#cursor;
    const term = (): number | null => {
      const sign = cursor.accept("-") ? -1 : 1;
      const value = cursor.at("$") ? readValues(cursor) : { kind: "literal", text: cursor.name() } as const;
      if (value.kind !== "literal") return null;
      const number = Object.hasOwn(PRIORITIES, value.text) ? (PRIORITIES[value.text] ?? 0) : Number(value.text);
      return Number.isInteger(number) ? sign * number : null;
    };
    let sum = term();
    while (cursor.at("+") || cursor.at("-")) {
      const sign = cursor.take().text === "-" ? -1 : 1;
      const next = term();
      sum = sum === null || next === null ? null : sum + sign * next;
    }
    return sum;
  }

  #policy(table: NftTable, name: string, start: number): void {
    const cursor = this.#cursor;
    cursor.expect("policy");
    const value = readValues(cursor);
    const chain = table.chains.get(name);
    if (chain?.hook === null || chain === undefined || value.kind !== "literal") throw new Unreadable("a policy belongs to a base chain");
    chain.hook = { ...chain.hook, policy: value.text === "drop" ? "drop" : "accept", policyAt: cursor.spanFrom(start) };
  }

  #rule(table: NftTable, chain: string, first: boolean): void {
    const start = this.#cursor.index;
    const { rule: read, problem } = readRule(this.#cursor, this.#inline(table));
    const { match, target } = lostStatements(this.#cursor.file.text, read.at);
    if (match !== null || target !== null) this.#problem(start, "extension-lost", "a match or target of iptables is left out here: read iptables-save as well");
    const rule = { ...read, statements: [match, ...read.statements, target].filter((statement) => statement !== null) };
    if (problem !== null) this.#problem(start, "rule-partly-read", problem);
    if (rule.statements.length > 0) this.#store.addRule(table, chain, rule, first);
  }

  /** A chain without a name, in the middle of a rule. */
  #inline(table: NftTable): InlineChain {
    return () => {
      const name = `__chain${this.#inlined++}`;
      this.#store.chain(table, name, this.#cursor.spanFrom(this.#cursor.index), null);
      this.#block(() => this.#rule(table, name, false));
      return name;
    };
  }

  #set(table: NftTable, start: number, map: boolean): void {
    const cursor = this.#cursor;
    const name = cursor.name();
    const at = cursor.spanFrom(start);
    this.#store.set(table, name, at, map, [], []);
    if (!cursor.at("{")) return;
    this.#block(() => {
      const { text: word } = cursor.take();
      switch (word) {
        case "flags":
          do this.#store.set(table, name, at, map, [cursor.name()], []);
          while (cursor.accept(","));
          return;
        case "timeout":
          this.#store.set(table, name, at, map, ["timeout"], []);
          return cursor.skipStatement();
        case "elements": {
          cursor.expect("=");
          const values = readValues(cursor);
          return this.#store.set(table, name, at, map, [], values.kind === "set" ? values.elements : [{ key: values, data: null }]);
        }
        case "type": case "typeof": case "size": case "policy": case "comment": case "auto-merge": case "gc-interval": case "counter": case "limit": case "quota": case "last":
          return cursor.skipStatement();
        default:
          throw new Unreadable(`${word} belongs into no set`);
      }
    });
  }

  #limit(table: NftTable, start: number): void {
    const cursor = this.#cursor;
    const name = cursor.name();
    const from = cursor.index;
    cursor.skipStatement();
    const over = cursor.tokens.slice(from, cursor.index).some((token) => token.kind === "word" && token.text === "over");
    table.limits.set(name, { name, at: cursor.spanFrom(start), over });
  }

  #add(start: number, command: string): void {
    const cursor = this.#cursor;
    const kind = cursor.peek()?.text ?? "";
    if (["table", "chain", "set", "map", "limit", "quota", "element", "rule", "counter", "flowtable", "ct"].includes(kind)) cursor.take();
    switch (kind) {
      case "table":
        return this.#table(start);
      case "chain":
        return this.#chain(this.#tableName(start), start);
      case "set": case "map":
        return this.#set(this.#tableName(start), start, kind === "map");
      case "limit": case "quota":
        return this.#limit(this.#tableName(start), start);
      case "element": {
        const table = this.#tableName(start);
        const name = cursor.name();
        const values = cursor.at("$") ? readValues(cursor) : readSet(cursor);
        return this.#store.addElements(table, name, cursor.spanFrom(start), values.kind === "set" ? values.elements : []);
      }
      case "counter": case "flowtable": case "ct":
        return cursor.skipStatement();
      default:
        return this.#addRule(start, command);
    }
  }

  /** `add rule inet filter input [handle 4] tcp dport 22 accept`; `rule` may be left out. */
  #addRule(start: number, command: string): void {
    const cursor = this.#cursor;
    const table = this.#tableName(start);
    const chain = cursor.name();
    const placed = cursor.at("handle") || cursor.at("position") || cursor.at("index");
    if (placed) cursor.index += 2;
    if (placed || command === "replace") this.#problem(start, "rule-placed", "where this rule goes depends on what is loaded: it is read as the last");
    this.#rule(table, chain, command === "insert" && !placed);
  }

  #remove(start: number, command: string): void {
    const cursor = this.#cursor;
    const { text: kind } = cursor.take();
    if (kind === "ruleset") {
      cursor.skipStatement();
      return command === "flush" ? this.#store.flush() : undefined;
    }
    if (!["table", "chain", "set", "map"].includes(kind)) {
      cursor.skipStatement();
      return this.#problem(start, "command-unknown", `${command} ${kind} is not read here`);
    }
    const family = this.#family();
    const name = cursor.name();
    if (kind !== "table") return this.#removePart(this.#store.table(family, name, cursor.spanFrom(start)), kind, command);
    if (command !== "flush") return this.#store.deleteTable(family, name);
    for (const chain of this.#store.table(family, name, cursor.spanFrom(start)).chains.values()) chain.rules.length = 0;
  }

  #removePart(table: NftTable, kind: string, command: string): void {
    const name = this.#cursor.name();
    if (kind === "chain") {
      if (command === "flush") table.chains.get(name)?.rules.splice(0);
      else table.chains.delete(name);
    } else if (command === "flush") table.sets.get(name)?.elements.splice(0);
    else table.sets.delete(name);
  }
}

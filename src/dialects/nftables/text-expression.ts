import type { Decision, Element, Expression } from "./ast.js";
import { Unreadable, type Cursor } from "./cursor.js";
import { readSelector } from "./text-selector.js";

/** `ip saddr`, `ip saddr . tcp dport`, `tcp flags & (fin | syn)`. */
export function readKey(cursor: Cursor): Expression {
  const read = (): Expression => readOperation(cursor, readLookup);
  const parts = [read()];
  while (cursor.accept(".")) parts.push(read());
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "concat", parts };
}

/** What a key is compared with: a value, `a,b`, a range, `{ ... }`, `@name`. */
export function readValues(cursor: Cursor): Expression {
  if (cursor.at("{")) return readSet(cursor);
  const items = [readElementKey(cursor)];
  while (cursor.accept(",")) items.push(readElementKey(cursor));
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: "list", items };
}

/** `{ a, b : accept, 10.0.0.0/8 . 22 timeout 1h }`; line breaks and a last comma are allowed. */
export function readSet(cursor: Cursor): Expression {
  return cursor.nested(() => {
    cursor.expect("{");
    const elements: Element[] = [];
    for (cursor.skipLines(); !cursor.at("}"); cursor.skipLines()) {
      elements.push(...readElement(cursor));
      cursor.skipLines();
      if (!cursor.accept(",") && !cursor.at("}")) throw new Unreadable("a comma is missing between the elements");
    }
    cursor.expect("}");
    return { kind: "set", elements };
  });
}

const OPTIONS: ReadonlySet<string> = new Set(["timeout", "expires", "comment", "counter", "limit", "quota", "last", "ct"]);

function readElement(cursor: Cursor): Element[] {
  const key = readElementKey(cursor);
  skipOptions(cursor);
  // A variable that is a set itself stands for its elements.
  if (key.kind === "set" && !cursor.at(":")) return [...key.elements];
  if (!cursor.accept(":")) return [{ key, data: null }];
  cursor.skipLines();
  const data = readDecision(cursor) ?? readElementKey(cursor);
  skipOptions(cursor);
  return [{ key, data }];
}

/** Time left, comments and counters of an element. */
function skipOptions(cursor: Cursor): void {
  if (!OPTIONS.has(cursor.peek()?.text ?? "") || cursor.peek()?.kind !== "word") return;
  while (!cursor.at(",") && !cursor.at("}") && !cursor.at(":") && cursor.peek()?.text !== "\n") cursor.take();
}

function readElementKey(cursor: Cursor): Expression {
  const parts = [readRange(cursor)];
  while (cursor.accept(".")) {
    cursor.skipLines();
    parts.push(readRange(cursor));
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "concat", parts };
}

function readRange(cursor: Cursor): Expression {
  const from = readOperation(cursor, readPrimary);
  return cursor.accept("-") ? { kind: "range", from, to: readOperation(cursor, readPrimary) } : from;
}

const OPERATORS: Readonly<Record<string, string>> = { "&": "&", "|": "|", "^": "^", "<<": "<<", ">>": ">>", and: "&", or: "|", xor: "^", lshift: "<<", rshift: ">>" };

function readOperation(cursor: Cursor, readFirst: (cursor: Cursor) => Expression): Expression {
  let left = readFirst(cursor);
  for (let token = cursor.peek(); token !== undefined && token.kind !== "string"; token = cursor.peek()) {
    const operator = Object.hasOwn(OPERATORS, token.text) ? OPERATORS[token.text] : undefined;
    if (operator === undefined) break;
    cursor.take();
    left = { kind: "binary", operator, left, right: readPrimary(cursor) };
  }
  return left;
}

/** What is looked up of the packet, where a key stands; words like `tcp` mean something else where a value stands. */
function readLookup(cursor: Cursor): Expression {
  const selector = readSelector(cursor);
  return selector === null ? readPrimary(cursor) : { kind: "selector", name: selector };
}

function readPrimary(cursor: Cursor): Expression {
  if (cursor.accept("(")) {
    const inner = cursor.nested(() => readValues(cursor));
    cursor.expect(")");
    return inner;
  }
  if (cursor.at("{")) return readSet(cursor);
  if (cursor.accept("*")) return { kind: "catch-all" };
  if (cursor.accept("$")) return variable(cursor);
  if (cursor.accept("[")) {
    const inner = readPrimary(cursor);
    cursor.expect("]");
    return inner;
  }
  if (cursor.accept("@")) return { kind: "set-name", name: cursor.name() };
  return readLiteral(cursor);
}

function variable(cursor: Cursor): Expression {
  const name = cursor.name();
  return cursor.variables.get(name) ?? { kind: "unknown", text: `$${name}` };
}

function readLiteral(cursor: Cursor): Expression {
  const token = cursor.take();
  if (token.kind === "string") return { kind: "literal", text: token.text };
  if (token.kind !== "word" && token.kind !== "number" && token.kind !== "address") throw new Unreadable(`${token.text} is no value`);
  const text = token.text === "\\*" ? "*" : token.text;
  if (!cursor.at("/") || cursor.peek(1)?.kind !== "number" || token.kind === "word") return { kind: "literal", text };
  cursor.take();
  const length = Number(cursor.take().text);
  return Number.isInteger(length) ? { kind: "prefix", base: text, length } : { kind: "unknown", text };
}

/** A verdict, or null where there is something else. */
export function readDecision(cursor: Cursor): Decision | null {
  const word = cursor.peek()?.kind === "word" ? cursor.peek()?.text : undefined;
  switch (word) {
    case "accept": case "drop": case "continue": case "return":
      cursor.take();
      return { kind: "verdict", verdict: word };
    case "jump": case "goto":
      if (cursor.at("{", 1)) return null;
      cursor.take();
      return { kind: "verdict", verdict: word, chain: chainName(cursor) };
    default:
      return null;
  }
}

function chainName(cursor: Cursor): string {
  if (!cursor.accept("$")) return cursor.name();
  const value = variable(cursor);
  return value.kind === "literal" ? value.text : "";
}

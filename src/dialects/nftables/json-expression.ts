import type { Decision, Element, Expression } from "./ast.js";
import { brief, isList, member, onlyMember, textOf, type Json } from "./json-objects.js";

const DEEPEST = 40;

/** Reads an expression of libnftables-json(5). What it does not know becomes `unknown`. */
export function readExpression(value: Json, depth = 0): Expression {
  if (depth > DEEPEST) return { kind: "unknown", text: "nested too deep" };
  if (typeof value === "string") return value === "*" ? { kind: "catch-all" } : value.startsWith("@") ? { kind: "set-name", name: value.slice(1) } : { kind: "literal", text: value };
  if (typeof value === "number") return { kind: "literal", text: String(value) };
  if (typeof value === "boolean") return { kind: "literal", text: value ? "exists" : "missing" };
  if (isList(value)) return { kind: "list", items: value.map((item) => readExpression(item, depth + 1)) };
  return readObject(value, depth);
}

function readObject(value: Json, depth: number): Expression {
  const entry = onlyMember(value);
  if (entry === null) return { kind: "unknown", text: brief(value) };
  const [name, inner] = entry;
  const inside = (each: Json): Expression => readExpression(each, depth + 1);
  switch (name) {
    case "prefix":
      return readPrefix(inner);
    case "range":
      return isList(inner) && inner[0] !== undefined && inner[1] !== undefined ? { kind: "range", from: inside(inner[0]), to: inside(inner[1]) } : unknown(value);
    case "set":
      return { kind: "set", elements: (isList(inner) ? inner : [inner]).map((each) => readElement(each, depth + 1)) };
    case "concat":
      return isList(inner) ? { kind: "concat", parts: inner.map(inside) } : unknown(value);
    case "elem":
      return inside(member(inner, "val") ?? inner);
    case "map": {
      const [key, data] = [member(inner, "key"), member(inner, "data")];
      return key === undefined || data === undefined ? unknown(value) : { kind: "map", key: inside(key), data: inside(data) };
    }
    case "&": case "|": case "^": case "<<": case ">>":
      return readBinary(name, inner, depth) ?? unknown(value);
  }
  const selector = readSelector(name, inner);
  return selector === null ? unknown(value) : { kind: "selector", name: selector };
}

function unknown(value: Json): Expression {
  return { kind: "unknown", text: brief(value) };
}

function readPrefix(inner: Json): Expression {
  const [base, length] = [textOf(member(inner, "addr")), member(inner, "len")];
  return base !== null && typeof length === "number" ? { kind: "prefix", base, length } : { kind: "unknown", text: brief(inner) };
}

/** Two operands, or more of the same operator. */
function readBinary(operator: string, inner: Json, depth: number): Expression | null {
  if (!isList(inner) || inner.length < 2) return null;
  return inner.map((each) => readExpression(each, depth + 1)).reduce((left, right) => ({ kind: "binary", operator, left, right }));
}

/** An element of a set: a key, `{"elem": {"val": key, ...}}`, or `[key, data]` in a map. */
export function readElement(value: Json, depth = 0): Element {
  if (isList(value) && value.length === 2 && value[0] !== undefined && value[1] !== undefined) {
    return { key: readExpression(value[0], depth), data: readDecision(value[1]) ?? readExpression(value[1], depth) };
  }
  return { key: readExpression(value, depth), data: null };
}

export function readDecision(value: Json): Decision | null {
  const entry = onlyMember(value);
  if (entry === null) return null;
  const [name, inner] = entry;
  switch (name) {
    case "accept": case "drop": case "continue": case "return":
      return { kind: "verdict", verdict: name };
    case "jump": case "goto": {
      const chain = textOf(member(inner, "target"));
      return chain === null ? null : { kind: "verdict", verdict: name, chain };
    }
    default:
      return null;
  }
}

/** The words by which the text calls the same thing. */
function readSelector(name: string, inner: Json): string | null {
  const key = textOf(member(inner, "key"));
  switch (name) {
    case "payload": {
      const [protocol, field] = [textOf(member(inner, "protocol")), textOf(member(inner, "field"))];
      if (protocol !== null && field !== null) return `${protocol} ${field}`;
      const raw = ["base", "offset", "len"].map((each) => textOf(member(inner, each)));
      return raw.includes(null) ? null : `@${raw.join(",")}`;
    }
    case "meta":
      return key === null ? null : `meta ${key}`;
    case "ct": {
      const direction = textOf(member(inner, "dir"));
      return key === null ? null : direction === null ? `ct ${key}` : `ct ${direction} ${key}`;
    }
    case "fib": {
      const [result, flags] = [textOf(member(inner, "result")), member(inner, "flags")];
      const names = isList(flags) ? flags.map(textOf) : [textOf(flags)];
      return result === null || names.includes(null) ? null : `fib ${names.join(" . ")} ${result}`;
    }
    case "exthdr": case "tcp option": case "ip option": case "sctp chunk": {
      const [header, field] = [textOf(member(inner, "name")), textOf(member(inner, "field"))];
      return `${name} ${header ?? brief(inner)}${field === null ? "" : ` ${field}`}`;
    }
    case "socket": case "rt":
      return key === null ? null : `${name} ${key}`;
    case "osf":
      return "osf name";
    case "numgen": case "jhash": case "symhash": case "ipsec":
      return name;
    default:
      return null;
  }
}

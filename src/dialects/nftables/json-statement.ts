import { packetRate } from "../../exposure/index.js";
import type { Comparison, Expression, Statement } from "./ast.js";
import { readDecision, readExpression } from "./json-expression.js";
import { brief, isList, member, onlyMember, textOf, type Json } from "./json-objects.js";

const COMPARISONS: Readonly<Record<string, Comparison>> = { in: "implicit", "==": "==", "!=": "!=", "!": "!", "<": "<", "<=": "<=", ">": ">", ">=": ">=" };
const PASSING: ReadonlySet<string> = new Set(["counter", "log", "last", "flow", "ct helper", "ct timeout", "ct expectation", "secmark", "dup"]);

/** Reads a statement of libnftables-json(5). What it does not know becomes `unknown`. */
export function readStatement(value: Json): Statement {
  const decision = readDecision(value);
  if (decision !== null) return decision;
  const entry = onlyMember(value);
  if (entry === null) return unknown(value);
  const [name, inner] = entry;
  if (name === "ct helper" && typeof inner === "string") return { kind: "passing", name, object: inner };
  if (PASSING.has(name)) return { kind: "passing", name };
  switch (name) {
    case "match":
      return readMatch(inner) ?? unknown(value);
    case "vmap": {
      const [key, data] = [member(inner, "key"), member(inner, "data")];
      return key === undefined || data === undefined ? unknown(value) : { kind: "vmap", key: readExpression(key), data: readExpression(data) };
    }
    case "limit": case "quota": case "ct count":
      return readLimit(name, inner);
    case "reject":
      return { kind: "reject", with: textOf(member(inner, "type")) };
    case "dnat": case "redirect": case "tproxy": case "snat": case "masquerade":
      return readNat(name, inner);
    case "xt":
      return readExtension(inner) ?? unknown(value);
    case "queue": case "synproxy": case "fwd":
      return { kind: "unknown", text: name };
    case "notrack":
      return { kind: "notrack" };
    case "set": case "map":
      return readUpdate(member(inner, "elem"), textOf(member(inner, "set") ?? member(inner, "map")), textOf(member(inner, "op")), member(inner, "stmt")) ?? unknown(value);
    case "meter":
      return readUpdate(member(inner, "key"), textOf(member(inner, "name")), "update", member(inner, "stmt")) ?? unknown(value);
    case "mangle": {
      const [key, written] = [member(inner, "key"), member(inner, "value")];
      return key === undefined || written === undefined ? unknown(value) : { kind: "write", target: readExpression(key), value: readExpression(written) };
    }
    default:
      return unknown(value);
  }
}

/** Of iptables: a match narrows the rule in a way that is not shown, a target may do anything. */
function readExtension(inner: Json): Statement | null {
  const [type, name] = [textOf(member(inner, "type")), textOf(member(inner, "name"))];
  if (type === "target") return { kind: "unknown", text: `xt target ${name ?? ""}` };
  if (type !== "match") return null;
  return { kind: "match", comparison: "implicit", left: { kind: "unknown", text: `xt match ${name ?? ""}` }, right: { kind: "literal", text: "" } };
}

function unknown(value: Json): Statement {
  return { kind: "unknown", text: brief(value) };
}

function readMatch(inner: Json): Statement | null {
  const [operator, left, right] = [textOf(member(inner, "op")) ?? "==", member(inner, "left"), member(inner, "right")];
  const comparison = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
  return comparison === undefined || left === undefined || right === undefined ? null : { kind: "match", comparison, left: readExpression(left), right: readExpression(right) };
}

/** The text is what the other spelling says. */
function readLimit(name: "limit" | "quota" | "ct count", inner: Json): Statement {
  const what = name === "limit" ? "rate" : name === "quota" ? "quota" : "connections";
  if (typeof inner === "string") return { kind: "limit", what, over: false, name: inner, text: `${name} ${inner}` };
  const over = member(inner, "inv") === true;
  const [rate, unit, per, value, valueUnit] = ["rate", "rate_unit", "per", "val", "val_unit"].map((key) => textOf(member(inner, key)));
  const amount = [rate ?? value, (unit === "packets" ? null : unit) ?? valueUnit].filter((word) => typeof word === "string").join(" ");
  const packets = what === "rate" ? packetRate(`${amount}${typeof per === "string" ? `/${per}` : ""}`, Number(textOf(member(inner, "burst")) ?? NaN) || null) : null;
  return { kind: "limit", what, over, name: null, ...(packets === null ? {} : { rate: packets }), text: `${name}${name === "limit" ? " rate" : ""}${over ? " over" : ""} ${amount}${typeof per === "string" ? `/${per}` : ""}` };
}

function readNat(type: "dnat" | "redirect" | "tproxy" | "snat" | "masquerade", inner: Json): Statement {
  const part = (key: string): Expression | null => {
    const value = member(inner, key);
    return value === undefined ? null : readExpression(value);
  };
  const family = textOf(member(inner, "family"));
  return { kind: "nat", type, family: family === "ip" || family === "ip6" ? family : null, address: part("addr"), port: part("port") };
}

function readUpdate(key: Json | undefined, set: string | null, operation: string | null, stmt: Json | undefined): Statement | null {
  if (key === undefined || set === null) return null;
  const statements = stmt === undefined ? [] : isList(stmt) ? stmt : [stmt];
  return { kind: "update", set: set.replace(/^@/, ""), removes: operation === "delete", key: readExpression(key), statements: statements.map(readStatement) };
}

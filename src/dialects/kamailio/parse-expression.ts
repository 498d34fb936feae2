import type { BinaryOperator, Expression, Field, Text, Unary, Value } from "./ast.js";
import { shown, type Cursor } from "./cursor.js";
import { parseActions } from "./parse-statement.js";
import type { Token } from "./token.js";

/** Binding strength, loosest first (src/core/cfg.y: %left declarations). */
const STRENGTH: ReadonlyMap<string, number> = new Map(
  ([["||"], ["&&"], ["|"], ["&"], ["^"], ["<<"], [">>"], ["==", "!=", "=~", "eq", "ne", "ieq", "ine"], ["<", ">", "<=", ">="], ["+", "-"], ["*", "/", "mod"]] as const)
    .flatMap((level, strength) => level.map((operator) => [operator, strength + 1] as const)),
);

/** Message fields that stand without a sigil (cfg.y: exp_elem). */
export const FIELDS: ReadonlySet<string> = new Set([
  "method", "uri", "from_uri", "to_uri", "src_ip", "src_port", "dst_ip", "dst_port", "proto", "af", "msg:len", "max_len",
  "snd_ip", "snd_port", "snd_proto", "snd_af", "to_ip", "to_port", "myself", "status", "uri:host", "uri:port",
]);

/** Core functions whose arguments may be bare words; a module's may not. */
const TAKES_WORDS: ReadonlySet<string> = new Set([
  "route", "setflag", "resetflag", "isflagset", "setavpflag", "resetavpflag", "isavpflagset", "forward", "forward_udp", "forward_tcp", "forward_tls", "forward_sctp", "force_send_socket",
  "set_advertised_address", "udp_mtu_try_proto", "cfg_select", "cfg_reset", "drop", "exit", "return",
]);

export function parseExpression(cursor: Cursor, weakest = 0): Expression {
  return cursor.nested(() => continueExpression(cursor, parseUnary(cursor), weakest));
}

/** The operators that follow what was read already. */
export function continueExpression(cursor: Cursor, first: Expression, weakest = 0): Expression {
  let left = first;
  for (;;) {
    const operator = cursor.peek();
    const strength = operator.kind === "punct" ? (STRENGTH.get(operator.text) ?? 0) : 0;
    if (strength <= weakest) return left;
    cursor.next();
    const right = parseExpression(cursor, strength);
    left = { kind: "binary", operator: operator.text as BinaryOperator, left, right, at: cursor.since(left.at) };
  }
}

/** A field and what it is compared with are one element, so `!uri == myself` denies the comparison (cfg.y: exp_elem). */
function parseComparison(cursor: Cursor, left: Field): Expression {
  const operator = cursor.peek();
  const strength = operator.kind === "punct" ? (STRENGTH.get(operator.text) ?? 0) : 0;
  if (!COMPARISONS.has(operator.text) || strength === 0) return left;
  cursor.next();
  const right = parseFieldOperand(cursor, strength);
  return { kind: "binary", operator: operator.text as BinaryOperator, left, right, at: cursor.since(left.at) };
}

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "=~", "eq", "ne", "<", ">", "<=", ">="]);

/** What a message field is compared with may be a bare word, an address or a network. */
function parseFieldOperand(cursor: Cursor, strength: number): Expression {
  const token = cursor.peek();
  const bare = (token.kind === "id" && !FIELDS.has(token.text) && !isFunctionWord(token.text)) || token.kind === "ipv6" || token.kind === "number" || token.text === "[" || token.text === "*";
  return bare ? parseWord(cursor) : parseExpression(cursor, strength);
}

function isFunctionWord(text: string): boolean {
  return ["strlen", "strempty", "selval", "defined"].includes(text);
}

/** `192.0.2.0/24`, `sip.example.org`, `eth0`, `UDP`, `[2001:db8::1]`: tokens that stand without a gap. */
export function parseWord(cursor: Cursor): Value {
  const first = cursor.next();
  let value = first.text;
  const bracket = first.text === "[";
  for (;;) {
    const token = cursor.peek();
    const part = ["id", "number", "ipv6"].includes(token.kind) || [".", "-", "/"].includes(token.text) || (bracket && (token.text === "]" || token.text === ":"));
    if (!token.glued || !part) break;
    cursor.next();
    value += token.text;
    if (token.text === "]") break;
  }
  const at = cursor.since(first.at);
  if (first.kind === "number" && value === first.text) return { kind: "number", value: Number(first.value), text: first.text, at, via: first.via };
  return { kind: "word", value, at, via: first.via };
}

const UNARY: ReadonlySet<string> = new Set(["!", "-", "~", "(int)", "(str)"]);

function parseUnary(cursor: Cursor): Expression {
  const token = cursor.peek();
  const isDefined = token.kind === "id" && token.text === "defined";
  if (!isDefined && !(token.kind === "punct" && UNARY.has(token.text))) return parsePrimary(cursor);
  cursor.next();
  // Every unary operator binds tighter than every binary one (cfg.y: %right NOT UNARY …), so its operand is unary too.
  const operand = cursor.nested(() => parseUnary(cursor));
  return { kind: "unary", operator: token.text as Unary["operator"], operand, at: cursor.since(token.at) };
}

function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.peek();
  switch (token.kind) {
    case "pv":
      cursor.next();
      return { kind: "pv", text: String(token.value), at: token.at, via: token.via };
    case "string":
      cursor.next();
      return { kind: "string", value: String(token.value), at: token.at, via: token.via };
    case "number":
    case "ipv6":
      return parseWord(cursor);
    case "id":
      return parseName(cursor);
    case "punct":
      return parseGroup(cursor, token);
    case "event-name":
    case "substitution":
    case "end":
      return cursor.fail(token.at, "syntax", `an expression is expected, not ${shown(token)}`);
  }
}

function parseGroup(cursor: Cursor, token: Token): Expression {
  if (token.text === "(") {
    return parseGroupAfter(cursor, cursor.next());
  }
  if (token.text === "{") {
    cursor.next();
    const body = parseActions(cursor, token.at);
    cursor.expect("}", "block");
    return { kind: "block", body, at: cursor.since(token.at) };
  }
  if (token.text === "[") return parseWord(cursor);
  return cursor.fail(token.at, "syntax", `an expression is expected, not ${shown(token)}`);
}

/** What stands between parentheses, the opening one read; its place includes them. */
export function parseGroupAfter(cursor: Cursor, open: Token): Expression {
  const inner = cursor.nested(() => parseAssignmentTo(cursor, parseExpression(cursor)));
  cursor.expect(")", "expression");
  return { ...inner, at: cursor.since(open.at) };
}

/** `lval = expr`, which may also stand inside parentheses as an expression. */
export function parseAssignmentTo(cursor: Cursor, target: Expression): Expression {
  const operator = cursor.peek();
  if (operator.kind !== "punct" || operator.text !== "=") return target;
  if (target.kind !== "pv" || target.text.startsWith("@")) cursor.fail(target.at, "assignment-target", "only a variable can be assigned to");
  cursor.next();
  const value = parseExpression(cursor);
  return { kind: "assignment", target, operator: "=", value, at: cursor.since(target.at) };
}

/** Core functions that may stand without parentheses (cfg.y: cmd). */
const BARE: ReadonlySet<string> = new Set([
  "force_rport", "add_rport", "revert_uri", "force_tcp_alias", "add_tcp_alias", "add_local_rport", "set_forward_no_connect", "set_reply_no_connect", "set_forward_close", "set_reply_close",
]);

function parseName(cursor: Cursor): Expression {
  const token = cursor.next();
  const name: Text = { value: token.text, at: token.at, via: token.via };
  if (cursor.is("(")) return parseCall(cursor, name);
  if (FIELDS.has(token.text)) return parseComparison(cursor, { kind: "field", name: token.text, at: token.at });
  if (BARE.has(token.text)) return { kind: "call", name, args: [], at: token.at };
  return { kind: "word", value: token.text, at: token.at, via: token.via };
}

/** Host names in `forward(sip.example.org)`. */
function continueHost(cursor: Cursor, first: Expression): Expression {
  if (first.kind !== "word") return first;
  let { value } = first;
  while ((cursor.is(".") || cursor.is("-")) && cursor.peek().glued) {
    value += cursor.next().text;
    const part = cursor.peek();
    if (part.kind === "id" || part.kind === "number") value += cursor.next().text;
  }
  return { ...first, value, at: cursor.since(first.at) };
}

/** Core functions whose argument is an address as `listen` takes it. */
const SOCKETS: ReadonlySet<string> = new Set(["force_send_socket", "set_advertised_address"]);

/** `udp:192.0.2.1:5060` up to the closing parenthesis, as one word. */
function parseSocketWord(cursor: Cursor): Expression {
  const first = cursor.next();
  if (first.kind === "string" && cursor.is(")")) return { kind: "string", value: String(first.value), at: first.at, via: first.via };
  let value = first.kind === "string" ? String(first.value) : first.text;
  while (["id", "number", "ipv6", "string"].includes(cursor.peek().kind) || [".", "-", ":", "[", "]", "*"].includes(cursor.peek().text)) value += cursor.next().text;
  if (!["id", "number", "ipv6", "string"].includes(first.kind) && first.text !== "[") cursor.fail(first.at, "syntax", `an address is expected, not ${shown(first)}`);
  return { kind: "word", value, at: cursor.since(first.at), via: first.via };
}

/** Core functions whose argument may be a host name, dots and dashes and all. */
const HOSTS: ReadonlySet<string> = new Set(["forward", "forward_udp", "forward_tcp", "forward_tls", "forward_sctp"]);

export function parseCall(cursor: Cursor, name: Text): Expression {
  cursor.expect("(", `call of ${name.value}`);
  const args: Expression[] = SOCKETS.has(name.value) ? [parseSocketWord(cursor)] : [];
  while (!cursor.is(")")) {
    if (args.length > 0) cursor.expect(",", `arguments of ${name.value}`);
    if (args.length > 0 && cursor.is(")")) cursor.fail(cursor.peek().at, "syntax", `an argument of ${name.value} is missing after the comma`);
    const arg = HOSTS.has(name.value) ? continueHost(cursor, parseExpression(cursor)) : parseExpression(cursor);
    if (arg.kind === "word" && !TAKES_WORDS.has(name.value)) cursor.report(arg.at, "fatal", "argument-bare-word", `${name.value}() takes strings, numbers and variables, not the bare word ${arg.value}`);
    args.push(parseAssignmentTo(cursor, arg));
  }
  cursor.expect(")", `call of ${name.value}`);
  return { kind: "call", name, args, at: cursor.since(name.at) };
}

import { packetRate } from "../../exposure/index.js";
import type { Comparison, Expression, NftRule, Statement } from "./ast.js";
import { Unreadable, type Cursor } from "./cursor.js";
import { selectorsOf } from "./keys.js";
import { readDecision, readKey, readValues } from "./text-expression.js";

/** Reads a block of rules in braces and gives the name of the chain it makes; for `jump { ... }`. */
export type InlineChain = () => string;

/** Reads a rule up to the end of its line. What stops the reading becomes an unknown statement: it may do anything. */
export function readRule(cursor: Cursor, inline: InlineChain): { readonly rule: NftRule; readonly problem: string | null } {
  const start = cursor.index;
  const statements: Statement[] = [];
  let comment: string | null = null;
  let problem: string | null = null;
  while (!cursor.atEnd()) {
    const from = cursor.index;
    try {
      if (cursor.accept("comment")) comment = cursor.take().text;
      else statements.push(readStatement(cursor, inline));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problem = error.message;
      cursor.leave(from);
      statements.push({ kind: "unknown", text: cursor.textFrom(from) });
    }
  }
  return { rule: { at: cursor.spanFrom(start), statements, comment }, problem };
}

function readStatement(cursor: Cursor, inline: InlineChain): Statement {
  const decision = readDecision(cursor);
  if (decision !== null) return decision;
  const token = cursor.peek();
  if (token?.kind === "xt") return extension(cursor.take().text);
  const reader = token?.kind === "word" && Object.hasOwn(READERS, token.text) ? READERS[token.text] : undefined;
  const read = reader?.(cursor, inline) ?? null;
  return read ?? comparison(cursor);
}

/** Of iptables. A match narrows the rule in a way that is not shown; what a target does is not known. */
function extension(text: string): Statement {
  if (text.startsWith("target ")) return { kind: "unknown", text: `xt ${text}` };
  return { kind: "match", comparison: "implicit", left: { kind: "unknown", text: `xt ${text.replace(/^xt_/, "match ")}` }, right: { kind: "literal", text: "" } };
}

/** `xt match "multiport"` */
function namedExtension(cursor: Cursor): Statement {
  cursor.take();
  return extension(`${cursor.name()} ${cursor.name()}`);
}

type Reader = (cursor: Cursor, inline: InlineChain) => Statement | null;

const passing: Reader = (cursor) => ({ kind: "passing", name: cursor.take().text });

/** Statements by their first word; null where the word begins something else. */
const READERS: Readonly<Record<string, Reader>> = {
  jump: (cursor, inline) => inlineDecision(cursor, inline), goto: (cursor, inline) => inlineDecision(cursor, inline),
  counter, log, last: (cursor) => last(cursor), limit: (cursor) => limit(cursor), quota: (cursor) => quota(cursor), ct: (cursor) => connection(cursor),
  reject: (cursor) => reject(cursor), notrack: (cursor) => (cursor.take(), { kind: "notrack" }),
  dnat: (cursor) => translation(cursor, "dnat"), snat: (cursor) => translation(cursor, "snat"), redirect: (cursor) => translation(cursor, "redirect"),
  masquerade: (cursor) => translation(cursor, "masquerade"), tproxy: (cursor) => translation(cursor, "tproxy"),
  add: (cursor) => update(cursor), update: (cursor) => update(cursor), delete: (cursor) => update(cursor), set: (cursor) => update(cursor), meter: (cursor) => meter(cursor),
  flow: (cursor) => flow(cursor), dup: (cursor) => restOfLine(cursor, "dup"),
  queue: (cursor) => unread(cursor), synproxy: (cursor) => unread(cursor), fwd: (cursor) => unread(cursor), xt: (cursor) => namedExtension(cursor),
};

/** Known, and not modelled: the packet's fate is decided elsewhere. */
function unread(cursor: Cursor): Statement {
  const { text } = cursor.take();
  cursor.skipStatement();
  return { kind: "unknown", text };
}

function restOfLine(cursor: Cursor, name: string): Statement {
  cursor.skipStatement();
  return { kind: "passing", name };
}

function inlineDecision(cursor: Cursor, inline: InlineChain): Statement {
  const verdict = cursor.take().text === "jump" ? "jump" : "goto";
  return { kind: "verdict", verdict, chain: inline() };
}

function counter(cursor: Cursor): Statement {
  const read = passing(cursor, () => "") ?? { kind: "passing", name: "counter" };
  if (cursor.accept("name")) cursor.take();
  for (const word of ["packets", "bytes"]) if (cursor.accept(word)) cursor.take();
  return read;
}

function last(cursor: Cursor): Statement {
  cursor.take();
  if (cursor.accept("used")) cursor.take();
  return { kind: "passing", name: "last" };
}

const LOG_WORDS: ReadonlySet<string> = new Set(["prefix", "level", "group", "snaplen", "queue-threshold", "flags"]);

function log(cursor: Cursor): Statement {
  cursor.take();
  for (let token = cursor.peek(); token?.kind === "word" && LOG_WORDS.has(token.text); token = cursor.peek()) {
    cursor.take();
    if (token.text === "flags" && (cursor.at("tcp") || cursor.at("ip"))) cursor.take();
    do cursor.accept("$") ? cursor.name() : cursor.take();
    while (token.text === "flags" && cursor.accept(","));
  }
  return { kind: "passing", name: "log" };
}

/** `limit rate over 1 mbytes/second burst 5 packets`, `limit name "x"` */
function limit(cursor: Cursor): Statement {
  cursor.take();
  if (cursor.accept("name")) return named(cursor, "rate", "limit");
  cursor.expect("rate");
  const over = isOver(cursor);
  const words = [amount(cursor)];
  if (cursor.accept("/")) words.push("/", cursor.name());
  const burst = cursor.accept("burst") ? Number(amount(cursor).split(" ")[0]) : null;
  const rate = packetRate(words.join(""), burst);
  return { kind: "limit", what: "rate", over, name: null, text: `limit rate ${over ? "over " : ""}${words.join("")}`, ...(rate === null ? {} : { rate }) };
}

function isOver(cursor: Cursor): boolean {
  return cursor.accept("over") || (cursor.accept("until"), false);
}

/** A number, and perhaps its unit: `5`, `5 packets`, `1 mbytes/second`, of which the scanner makes one word. */
function amount(cursor: Cursor): string {
  const number = cursor.name();
  return /^(?:packets|[kmg]?bytes)(?:\/\w+)?$/.test(cursor.peek()?.text ?? "") ? `${number} ${cursor.name()}` : number;
}

function named(cursor: Cursor, what: "rate" | "quota", word: "limit" | "quota"): Statement {
  const name = cursor.name();
  return { kind: "limit", what, over: false, name, text: `${word} ${name}` };
}

function quota(cursor: Cursor): Statement {
  cursor.take();
  if (cursor.accept("name")) return named(cursor, "quota", "quota");
  const over = isOver(cursor);
  const text = `quota ${over ? "over " : ""}${amount(cursor)}`;
  if (cursor.accept("used")) amount(cursor);
  return { kind: "limit", what: "quota", over, name: null, text };
}

/** `ct count over 20`, `ct helper set "x"`; null for `ct state ...` and other matches. */
function connection(cursor: Cursor): Statement | null {
  if (cursor.at("count", 1)) {
    cursor.index += 2;
    const over = cursor.accept("over");
    return { kind: "limit", what: "connections", over, name: null, text: `ct count ${over ? "over " : ""}${cursor.name()}` };
  }
  if (!/^(?:helper|timeout|expectation)$/.test(cursor.peek(1)?.text ?? "") || !cursor.at("set", 2)) return null;
  cursor.index += 3;
  const value = readValues(cursor);
  if (value.kind !== "literal") throw new Unreadable("a helper is named here");
  return { kind: "passing", name: "ct helper", object: value.text };
}

/** `reject with tcp reset`, `reject with icmpx type admin-prohibited` */
function reject(cursor: Cursor): Statement {
  cursor.take();
  if (!cursor.accept("with")) return { kind: "reject", with: null };
  const how = cursor.name();
  if (how === "tcp") {
    cursor.expect("reset");
    return { kind: "reject", with: "tcp reset" };
  }
  cursor.accept("type");
  cursor.take();
  return { kind: "reject", with: how };
}

type Translation = Extract<Statement, { readonly kind: "nat" }>["type"];

/** `dnat ip to 10.0.0.1:80`, `redirect to :8080`, `dnat to tcp dport map { 80 : 10.0.0.1 }` */
function translation(cursor: Cursor, type: Translation): Statement {
  cursor.take();
  const family = cursor.accept("ip") ? "ip" : cursor.accept("ip6") ? "ip6" : null;
  if (cursor.at("addr") || cursor.at("prefix") || cursor.at("interval")) while (!cursor.at("to") && !cursor.atEnd()) cursor.take();
  let [address, port]: (Expression | null)[] = [null, null];
  if (cursor.accept("to")) {
    if (!cursor.at(":")) address = readMapped(cursor);
    if (cursor.accept(":")) port = readMapped(cursor);
  }
  while (/^(?:random|fully-random|persistent)$/.test(cursor.peek()?.text ?? "")) if ((cursor.take(), !cursor.accept(","))) break;
  return { kind: "nat", type, family: family ?? familyOf(address ?? null), address: address ?? null, port: port ?? null };
}

/** The family of a plain address; nft completes it so. */
function familyOf(address: Expression | null): "ip" | "ip6" | null {
  if (address === null) return null;
  const text = address.kind === "literal" ? address.text : address.kind === "prefix" ? address.base : address.kind === "range" && address.from.kind === "literal" ? address.from.text : "";
  return text.includes(":") ? "ip6" : /^\d+\./.test(text) ? "ip" : null;
}

/** A value, or `KEY map { ... }`. */
function readMapped(cursor: Cursor): Expression {
  const start = cursor.index;
  const value = readKey(cursor);
  if (cursor.accept("map")) return { kind: "map", key: value, data: readValues(cursor) };
  if (selectorsOf(value) !== null) return value;
  cursor.index = start;
  return readValues(cursor);
}

/** `add @set { ip saddr timeout 60s limit rate 5/minute }`; older: `set add ip saddr @set` */
function update(cursor: Cursor): Statement | null {
  const start = cursor.index;
  const removes = cursor.take().text === "delete";
  if (!cursor.accept("@")) {
    cursor.index = start;
    return null;
  }
  const set = cursor.name();
  return { kind: "update", set, removes, ...updated(cursor) };
}

function meter(cursor: Cursor): Statement {
  cursor.take();
  const set = cursor.name();
  if (cursor.accept("size")) cursor.name();
  return { kind: "update", set, removes: false, ...updated(cursor) };
}

function updated(cursor: Cursor): { readonly key: Expression; readonly statements: readonly Statement[] } {
  cursor.expect("{");
  const key = readKey(cursor);
  const statements: Statement[] = [];
  while (!cursor.at("}")) {
    // A line break here is a mistake, and the value of a map (`key : data`) decides nothing.
    if (cursor.accept("timeout") || cursor.accept("expires") || cursor.accept(":")) readValues(cursor);
    else if (cursor.accept("comment")) cursor.take();
    else if (cursor.peek()?.kind === "end") throw new Unreadable("the braces are not closed");
    else statements.push(readStatement(cursor, () => { throw new Unreadable("no chain can stand here"); }));
  }
  cursor.expect("}");
  return { key, statements };
}

function flow(cursor: Cursor): Statement {
  while (!cursor.atEnd() && !cursor.at("comment")) cursor.take();
  return { kind: "passing", name: "flow" };
}

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "!", "<", "<=", ">", ">="]);
const WORDS: Readonly<Record<string, Comparison>> = { eq: "==", ne: "!=", lt: "<", le: "<=", gt: ">", ge: ">=" };

/** A key with what it is compared to, looked up in, or set to. */
function comparison(cursor: Cursor): Statement {
  const left = readKey(cursor);
  if (left.kind !== "selector" && left.kind !== "binary" && left.kind !== "concat") throw new Unreadable("this is no statement");
  if (cursor.accept("vmap")) return { kind: "vmap", key: left, data: readValues(cursor) };
  if (cursor.accept("set")) return { kind: "write", target: left, value: readMapped(cursor) };
  const operator = readComparison(cursor);
  const right = readValues(cursor);
  // `tcp flags syn / fin,syn,rst,ack`: of these flags, exactly those.
  if (cursor.accept("/")) return { kind: "match", comparison: operator === "implicit" ? "==" : operator, left: { kind: "binary", operator: "&", left, right: readValues(cursor) }, right };
  return { kind: "match", comparison: operator === "implicit" && !isFlags(left) ? "==" : operator, left, right };
}

function isFlags(left: Expression): boolean {
  return left.kind === "selector" && /^(?:ct state|ct status|tcp flags)$/.test(left.name);
}

function readComparison(cursor: Cursor): Comparison {
  const token = cursor.peek();
  if (token === undefined || token.kind === "string") return "implicit";
  const word = Object.hasOwn(WORDS, token.text) ? WORDS[token.text] : undefined;
  if (word === undefined && !(token.kind === "symbol" && COMPARISONS.has(token.text))) return "implicit";
  cursor.take();
  return word ?? (token.text as Comparison);
}

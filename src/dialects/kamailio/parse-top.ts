import type { Span } from "../../source/index.js";
import type { Route, RouteKind, Socket, Text, TopLevel, Value } from "./ast.js";
import { shown, SyntaxProblem, type Cursor } from "./cursor.js";
import { parseWord } from "./parse-expression.js";
import { isReserved } from "./reserved.js";
import { parseSocketBlock, parseSocketList } from "./parse-socket.js";
import { parseActions } from "./parse-statement.js";
import type { Token } from "./token.js";

const ROUTES: ReadonlyMap<string, RouteKind> = new Map([
  ["route", "request"], ["request_route", "request"], ["reply_route", "reply"], ["onreply_route", "onreply"],
  ["failure_route", "failure"], ["branch_route", "branch"], ["onsend_route", "onsend"], ["event_route", "event"],
]);

/** Everything outside the routes, and the routes; a broken item is left behind at the next one that is recognised. */
export function parseTopLevel(cursor: Cursor): TopLevel[] {
  const items: TopLevel[] = [];
  while (cursor.peek().kind !== "end") {
    if (cursor.eat(";") !== null) continue;
    try {
      items.push(...parseItem(cursor));
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      cursor.problems.push(error.problem);
      skipItem(cursor);
    }
  }
  return items;
}

const STARTS: ReadonlySet<string> = new Set([...ROUTES.keys(), "loadmodule", "loadmodulex", "modparam", "modparamx", "loadpath", "mpath", "listen"]);

function skipItem(cursor: Cursor): void {
  let depth = 0;
  let first = true;
  for (let token = cursor.peek(); token.kind !== "end"; token = cursor.peek()) {
    if (!first && depth === 0 && token.kind === "id" && STARTS.has(token.text)) return;
    if (token.kind === "punct" && token.text === "{") depth++;
    if (token.kind === "punct" && token.text === "}") depth = Math.max(0, depth - 1);
    cursor.next();
    first = false;
  }
}

function parseItem(cursor: Cursor): TopLevel[] {
  const token = cursor.next();
  if (token.kind === "substitution") {
    return [{ kind: "substitution", form: token.text as "subst" | "substdef" | "substdefs", text: textOf(token), at: token.at }];
  }
  if (token.kind !== "id") return cursor.fail(token.at, "syntax", `a setting, a module or a route is expected, not ${shown(token)}`);
  const route = ROUTES.get(token.text);
  if (route !== undefined) return [parseRoute(cursor, token, route)];
  switch (token.text) {
    case "loadmodule":
    case "loadmodulex":
      return [parseLoadModule(cursor, token)];
    case "loadpath":
    case "mpath":
    case "cfgengine":
      return [parseLoadPath(cursor, token)];
    case "modparam":
    case "modparamx":
      return [parseModParam(cursor, token)];
    case "flags":
    case "bool":
    case "avpflags":
      return [parseFlags(cursor, token)];
    case "alias":
    case "domain":
      return [parseAlias(cursor, token)];
    case "listen":
    case "socket":
      return parseSockets(cursor, token);
    default:
      return [parseSetting(cursor, token)];
  }
}

function textOf(token: Token): Text {
  return { value: String(token.value), at: token.at, via: token.via };
}

function parseRoute(cursor: Cursor, start: Token, kind: RouteKind): Route {
  const name = kind === "event" ? parseEventName(cursor) : cursor.eat("[") === null ? null : parseRouteName(cursor);
  const open = cursor.expect("{", start.text);
  const body = parseActions(cursor, open.at);
  cursor.expect("}", start.text);
  // `route[0]` is the main route (cfg.y: route_get of "0"); onreply_route without a name is the reply route.
  const main = name === null || name.value === "0";
  const resolved: RouteKind = kind === "onreply" && main ? "reply" : kind;
  return { kind: "route", route: resolved, name: main ? null : name, body, at: cursor.since(start.at) };
}

function parseRouteName(cursor: Cursor): Text {
  const token = cursor.next();
  if (!["id", "number", "string"].includes(token.kind) || (token.kind === "id" && isReserved(token.text))) cursor.fail(token.at, "syntax", `the name of a route is expected, not ${shown(token)}`);
  cursor.expect("]", "route");
  return { value: token.kind === "number" ? token.text : String(token.value), at: token.at, via: token.via };
}

function parseEventName(cursor: Cursor): Text {
  cursor.expect("[", "event_route");
  const name = cursor.raw().eventName();
  if (name === null) return cursor.fail(cursor.peek().at, "syntax", "an event route is named like [tm:local-request]");
  cursor.expect("]", "event_route");
  return textOf(name);
}

function parseLoadModule(cursor: Cursor, start: Token): TopLevel {
  const open = cursor.eat("(");
  const path = expectString(cursor, start.text);
  if (open !== null) {
    if (cursor.eat(",") !== null) expectString(cursor, start.text);
    cursor.expect(")", start.text);
  }
  const name = path.value.replace(/^.*\//, "").replace(/\.so$/, "");
  // Known to #!ifdef from here on (src/core/sr_module.c: pp_define MOD_…).
  cursor.lexer.define(`MOD_${name}`, "", null);
  return { kind: "loadmodule", parenthesised: open !== null, name, path, at: cursor.since(start.at) };
}

function parseLoadPath(cursor: Cursor, start: Token): TopLevel {
  cursor.eat("=");
  const path = expectString(cursor, start.text);
  return { kind: start.text === "cfgengine" ? "cfgengine" : "loadpath", path, at: cursor.since(start.at) };
}

function parseModParam(cursor: Cursor, start: Token): TopLevel {
  cursor.expect("(", start.text);
  const modules = expectString(cursor, start.text);
  cursor.expect(",", start.text);
  const param = expectString(cursor, start.text);
  cursor.expect(",", start.text);
  const token = cursor.peek();
  const computed = token.kind === "pv" && start.text === "modparamx";
  if (computed) cursor.report(token.at, "outside", "modparam-computed", "this value is computed when the engine starts and is not known here");
  const value = computed ? ({ kind: "pv", text: String(cursor.next().value), at: token.at, via: token.via } as const) : expectValue(cursor, start.text);
  cursor.expect(")", start.text);
  return { kind: "modparam", modules, param, value, at: cursor.since(start.at) };
}

function expectString(cursor: Cursor, what: string): Text {
  const token = cursor.next();
  if (token.kind !== "string") cursor.fail(token.at, "syntax", `${what}: a quoted string is expected, not ${shown(token)}`);
  return textOf(token);
}

/** A string or a number, as modparam takes them. */
function expectValue(cursor: Cursor, what: string): Value {
  const minus = cursor.eat("-");
  const token = cursor.next();
  if (token.kind === "string" && minus === null) return { kind: "string", value: String(token.value), at: token.at, via: token.via };
  if (token.kind !== "number") cursor.fail(token.at, "syntax", `${what}: a string or a number is expected, not ${shown(token)}`);
  const sign = minus === null ? 1 : -1;
  return { kind: "number", value: sign * Number(token.value), text: `${minus === null ? "" : "-"}${token.text}`, at: token.at, via: token.via };
}

function parseFlags(cursor: Cursor, start: Token): TopLevel {
  const names: Text[] = [];
  do {
    const token = cursor.next();
    if (token.kind !== "id" && token.kind !== "string") cursor.fail(token.at, "syntax", `the name of a flag is expected, not ${shown(token)}`);
    names.push(textOf(token));
    if (cursor.eat(":") !== null) parseFlagPosition(cursor);
  } while (cursor.eat(",") !== null);
  return { kind: "flags", names, at: cursor.since(start.at) };
}

function parseFlagPosition(cursor: Cursor): void {
  const token = cursor.next();
  if (token.kind !== "number") cursor.fail(token.at, "syntax", `the number of a flag is expected, not ${shown(token)}`);
  if (Number(token.value) > 31) cursor.report(token.at, "fatal", "flag-invalid", "flags are numbered 0 to 31");
}

function parseAlias(cursor: Cursor, start: Token): TopLevel {
  cursor.expect("=", start.text);
  const hosts = parseSocketList(cursor, start).flatMap((socket) => socket.hosts);
  return { kind: "alias", hosts, at: cursor.since(start.at) };
}

function parseSockets(cursor: Cursor, start: Token): Socket[] {
  cursor.expect("=", start.text);
  return start.text === "socket" ? [parseSocketBlock(cursor, start)] : parseSocketList(cursor, start);
}

/** `name=value`, `group.name=value` and their kin. */
function parseSetting(cursor: Cursor, start: Token): TopLevel {
  const first = textOf(start);
  if (cursor.is(".") || cursor.is("[")) return parseCustomSetting(cursor, first);
  if (cursor.eat("=") === null) {
    // The engine complains of what follows, which may stand far below.
    cursor.next();
    cursor.fail(cursor.since(start.at), "syntax", `${shown(start)} is neither a setting nor a route`);
  }
  return { kind: "setting", name: first, value: parseSettingValue(cursor, start.at), at: cursor.since(start.at) };
}

function parseCustomSetting(cursor: Cursor, group: Text): TopLevel {
  if (cursor.eat("[") !== null) {
    cursor.next();
    cursor.expect("]", group.value);
  }
  const isCoreParam = group.value === "coreparam" && cursor.is("=");
  if (!isCoreParam) cursor.expect(".", group.value);
  const name = isCoreParam ? group : textOf(cursor.next());
  cursor.expect("=", group.value);
  const value = expectValue(cursor, group.value);
  if (["desc", "descr", "description"].some((word) => cursor.is(word))) {
    cursor.next();
    expectString(cursor, group.value);
  }
  return { kind: "custom-setting", group, name, value, at: cursor.since(group.at) };
}

function parseSettingValue(cursor: Cursor, start: Span): Value {
  const token = cursor.peek();
  if (token.kind === "string") return expectValue(cursor, "setting");
  if (token.text === "-") return expectValue(cursor, "setting");
  if (token.kind === "end" || (token.kind === "punct" && !["[", "/", "*"].includes(token.text))) cursor.fail(start, "syntax", `a value is expected, not ${shown(token)}`);
  return parseWord(cursor);
}

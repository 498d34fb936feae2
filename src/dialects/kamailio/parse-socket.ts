import type { Socket, Text } from "./ast.js";
import { shown, type Cursor } from "./cursor.js";
import { parseWord } from "./parse-expression.js";
import { isReserved } from "./reserved.js";
import type { Token } from "./token.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const PROTOCOLS: ReadonlyMap<string, Socket["protocol"]> = new Map([
  ["udp", "udp"], ["UDP", "udp"], ["tcp", "tcp"], ["TCP", "tcp"], ["tls", "tls"], ["TLS", "tls"], ["sctp", "sctp"], ["SCTP", "sctp"], ["*", "any"],
]);

/** Words after an address that belong to the listen statement. */
const TAILS: ReadonlySet<string> = new Set(["advertise", "name", "virtual"]);

/** `listen=udp:192.0.2.1:5060 tcp:… advertise … name "x"`: one socket an address; the list takes what follows bare. */
export function parseSocketList(cursor: Cursor, start: Token): Socket[] {
  const sockets: Socket[] = [];
  do {
    const socket = parseAddress(cursor, start);
    parseTail(cursor, socket);
    sockets.push({ ...socket, at: cursor.since(start.at) });
  } while (continues(cursor));
  return sockets;
}

/** Another address follows without comma: cfg.y takes any bare host here, and only a word of the language ends the list. */
function continues(cursor: Cursor): boolean {
  const token = cursor.peek();
  return PROTOCOLS.has(token.text) || ["string", "ipv6", "number"].includes(token.kind) || token.text === "[" || (token.kind === "id" && !isReserved(token.text));
}

function parseAddress(cursor: Cursor, start: Token): Mutable<Socket> {
  let protocol: Socket["protocol"] = "any";
  let hosts: Text[] | null = null;
  const named = PROTOCOLS.get(cursor.peek().text);
  if (named !== undefined) {
    const token = cursor.next();
    if (cursor.eat(":") !== null) protocol = named;
    else hosts = [{ value: token.text, at: token.at, via: token.via }];
  }
  hosts ??= parseHosts(cursor);
  const ports = cursor.eat(":") === null ? null : parsePorts(cursor);
  return { kind: "socket", protocol, hosts, ports, advertise: null, name: null, virtual: false, at: start.at };
}

function parseHosts(cursor: Cursor): Text[] {
  if (cursor.eat("(") === null) return [parseHost(cursor)];
  const hosts = [parseHost(cursor)];
  while (cursor.eat(",") !== null) hosts.push(parseHost(cursor));
  cursor.expect(")", "listen");
  return hosts;
}

function parseHost(cursor: Cursor): Text {
  const token = cursor.peek();
  if (token.kind === "string") {
    cursor.next();
    return { value: String(token.value), at: token.at, via: token.via };
  }
  if (token.text === "*") return { value: cursor.next().text, at: token.at, via: token.via };
  if (!["id", "number", "ipv6"].includes(token.kind) && token.text !== "[") cursor.fail(token.at, "syntax", `an address, host or interface is expected, not ${shown(token)}`);
  const word = parseWord(cursor);
  if (/[.-]$/.test(String(word.value))) cursor.fail(cursor.peek().at, "syntax", `the address ${word.value} is not complete`);
  return { value: String(word.value), at: word.at, via: word.via };
}

function parsePorts(cursor: Cursor): Socket["ports"] {
  if (cursor.eat("*") !== null) return null;
  const first = expectNumber(cursor);
  const last = cursor.eat("-") === null ? first : expectNumber(cursor);
  return { first, last };
}

function expectNumber(cursor: Cursor): number {
  const token = cursor.next();
  if (token.kind !== "number") cursor.fail(token.at, "syntax", `a port is expected, not ${shown(token)}`);
  return Number(token.value);
}

function parseTail(cursor: Cursor, socket: Mutable<Socket>): void {
  while (TAILS.has(cursor.peek().text)) {
    const word = cursor.next();
    if (word.text === "virtual") socket.virtual = true;
    else if (word.text === "name") socket.name = parseHost(cursor);
    else {
      const { hosts, ports } = parseAddress(cursor, word);
      const [host] = hosts;
      if (host !== undefined) socket.advertise = { ...host, value: ports === null ? host.value : `${host.value}:${ports.first}` };
    }
  }
}

/** `socket = { bind = udp:192.0.2.1:5060; name = "x"; workers = 4; }` (since 5.7). */
export function parseSocketBlock(cursor: Cursor, start: Token): Socket {
  cursor.expect("{", "socket");
  let socket: Mutable<Socket> | null = null;
  const rest: Pick<Mutable<Socket>, "advertise" | "name" | "virtual"> = { advertise: null, name: null, virtual: false };
  while (!cursor.is("}")) {
    if (cursor.eat(";") !== null) continue;
    const attribute = cursor.next();
    cursor.expect("=", "socket");
    if (attribute.text === "bind") socket = parseAddress(cursor, start);
    else if (attribute.text === "advertise") {
      const { hosts, ports } = parseAddress(cursor, attribute);
      const [host] = hosts;
      if (host !== undefined) rest.advertise = { ...host, value: ports === null ? host.value : `${host.value}:${ports.first}` };
    } else if (attribute.text === "name") rest.name = parseHost(cursor);
    else if (attribute.text === "virtual") rest.virtual = cursor.next().value === 1;
    else cursor.next();
  }
  cursor.next();
  if (socket === null) return cursor.fail(start.at, "syntax", "a socket needs a bind address");
  return { ...socket, ...rest, at: cursor.since(start.at) };
}

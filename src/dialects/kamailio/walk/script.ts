import { isLoopback, isPrivate } from "../addresses.js";
import type { Call, Expression, KamailioFile, Route, Socket } from "../ast.js";
import { nodesIn, oncePerNode, textOf, variablesIn } from "../nodes.js";
import { SINKS } from "./vocabulary.js";

/** What the walk has to know of a whole configuration before it follows one request through it. */
export interface Script {
  readonly main: Route | undefined;
  /** Routes that `route()` calls, by name. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Pseudo-variables and flags that some condition looks at: what others hold decides nothing. */
  readonly tested: ReadonlySet<string>;
  /** Questions about a message that are asked more than once, and so have to be answered alike. */
  readonly repeated: ReadonlySet<string>;
  /** Whether anything is handed to a shell, a database or another machine, so that what was checked before matters. */
  readonly handsOut: boolean;
  /** Whether anybody reads the return code of the last call. */
  readonly readsCode: boolean;
  /** Methods that the script names. */
  readonly methods: ReadonlySet<string>;
  /** 1: a negative answer counts as yes (core cookbook, return_mode). */
  readonly returnMode: 0 | 1;
  /** What strangers cannot come in by: names, addresses and ports of sockets on private or loopback addresses, where there are others. */
  readonly inner: ReadonlySet<string>;
}

export function readScript({ items }: KamailioFile): Script {
  const routes = items.filter((item): item is Route => item.kind === "route");
  const main = routes.find(({ route, name }) => route === "request" && name === null);
  const byName = new Map(routes.flatMap((route) => (route.route === "request" && route.name !== null ? [[route.name.value, route] as const] : [])));
  const conditions = routes.flatMap(({ body }) => [...nodesIn(body)].flatMap((node): Expression[] => (node.kind === "if" || node.kind === "while" ? [node.condition] : node.kind === "switch" ? [node.subject] : node.kind === "end" && node.value !== null ? [node.value] : [])));
  const counts = new Map<string, number>();
  const tested = new Set<string>();
  const methods = new Set<string>();
  for (const node of nodesIn(conditions)) {
    if (node.kind === "pv") for (const variable of variablesIn(node.text)) tested.add(variable);
    if (node.kind === "call" && node.name.value === "isflagset") tested.add(flagName(node));
    if (node.kind === "binary" || node.kind === "call") {
      const question = questionOf(node);
      if (question !== null) counts.set(question, (counts.get(question) ?? 0) + 1);
    }
    if (node.kind === "string" || node.kind === "word") for (const method of node.value.toUpperCase().match(/[A-Z]+/g) ?? []) methods.add(method);
  }
  return {
    main, tested, methods,
    handsOut: routes.some(({ body }) => [...nodesIn(body)].some((node) => node.kind === "call" && SINKS.get(node.name.value) === "outside")),
    readsCode: routes.some(({ at }) => /\$(?:rc|retcode|\?)/.test(at.file.text.slice(at.start, at.end))),
    routes: byName,
    repeated: new Set([...counts].filter(([, count]) => count > 1).map(([question]) => question)),
    returnMode: items.some((item) => item.kind === "setting" && item.name.value === "return_mode" && item.value.value === 1) ? 1 : 0,
    inner: innerOf(items.filter((item): item is Socket => item.kind === "socket")),
  };
}

/** The name under which a path knows a flag. */
export function flagName({ args }: Call): string {
  const [flag] = args;
  return `flag ${flag?.kind === "number" ? flag.value : flag?.kind === "word" || flag?.kind === "string" ? flag.value : "?"}`;
}

/** What does not change while a request is handled, unless the script itself writes it. */
const LASTING = /^(?:\$\(?(?:si|siz|sp|proto|af|Ri|Rp|Rn|Rut|fU|fd|fu|ft|tU|td|tu|ua|cs|ci|ct|au|aU|ar|ad|hdr|rm|ml|RAi|RAp|oU|od|ou|pr|adu|rb|bs)\b)/;
const LASTING_FIELDS: ReadonlySet<string> = new Set(["proto", "af", "src_port", "dst_port", "dst_ip", "src_ip"]);
const LASTING_CALLS: ReadonlySet<string> = new Set(["is_present_hf", "has_body", "is_from_user", "is_user", "has_credentials", "is_e164", "is_first_hop"]);

/** The text of a question whose answer stays the same; `!=` asks the same as `==`. Null where it may change. */
export const questionOf = oncePerNode((node: Expression): string | null => {
  if (node.kind === "call") return LASTING_CALLS.has(node.name.value) ? `${node.name.value}(${node.args.map(textOf).join()})` : null;
  if (node.kind !== "binary" || !["==", "!=", "=~", "eq", "ne", "ieq", "ine"].includes(node.operator)) return null;
  if (node.right.kind === "call" || (node.right.kind === "pv" && !LASTING.test(node.right.text) && node.right.text !== "$null")) return null;
  const lasting = node.left.kind === "pv" ? LASTING.test(node.left.text) : node.left.kind === "field" && LASTING_FIELDS.has(node.left.name);
  return lasting ? `${textOf(node.left)}${node.operator.replace("!=", "==").replace("ne", "eq")}${textOf(node.right)}` : null;
});

/** Sockets that only neighbours reach. Where all are such, the host stands behind somebody's address translation, and only loopback counts. */
function innerOf(sockets: readonly Socket[]): ReadonlySet<string> {
  const within = (socket: Socket): boolean => socket.hosts.every(({ value }) => isLoopback(value));
  const inside = (socket: Socket): boolean => within(socket) || (socket.advertise === null && socket.hosts.every(({ value }) => isPrivate(value) || isLoopback(value)));
  const kind = sockets.every(inside) ? within : inside;
  const open = new Set(sockets.filter((socket) => !kind(socket)).flatMap(wordsOf));
  return new Set(sockets.filter(kind).flatMap(wordsOf).filter((word) => !open.has(word)));
}

function wordsOf({ name, hosts, ports }: Socket): readonly string[] {
  return [...(name === null ? [] : [name.value]), ...hosts.map(({ value }) => value.replace(/^\[|\]$/g, "")), ...(ports === null ? [] : [String(ports.first)])];
}

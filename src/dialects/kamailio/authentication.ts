import type { Call, KamailioFile, Route } from "./ast.js";
import { stranger } from "./walk/scenario.js";
import { walk } from "./walk/walk.js";

/** A call by which a stranger's request gets somewhere. */
export interface Sink {
  readonly call: Call;
  readonly method: string;
  /** The calls of routes that lead there, outermost first. */
  readonly through: readonly Call[];
}

/** Functions that pass a request on (READMEs of tm and core cookbook). */
const RELAYS: ReadonlySet<string> = new Set([
  "t_relay", "t_relay_to", "t_relay_to_udp", "t_relay_to_tcp", "t_relay_to_tls", "t_relay_to_sctp", "t_relay_cancel", "t_forward_nonack", "t_forward_nonack_to", "t_forward_nonack_udp", "t_forward_nonack_tcp", "t_forward_nonack_tls", "t_replicate",
  "forward", "forward_udp", "forward_tcp", "forward_tls", "forward_sctp", "send", "send_tcp", "msrp_relay",
]);

/** Functions that write a binding into the location table (README of registrar). */
const REGISTERS: ReadonlySet<string> = new Set(["save"]);

/** The first place where a stranger's INVITE is relayed or a stranger's REGISTER stored; null sink where none is reached. */
export function unauthenticatedSink(config: KamailioFile, main: Route): { readonly sink: Sink | null; readonly doubts: readonly string[] } {
  const routes = requestRoutes(config);
  const doubts = new Set<string>(config.problems.filter(({ effect }) => effect === "outside").map(({ message }) => message));
  for (const [method, sinks] of [["INVITE", RELAYS], ["REGISTER", REGISTERS]] as const) {
    const walked = walk(main, routes, stranger(method));
    const found = walked.reached.find(({ call }) => sinks.has(call.name.value));
    if (found !== undefined) return { sink: { call: found.call, method, through: found.through }, doubts: [] };
    for (const doubt of walked.doubts) doubts.add(doubt);
  }
  return { sink: null, doubts: [...doubts] };
}

export function requestRoutes({ items }: KamailioFile): ReadonlyMap<string, Route> {
  return new Map(items.flatMap((item) => (item.kind === "route" && item.route === "request" && item.name !== null ? [[item.name.value, item] as const] : [])));
}

import type { Confidence, Location } from "../../finding.js";
import type { KamailioSystem, ScriptPath, ScriptSink } from "../../posture/index.js";
import { listed } from "../phrase.js";

/** What rules ask of the ways of requests through a script. */

/** A stranger's first request without anything special, but for the methods that no digest is asked of. */
export function strangersFirst(system: KamailioSystem, ...sinks: readonly ScriptSink[]): readonly ScriptPath[] {
  return system.paths.found.filter(({ request, sink, entry }) => entry.kind === "request" && request.sender === "stranger" && !request.inDialog && !request.routed && sinks.includes(sink));
}

/** Not refused before, and not let in for a header or past an exit that the engine forgets: those are told by rules of their own. */
export function isPlain({ passed }: ScriptPath): boolean {
  return !passed.has("refused") && !passed.has("header-claim") && !passed.has("exit-forgotten");
}

/** Ways that end in the same call are one finding; the surest way stands for them. */
export function byCall(paths: readonly ScriptPath[]): readonly (readonly [ScriptPath, ...ScriptPath[]])[] {
  const groups = new Map<unknown, [ScriptPath, ...ScriptPath[]]>();
  for (const path of paths) {
    const group = groups.get(path.call ?? path.at);
    if (group === undefined) groups.set(path.call ?? path.at, [path]);
    else if (group[0].opaque && !path.opaque) group.unshift(path);
    else group.push(path);
  }
  return [...groups.values()];
}

export function methodsOf(paths: readonly ScriptPath[]): readonly string[] {
  return [...new Set(paths.map(({ request }) => request.method))];
}

/** `INVITE, MESSAGE and others`: those a reader knows come first. */
export function someMethods(paths: readonly ScriptPath[]): string {
  const methods = methodsOf(paths);
  return methods.length > 4 ? `${methods.slice(0, 3).join(", ")} and ${methods.length - 3} other methods` : listed(methods);
}

/** `BYE is`, `INVITE and BYE are`: however many ways each of them has. */
export function agreeing(paths: readonly ScriptPath[], singular: string, plural: string): string {
  return methodsOf(paths).length === 1 ? singular : plural;
}

/** The calls of routes and decisions that lead there. */
export function wayTo({ steps }: ScriptPath): readonly Location[] {
  return steps.map(({ at, note }) => ({ span: at, note }));
}

/** Where a table or another machine had a say, it may have said no. */
export function sure({ opaque }: ScriptPath): Confidence {
  return opaque ? "low" : "high";
}

/** `kamailio.cfg route[RELAY] t_relay`: what an exception names. */
export function subjectOf({ call, at, entry }: ScriptPath): string {
  const { kind, name } = call?.route ?? entry;
  const route = kind === "request" ? (name === null ? "request_route" : `route[${name}]`) : `${kind}_route${name === null ? "" : `[${name}]`}`;
  return `${at.file.path} ${route}${call === null ? "" : ` ${call.name}`}`;
}

/** Who may send what is decided here, by a password or by address: what a script that never asks leaves to others. */
export function asks({ calls }: KamailioSystem): boolean {
  return calls.some(({ name }) => isAsking(name));
}

/** A function by which somebody proves who he is. */
export function isAsking(name: string): boolean {
  return ASKING.test(name);
}

const ASKING = /^(?:auth_check|(?:www|proxy)_(?:authenticate|authorize)|pv_(?:www_|proxy_)?auth\w*|radius_\w+_authorize|autheph_\w+|ims_\w+_authenticate|jwt_verify\w*|auth_xkeys_check|allow_(?:source_address|address|trusted)\w*|ds_is_from_list|is_peer_verified|from_(?:any_)?gw)$/;

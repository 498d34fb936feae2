import { set, unknown, type Fact, type ScriptPath, type ScriptPaths } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import { spelled } from "./paths.js";

/**
 * Whether a stranger's first INVITE is passed on, or a stranger's REGISTER stored, before anybody asked who it is.
 * @param at the main route
 */
export function lowerAuthentication({ found, doubts }: ScriptPaths, at: Span): Fact<boolean> {
  const open = found.filter(isOpen);
  const path = open.find(({ opaque }) => !opaque) ?? null;
  if (path !== null) return set(false, path.at, spelling(path), path.steps.filter(({ note }) => note.startsWith("route")).map((step) => step.at));
  const [doubt] = open.length > 0 ? ["a table, a program or another machine decides who may send what"] : doubts;
  return doubt === undefined ? set(true, at, "request_route") : unknown(doubt, at, "request_route");
}

function isOpen({ request, sink, entry }: ScriptPath): boolean {
  if (entry.kind !== "request" || request.sender !== "stranger" || request.inDialog || request.routed) return false;
  return (request.method === "INVITE" && sink === "relay") || (request.method === "REGISTER" && sink === "register");
}

function spelling({ call, request, steps }: ScriptPath): string {
  const way = spelled(steps);
  return `${call?.name ?? "the route"}() for an ${request.method} of anybody${way === "" ? "" : `, by ${way}`}`;
}

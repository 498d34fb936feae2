import { lowerRtpengine, parseRtpengine, rtpengineStandings } from "../../dialects/rtpengine/index.js";
import { isKnown, type FilterSystem, type RtpengineSocket, type RtpengineSystem } from "../../posture/index.js";
import { parseAddress } from "../../exposure/index.js";
import type { Diagnostic, SourceFile, StandingOf } from "../../source/index.js";
import { reachOf } from "./reach.js";

export interface RtpengineReading {
  readonly systems: readonly RtpengineSystem[];
  readonly diagnostics: readonly Diagnostic[];
  readonly statements: readonly StandingOf[];
}

/** Reads each rtpengine.conf. */
export function auditRtpengine(files: readonly SourceFile[]): RtpengineReading {
  const read = files.map((source) => {
    const parsed = parseRtpengine(source);
    return { parsed, system: lowerRtpengine(source, parsed) };
  });
  return {
    systems: read.flatMap(({ system }) => system ?? []),
    diagnostics: read.flatMap(({ parsed }) => parsed.problems.map(({ at, effect, code, message }): Diagnostic => ({
      level: "warning", code: `rtpengine-${code}`, at, message: effect === "fatal" ? `${message}; rtpengine would not start with this file` : message,
    }))),
    statements: read.flatMap(({ parsed, system }) => rtpengineStandings(parsed, system?.section.name ?? "rtpengine")),
  };
}

/** Tells of each control socket who gets to it through the packet filter; without one, what it is bound to stands. */
export function joinRtpengine(systems: readonly RtpengineSystem[], filters: readonly FilterSystem[]): readonly RtpengineSystem[] {
  if (filters.length === 0) return systems;
  return systems.map((system) => ({ ...system, control: system.control.map((socket) => joined(socket, filters)) }));
}

function joined(socket: RtpengineSocket, filters: readonly FilterSystem[]): RtpengineSocket {
  const { audience, protocol, port, host, at } = socket;
  if (isKnown(audience) && audience.value.roles.includes("localhost")) return socket;
  const address = host === null ? null : host === "0.0.0.0" ? { family: 4 as const, value: null } : parseAddress(host);
  return { ...socket, audience: reachOf(filters, { protocol, port, address }, at) };
}

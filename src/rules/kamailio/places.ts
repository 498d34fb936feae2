import type { CoreSetting, KamailioSystem, RouteName, ScriptCall } from "../../posture/index.js";
import { byDefault, set, unknown, type Fact } from "../../posture/index.js";
import { release } from "./parameters.js";

/** A core setting as the engine holds it: the last line counts. */
export function coreSetting(system: KamailioSystem, name: string, standard: string | number): Fact<string | number> {
  const line = lineOf(system, name);
  if (line !== undefined) return set(line.value, line.at, name, line.via);
  return system.complete ? byDefault(standard, system.at, name, release(system)) : unknown("a part of the configuration was not given", system.at, name);
}

export function lineOf({ settings }: KamailioSystem, ...names: readonly string[]): CoreSetting | undefined {
  return settings.findLast(({ name }) => names.includes(name));
}

/** Zero is no, everything else yes, as the grammar turns words into numbers. */
export function isOn(value: string | number): boolean {
  return typeof value === "number" ? value !== 0 : /^(?:yes|true|on|enable|[1-9]\d*)$/i.test(value);
}

export function callsOf({ calls }: KamailioSystem, ...names: readonly string[]): readonly ScriptCall[] {
  return calls.filter(({ name }) => names.includes(name));
}

/** `route[AUTH]`, `event_route[xhttp:request]`. */
export function routeText({ kind, name }: RouteName): string {
  if (kind === "request") return name === null ? "request_route" : `route[${name}]`;
  return `${kind}_route${name === null ? "" : `[${name}]`}`;
}

/** `kamailio.cfg route[X] function`: what an exception names. */
export function subjectOfCall({ name, route, at }: ScriptCall): string {
  return `${at.file.path} ${routeText(route)} ${name}`;
}

/**
 * A place where a network service listens, as modules write it: `tcp:127.0.0.1:2046`, `udp:*:8080`, `10.0.0.1:8448`; null for a file.
 * @param bare what an address without a scheme means to the module
 */
export function networkPlace(text: string, bare: "udp" | "file"): { readonly host: string; readonly port: number | null } | null {
  const [, scheme, rest = ""] = /^(?:(udp|tcp|udp4|tcp4|udp6|tcp6|udps|tcps):)?(.*)$/.exec(text.trim()) ?? [];
  if (/^(?:unix|fifo|file)\w*:/.test(text) || rest.startsWith("/") || (scheme === undefined && bare === "file")) return null;
  const [, host = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(rest) ?? [];
  if (/^\d+$/.test(host)) return { host: "*", port: Number(host) };
  return { host: host === "" ? "*" : host, port: port === undefined ? null : Number(port) };
}

export function isLoopback(host: string): boolean {
  return /^127\.|^\[?::1\]?$|^localhost$/.test(host);
}

/** An address of RFC 1918, RFC 6598 or RFC 4193. */
export function isPrivate(host: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)|^\[?f[cd][0-9a-f]{2}:/i.test(host);
}

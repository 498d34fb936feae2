import { byDefault, set, unknown, type Fact, type KamailioSystem, type RateLimit, type ScriptPaths } from "../../posture/index.js";
import type { Span } from "../../source/index.js";

/** Modules that can hold a rate. */
const LIMITERS: readonly string[] = ["pike", "ratelimit", "pipelimit", "htable", "secfilter"];

/** Where a stranger's request costs something: it is challenged, checked, relayed or stored. */
const COSTLY: ReadonlySet<string> = new Set(["digest", "challenge", "relay", "register"]);

/** What pike allows in its time unit where the script gives no figure (README of pike: reqs_density_per_unit, sampling_time_unit). */
const PIKE = { density: 30, seconds: 2 } as const;

/**
 * How many first requests of a method one stranger may send. Certain where every way of such a request to what it could cost
 * leads past a check that counts its source; which figure that check holds is known of pike alone, and counters in
 * tables may hold less.
 */
export function lowerLimit(method: string, { found, doubts }: ScriptPaths, system: KamailioSystem, at: Span): Fact<RateLimit | "off"> {
  const loaded = system.modules.find(({ name }) => LIMITERS.includes(name));
  if (loaded === undefined) return system.complete ? byDefault("off", at, "rate limit", "Kamailio limits nothing without a module for it") : unknown("an include is missing, which may load a module for it", at, "loadmodule");
  const first = found.filter(({ entry, request }) => entry.kind === "request" && request.method === method && request.sender === "stranger" && !request.inDialog && !request.routed);
  const ways = first.filter(({ sink }) => COSTLY.has(sink));
  const free = ways.find(({ passed }) => !passed.has("flood-check"));
  if (free !== undefined) return unknown(`whether the limits that the routes set hold for ${method} is not told on every way`, free.at, "loadmodule");
  // A look into a table of sources may be for a ban alone; a function that counts is what makes it a rate.
  const check = first.find(({ sink }) => sink === "flood-check");
  if (ways.length === 0 || doubts.length > 0 || check === undefined) return unknown("the limits that the routes set are not read", loaded.at, "loadmodule");
  return set(figureOf(system), check.at, check.call?.name ?? "loadmodule");
}

function figureOf({ modules, parameters }: KamailioSystem): RateLimit {
  const others = modules.some(({ name }) => name !== "pike" && LIMITERS.includes(name));
  const number = (name: string): number | null | undefined => {
    const found = parameters.findLast((parameter) => parameter.module === "pike" && parameter.name === name);
    return found === undefined ? undefined : typeof found.value === "number" ? found.value : null;
  };
  const [density, seconds] = [number("reqs_density_per_unit"), number("sampling_time_unit")];
  if (others || density === null || seconds === null) return { perSecond: null, burst: null };
  const burst = density ?? PIKE.density;
  return { perSecond: burst / Math.max(1, seconds ?? PIKE.seconds), burst };
}

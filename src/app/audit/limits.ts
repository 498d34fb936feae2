import { isEmpty, isWorld, sizeOf, type FilterRule } from "../../exposure/index.js";
import { isKnown, set, unknown, type Fact, type FilterSystem, type Listener, type RateLimit } from "../../posture/index.js";
import { askFilters, targetOf, type Met, type Target } from "./host-filters.js";

type Limit = Fact<RateLimit | "off">;

/**
 * Credits listeners with the rates that the packet filter holds each source to. A rate on packets holds every request,
 * whatever its method, since a request takes one packet at the least: it is a ceiling on both limits.
 */
export function joinLimits(listeners: readonly Listener[], filters: readonly FilterSystem[]): readonly Listener[] {
  if (filters.length === 0) return listeners;
  return listeners.map((listener) => {
    const target = targetOf(listener);
    const held = target === null ? null : heldBy(filters, target, listener.at.file.path);
    return held === null ? listener : { ...listener, registerLimit: stricter(listener.registerLimit, held), inviteLimit: stricter(listener.inviteLimit, held) };
  });
}

/** What the filter holds a source to at this socket; null where it holds nobody to anything. */
function heldBy(filters: readonly FilterSystem[], target: Target, path: string): Limit | null {
  const quiet = askFilters(filters, target, path);
  const rules = [...new Set(quiet.flatMap(({ exposure }) => exposure.admissions.flatMap(({ limits }) => limits)))].filter((rule) => ratesOf(rule).length > 0);
  const [first] = rules;
  if (first === undefined || !limits(quiet, askFilters(filters, target, path, { state: "new", beyondRates: true }))) return null;
  if (target.protocol === "tcp") {
    return unknown(`the packet filter holds new connections to ${textOf(first)}, and not the requests that come in by one of them`, first.at, "packet filter");
  }
  // A flooder's datagrams are a flow like any other: a shortcut for what is established must not lead around the rate.
  if (!limits(quiet, askFilters(filters, target, path, { state: "established", beyondRates: true }))) return null;
  const figures = rules.flatMap((rule) => ratesOf(rule).flatMap(({ rate }) => (rate === undefined ? [] : [{ rate, rule }]))).sort((a, b) => b.rate.perSecond - a.rate.perSecond);
  const [widest] = figures;
  return widest === undefined ? unknown(`the figure of ${textOf(first)} was not read`, first.at, "packet filter") : set(widest.rate, widest.rule.at, "packet filter");
}

/** Whether strangers are among those who get no further beyond the rates. Known machines may be exempt. */
function limits(quiet: readonly Met[], beyond: readonly Met[]): boolean {
  return quiet.every(({ exposure }, index) => {
    const left = beyond[index]?.exposure.possible;
    if (left === undefined || isEmpty(exposure.possible)) return true;
    return isWorld(exposure.possible) ? !isWorld(left) : sizeOf(left) < sizeOf(exposure.possible);
  });
}

/** Rates of each source; one for all sources together limits nobody in particular. */
function ratesOf({ matches }: FilterRule) {
  return matches.filter((match) => match.kind === "limit").filter(({ per, rate, counter }) => per === "source" && (rate !== undefined || counter?.kind === "recent"));
}

function textOf(rule: FilterRule): string {
  return ratesOf(rule)[0]?.text ?? "a rate";
}

/** Both must be kept: the engine's own figure stays where it is lower, and says more than a doubt. */
function stricter(own: Limit, held: Limit): Limit {
  if (!isKnown(own)) return isKnown(held) ? held : own;
  if (own.value === "off") return held;
  if (!isKnown(held) || held.value === "off" || held.value.perSecond === null || own.value.perSecond === null) return own;
  return held.value.perSecond < own.value.perSecond ? held : own;
}

import type { Confidence, Location, Severity } from "../../finding.js";
import type { Caller, Journey, PaidCall } from "../../dialplan/index.js";
import type { Posture } from "../../posture/index.js";
import { listed } from "../phrase.js";
import { reachOf, widest } from "../reach.js";
import type { Report } from "../rule.js";
import { lessThan, subjectOf, wayOf } from "./accuse.js";

/** What strangers' calls cost: by the plainest way that leads to a line, without a secret that has to be keyed in. */
export function openCalls({ paid }: Journey): readonly PaidCall[] {
  return paid.filter(({ arrival }) => arrival.guard === null);
}

/** Sockets that only some can reach make the same way less bad; where nothing is known of them it stays as it is. */
export function degreeOf(severity: Severity, { listeners }: Posture): Severity {
  if (listeners === undefined || listeners.length === 0) return severity;
  const reach = widest(listeners.map(({ audience }) => reachOf(audience)));
  return reach === "world" || reach === "unknown" ? severity : lessThan(severity);
}

/** Blames callers who come in by one context for the lines they can get to: once, with the plainest way. */
export function accuseJourney(report: Report, journey: Journey, callers: readonly Caller[], severity: Severity, words: string): void {
  const calls = openCalls(journey);
  const [plainest] = calls;
  const [caller] = callers;
  if (plainest === undefined || caller === undefined) return;
  const at = caller.at;
  report(at, {
    subject: caller.technology === "pjsip" ? `${at.file.path}[${caller.object?.id ?? caller.name}]` : subjectOf(at, caller.context),
    severity,
    confidence: surenessOfCall(plainest),
    message: `${nameAll(callers)} can call out by ${listed([...new Set(calls.map(({ trunk }) => trunk))])}: ${wayInWords(plainest)}${words}`,
    note: caller.contextWritten ? "context" : "context is not written here",
    related: related(plainest, journey, at),
  });
}

/** Unsure where something on the way is, or whether that is a line at all. */
export function surenessOfCall({ arrival, sure }: PaidCall): Confidence {
  return sure || arrival.confidence !== "high" ? arrival.confidence : "medium";
}

function related(plainest: PaidCall, { paid }: Journey, at: Caller["at"]): readonly Location[] {
  const more = paid.filter((call) => call !== plainest && call.arrival.guard === null).slice(0, 4).map((call) => ({ span: call.at, note: `also ${call.step.application} by ${call.trunk}` }));
  const line = plainest.trunkAt === null ? [] : [{ span: plainest.trunkAt, note: `${plainest.trunk}, a line to the outside` }];
  return [...wayOf(plainest.arrival, null, at), ...line, ...more];
}

export function nameAll(callers: readonly Caller[]): string {
  return listed(callers.map(({ name }) => name), 3);
}

/** `[public] includes [out], pattern _9. of [out], Dial by carrier`: the hops after the caller's context. */
export function wayInWords({ arrival }: PaidCall): string {
  const words: string[] = [];
  for (let hop: typeof arrival.hop | null = arrival.hop; hop !== null; hop = hop.before) words.push(hop.note.replace(/ takes what the caller asks for$/, ""));
  const steps = words.reverse().filter((word) => !word.includes(": ")).map((word) => word.replace(/^.* comes in by /, "in by "));
  return steps.length > 8 ? [...steps.slice(0, 4), "…", ...steps.slice(-3)].join(", ") : steps.join(", ");
}

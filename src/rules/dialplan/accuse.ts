import type { Confidence, Location, Severity } from "../../finding.js";
import { analyse, pathOf, stepsOf, type Analysis, type Arrival, type CallerKind, type Sink, type SinkKind, type Trail, type Use } from "../../dialplan/index.js";
import type { AsteriskSystem } from "../../posture/index.js";
import { compareSpans, type Span } from "../../source/index.js";
import type { Report } from "../rule.js";

/** Each system that has a dialplan, with what its calls can do. */
export function dialplans(systems: readonly AsteriskSystem[]): readonly { readonly system: AsteriskSystem; readonly analysis: Analysis }[] {
  return systems.flatMap((system) => {
    const analysis = analyse(system);
    return analysis === null ? [] : [{ system, analysis }];
  });
}

export type SeverityByCaller = Readonly<Record<CallerKind, Severity | null>>;

const WHO: Readonly<Record<CallerKind, string>> = {
  anyone: "anyone who can send a packet",
  trunk: "whoever calls by a trunk",
  phone: "any account of this system",
  unknown: "whoever gets into this context",
};

/** What a name server answers is written by whoever keeps the entry of the number. */
const NAMED_BY_DNS = /^\$\{(?:ENUM|TXTCIDNAME)/;

export function whoOf(kind: CallerKind): string {
  return WHO[kind];
}

/** `extensions.conf[public]`: what an exception names. */
export function subjectOf(at: Span, context: string): string {
  return `${at.file.path}[${context}]`;
}

/** The way of the call, then the way of the value; places told once, and not the one that is blamed. */
export function wayOf(arrival: Arrival | null, trail: Trail | null, blamed: Span): readonly Location[] {
  // That the number is the caller's is what the way itself tells.
  const steps = stepsOf(trail).filter(({ origin, before }) => before !== null || origin !== "number");
  const hops = [...pathOf(arrival?.hop ?? null), ...steps].map(({ at, note }) => ({ span: at, note }));
  const seen = new Set<string>();
  return hops.filter(({ span, note }) => {
    const key = `${span.file.path} ${span.start} ${note}`;
    if (seen.has(key) || compareSpans(span, blamed) === 0) return false;
    seen.add(key);
    return true;
  });
}

/** Who calls there is not in the files: sure of the weakness, not of who can use it. */
export function surenessOf(kind: CallerKind, arrival: Arrival): Confidence {
  if (arrival.confidence === "low") return "low";
  return kind === "unknown" || arrival.confidence === "medium" ? "medium" : "high";
}

export interface SinkSpec {
  readonly kinds: readonly SinkKind[];
  readonly severity: SeverityByCaller;
  /** Ends a sentence that begins with what the caller sends: `becomes a part of a shell's command line`. */
  readonly becomes: (sink: Sink) => string;
  readonly skip?: (sink: Sink, system: AsteriskSystem) => boolean;
}

/** Blames every value of somebody else's in such a place. A keyed-in secret on the way makes it one degree less bad. */
export function accuseSinks(systems: readonly AsteriskSystem[], report: Report, { kinds, severity, becomes, skip }: SinkSpec): void {
  for (const { system, analysis } of dialplans(systems)) {
    for (const sink of analysis.sinks) {
      const degree = severity[sink.callers];
      if (!kinds.includes(sink.kind) || degree === null || skip?.(sink, system) === true) continue;
      const { trail } = sink.value;
      report(sink.at, {
        subject: subjectOf(sink.step.at, sink.context),
        severity: sink.arrival.guard === null ? degree : lessThan(degree),
        confidence: surenessOf(sink.callers, sink.arrival),
        message: `${trail?.source ?? "what a caller sends"}, which ${NAMED_BY_DNS.test(trail?.source ?? "") ? "whoever keeps the number's entry in the DNS" : whoOf(sink.callers)} chooses, ${becomes(sink)}`,
        note: sink.user,
        related: wayOf(sink.callers === "unknown" ? null : sink.arrival, trail, sink.at),
      });
    }
  }
}

const LESS: Readonly<Record<Severity, Severity>> = { critical: "high", high: "medium", medium: "low", low: "info", info: "info" };

export function lessThan(severity: Severity): Severity {
  return LESS[severity];
}

/** Applications of a name that calls get to, the worst of those who get there. */
export function usesOf(systems: readonly AsteriskSystem[], ...names: readonly string[]): readonly (Use & { readonly analysis: Analysis; readonly system: AsteriskSystem })[] {
  return dialplans(systems).flatMap(({ system, analysis }) => analysis.uses.filter(({ application }) => names.includes(application)).map((use) => ({ ...use, analysis, system })));
}

import type { Span } from "../source/span.js";

interface FactBase {
  /** Where a reader should look: the value, or for an absent setting the block that lacks it. */
  readonly at: Span;
  /** The setting's name in the input's own words: `media_encryption` in pjsip.conf, `media.encryption` in a policy. */
  readonly spelling: string;
}

/** A value with its place, and with whether anybody wrote it. */
export type Fact<T> =
  | (FactBase & {
      readonly kind: "set";
      readonly value: T;
      /** The hops between the place that takes effect and the one that wrote it: templates, defines, includes. */
      readonly via: readonly Span[];
    })
  | (FactBase & {
      readonly kind: "default";
      readonly value: T;
      /** Who decided where nobody wrote it, e.g. `profile strict (2026-11)` or `Asterisk 22`. */
      readonly by: string;
    })
  | (FactBase & { readonly kind: "unknown"; readonly because: string });

/** A fact whose value somebody or the engine's default decides. */
export type KnownFact<T> = Exclude<Fact<T>, { kind: "unknown" }>;

export function isKnown<T>(fact: Fact<T>): fact is KnownFact<T> {
  return fact.kind !== "unknown";
}

export function set<T>(value: T, at: Span, spelling: string, via: readonly Span[] = []): Fact<T> {
  return { kind: "set", value, at, spelling, via };
}

export function byDefault<T>(value: T, at: Span, spelling: string, by = "the default"): Fact<T> {
  return { kind: "default", value, at, spelling, by };
}

export function unknown<T>(because: string, at: Span, spelling: string): Fact<T> {
  return { kind: "unknown", because, at, spelling };
}

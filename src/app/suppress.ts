import type { Finding } from "../finding.js";
import { set, type ExceptionClaim } from "../posture/index.js";
import { positionOf } from "../source/index.js";
import type { Standing } from "../rules/rule.js";
import type { IgnoreComment } from "./inline.js";
import { closest } from "../source/closest.js";

/** A claimed exception with the key of the findings it speaks of, wherever it was written. */
export interface Claim {
  readonly claim: ExceptionClaim;
  /** One of the keys that `keysOf` gives for each finding covered; null where the claim cannot be read. */
  readonly key: string | null;
}

/** An entry of `exceptions`: it covers its rule at its path and everywhere below. */
export function fromEntry(claim: ExceptionClaim): Claim {
  const { rule, where } = claim;
  return { claim, key: rule.kind === "unknown" || where.kind === "unknown" ? null : pathKey(rule.value, where.value) };
}

/** A comment: it covers its rule on one line, whatever path is blamed there. */
export function fromComment({ at, line, rule, reason, owner, until, untilAt }: IgnoreComment): Claim {
  const place = `line ${line}`;
  const claim = { path: `comment on ${place}`, at, rule: set(rule, at, "ignore"), where: set(place, at, "ignore"), reason, owner, until: set(until, untilAt, "until") };
  return { claim, key: lineKey(rule, at.file.path, line) };
}

function pathKey(rule: string, path: string): string {
  return `${rule} at ${path}`;
}

function lineKey(rule: string, file: string, line: number): string {
  return `${rule} on ${line} of ${file}`;
}

/** Every key under which a claim may cover a finding: its subject, all that its subject lies below, and its line. */
function keysOf({ rule, subject, primary: { span } }: Finding): readonly string[] {
  const above = [...subject.matchAll(/[.[]/g)].map(({ index }) => subject.slice(0, index));
  return [...[...above, subject].map((path) => pathKey(rule, path)), lineKey(rule, span.file.path, positionOf(span.file, span.start).line)];
}

export interface Suppressed {
  /** The findings as given, each marked where a claim that has not expired covers it. */
  readonly findings: readonly Finding[];
  /** Claims that cover something, expired ones included. */
  readonly used: ReadonlySet<ExceptionClaim>;
}

/** Marks what is excepted. A claim holds up to and including its last day. Linear in findings and in claims. */
export function suppress(findings: readonly Finding[], claims: readonly Claim[], today: string): Suppressed {
  if (claims.length === 0) return { findings, used: new Set() };
  const byKey = claimsByKey(claims);
  const used = new Set<ExceptionClaim>();
  const marked = findings.map((finding) => {
    const covering = keysOf(finding).flatMap((key) => byKey.get(key) ?? []);
    for (const claim of covering) used.add(claim);
    const standing = covering.find(({ until }) => until.kind !== "unknown" && until.value >= today);
    return standing === undefined ? finding : { ...finding, suppressed: suppressionOf(standing) };
  });
  return { findings: marked, used };
}

function claimsByKey(claims: readonly Claim[]): ReadonlyMap<string, readonly ExceptionClaim[]> {
  const byKey = new Map<string, ExceptionClaim[]>();
  for (const { claim, key } of claims) {
    if (key === null) continue;
    const already = byKey.get(key);
    if (already === undefined) byKey.set(key, [claim]);
    else already.push(claim);
  }
  return byKey;
}

function suppressionOf({ reason, owner, until, at }: ExceptionClaim): Finding["suppressed"] {
  return { reason, owner, until: until.kind === "unknown" ? "" : until.value, at };
}

/** What a claim's standing depends on: rules that judged this posture, rules there are, and rules that judge exceptions. */
export interface RulesOfRun {
  readonly ran: ReadonlySet<string>;
  readonly known: readonly string[];
  readonly onExceptions: ReadonlySet<string>;
}

export function standingOf(used: ReadonlySet<ExceptionClaim>, { ran, known, onExceptions }: RulesOfRun): (claim: ExceptionClaim) => Standing {
  return (claim) => {
    if (used.has(claim)) return { kind: "covers" };
    if (claim.rule.kind === "unknown") return { kind: "not-judged" };
    const id = claim.rule.value;
    if (!known.includes(id)) return { kind: "unknown-rule", nearest: closest(id, known) };
    if (onExceptions.has(id)) return { kind: "not-exceptable" };
    return { kind: ran.has(id) ? "idle" : "not-judged" };
  };
}

import type { Finding } from "../finding.js";
import { set, type ExceptionClaim } from "../posture/index.js";
import { positionOf } from "../source/index.js";
import type { Standing } from "../rules/rule.js";
import type { IgnoreComment } from "./inline.js";
import { closest } from "../policy/closest.js";

/** A claimed exception with the findings it speaks of, wherever it was written. */
export interface Claim {
  readonly claim: ExceptionClaim;
  readonly covers: (finding: Finding) => boolean;
}

/** An entry of `exceptions`: it covers its rule at its path and everywhere below. */
export function fromEntry(claim: ExceptionClaim): Claim {
  const { rule, where } = claim;
  return {
    claim,
    covers: (finding) => rule.kind !== "unknown" && where.kind !== "unknown" && finding.rule === rule.value && isAtOrBelow(finding.subject, where.value),
  };
}

/** A comment: it covers its rule on one line, whatever path is blamed there. */
export function fromComment(comment: IgnoreComment): Claim {
  const { at, line, rule, reason, owner, until, untilAt } = comment;
  const place = `line ${line}`;
  const claim = { path: `comment on ${place}`, at, rule: set(rule, at, "ignore"), where: set(place, at, "ignore"), reason, owner, until: set(until, untilAt, "until") };
  return {
    claim,
    covers: ({ rule: found, primary }) => found === rule && primary.span.file.path === at.file.path && positionOf(at.file, primary.span.start).line === line,
  };
}

/** `trunks.a` lies below `trunks`, `trunks.ab` does not lie below `trunks.a`. */
function isAtOrBelow(subject: string, where: string): boolean {
  return subject === where || (subject.startsWith(where) && (subject[where.length] === "." || subject[where.length] === "["));
}

export interface Suppressed {
  /** The findings as given, each marked where a claim that has not expired covers it. */
  readonly findings: readonly Finding[];
  /** Claims that cover something, expired ones included. */
  readonly used: ReadonlySet<ExceptionClaim>;
}

/** Marks what is excepted. A claim holds up to and including its last day. */
export function suppress(findings: readonly Finding[], claims: readonly Claim[], today: string): Suppressed {
  const byRule = claimsByRule(claims);
  const used = new Set<ExceptionClaim>();
  const marked = findings.map((finding) => {
    const covering = (byRule.get(finding.rule) ?? []).filter((claim) => claim.covers(finding));
    for (const { claim } of covering) used.add(claim);
    const standing = covering.map(({ claim }) => claim).find(({ until }) => until.kind !== "unknown" && until.value >= today);
    return standing === undefined ? finding : { ...finding, suppressed: suppressionOf(standing) };
  });
  return { findings: marked, used };
}

function claimsByRule(claims: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
  const byRule = new Map<string, Claim[]>();
  for (const each of claims) {
    const { rule } = each.claim;
    if (rule.kind === "unknown") continue;
    const already = byRule.get(rule.value);
    if (already === undefined) byRule.set(rule.value, [each]);
    else already.push(each);
  }
  return byRule;
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

import type { Match } from "../../exposure/index.js";
import type { FilterSystem } from "../../posture/index.js";
import type { Standing } from "../../report/audited.js";
import type { Span } from "../../source/index.js";

export interface StatementAt {
  readonly at: Span;
  readonly standing: Standing;
}

/** The rules of a packet filter: one with a part that the model does not know proves nothing. */
export function filterStatements({ ruleset }: FilterSystem): readonly StatementAt[] {
  return [...ruleset.chains.values()].flatMap(({ rules }) =>
    rules.map(({ at, matches, verdict }) => ({ at, standing: verdict.kind === "unknown" || matches.some(isUnknown) ? "not-modelled" : isOutside(matches) ? "outside" : "understood" })),
  );
}

function isUnknown(match: Match): boolean {
  return match.kind === "unknown" || (match.kind === "any" && match.alternatives.some((all) => all.some(isUnknown)));
}

/** A set whose members were not given, or that is filled while the system runs. */
function isOutside(matches: readonly Match[]): boolean {
  return matches.some((match) => (match.kind === "source-set" || match.kind === "destination-set" || match.kind === "any") && !match.complete);
}

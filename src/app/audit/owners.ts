import type { Layout, Owner } from "../../dialects/asterisk/index.js";
import type { Finding } from "../../finding.js";
import type { Span } from "../../source/index.js";

/**
 * Findings about lines that an administration interface writes say so, and where to change them there. A change of the text itself would be
 * overwritten, so that none is offered.
 */
export function withOwners(findings: readonly Finding[], layouts: readonly Layout[]): readonly Finding[] {
  if (layouts.length === 0) return findings;
  const ownerAt = (at: Span): Owner | null => layouts.map((layout) => layout.ownerAt(at)).find((owner) => owner !== null) ?? null;
  return findings.map((finding) => owned(finding, ownerAt));
}

function owned(finding: Finding, ownerAt: (at: Span) => Owner | null): Finding {
  const { edits, ...rest } = finding;
  const kept = edits === undefined || edits.some(({ at }) => ownerAt(at)?.kind === "generated") ? {} : { edits };
  const owner = ownerAt(finding.primary.span);
  return { ...rest, ...kept, fix: owner?.kind === "generated" ? `${noteOf(owner)}. ${finding.fix}` : finding.fix };
}

function noteOf({ gui, place, ownFile }: Extract<Owner, { kind: "generated" }>): string {
  const change = place === null ? `change it in ${gui}` : `change it at ${place}`;
  return `${gui} writes this line: ${change}${ownFile === null ? "" : `, or put what shall count besides into ${ownFile}`}`;
}

import { STANDINGS, type Audited, type Standing, type StatementCounts } from "./audited.js";
import { placeOf } from "../source/index.js";
import { printable } from "./printable.js";
import type { Coverage } from "./report.js";

const WORDS: Readonly<Record<Standing, string>> = {
  understood: "understood", irrelevant: "irrelevant to security", "not-modelled": "known but not judged", outside: "decided by what was not given", unrecognised: "not recognised",
};

/** What was looked at and how far it was understood, in at most three lines. */
export function auditedLines({ files, passedOver, statements }: Audited): readonly string[] {
  const kinds = new Map<string, number>();
  for (const { kind } of files) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  if (files.length === 0 && passedOver.length === 0) return [];
  const read = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${count} ${kind}`).join(", ");
  const counted = phrase(statements);
  return [
    `Looked at ${files.length === 1 ? "1 file" : `${files.length} files`}${read === "" ? "" : ` (${read})`}${passedOver.length === 0 ? "" : `; ${passedOver.length} passed over`}.`,
    ...(counted === "" ? [] : [`Statements: ${counted}.`]),
  ];
}

function phrase(statements: StatementCounts): string {
  return STANDINGS.filter((standing) => statements[standing] > 0).map((standing) => `${statements[standing]} ${WORDS[standing]}`).join(", ");
}

/** Files passed over that are told one by one. */
const MOST_PASSED = 200;

/** The same in full, for whoever has to vouch for it: each file, who can reach what, each rule that had nothing to look at. */
export function coverageLines(audited: Audited, coverage: Coverage | null): readonly string[] {
  const { files, passedOver, exposure } = audited;
  const missing = new Map<string, string[]>();
  for (const gap of coverage?.notCovered ?? []) missing.set(gap.missing.join(", "), [...(missing.get(gap.missing.join(", ")) ?? []), gap.rule]);
  return [
    ...part("Who can reach what:", exposure.map(({ what, protocol, port, reach, from, decidedBy }) => `${what}, ${protocol} ${port}: ${reach === "nobody" ? "nobody" : from} (${placeOf(decidedBy.span)})`)),
    ...part("Read:", files.map(({ path, kind, statements }) => `${path} (${kind})${statements === null ? "" : `: ${phrase(statements)}`}`)),
    ...part("Passed over:", passedOver.slice(0, MOST_PASSED).map(({ path, reason }) => `${path}: ${reason}`)),
    ...(passedOver.length > MOST_PASSED ? [`  and ${passedOver.length - MOST_PASSED} more`] : []),
    ...part("Rules that had nothing to look at:", [...missing].map(([aspects, rules]) => `without ${aspects}: ${rules.join(", ")}`)),
    ...auditedLines(audited),
  ];
}

function part(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${printable(line)}`)];
}

import { STANDINGS, type Audited, type Standing } from "./audited.js";

const WORDS: Readonly<Record<Standing, string>> = {
  understood: "understood", irrelevant: "irrelevant to security", "not-modelled": "known but not judged", outside: "decided by what was not given", unrecognised: "not recognised",
};

/** What was looked at and how far it was understood, in at most three lines. */
export function auditedLines({ files, passedOver, statements }: Audited): readonly string[] {
  const kinds = new Map<string, number>();
  for (const { kind } of files) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const read = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${count} ${kind}`).join(", ");
  const counted = STANDINGS.filter((standing) => statements[standing] > 0).map((standing) => `${statements[standing]} ${WORDS[standing]}`);
  return [
    `Looked at ${files.length === 1 ? "1 file" : `${files.length} files`}${read === "" ? "" : ` (${read})`}${passedOver.length === 0 ? "" : `; ${passedOver.length} passed over`}.`,
    ...(counted.length === 0 ? [] : [`Statements: ${counted.join(", ")}.`]),
  ];
}

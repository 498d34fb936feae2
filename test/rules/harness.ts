import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lint } from "../../src/app/lint.js";
import type { Finding } from "../../src/finding.js";
import type { Posture } from "../../src/posture/index.js";
import type { Rule } from "../../src/rules/rule.js";
import { lineStarts, lineText, placeOf, positionOf, type SourceFile, type Span } from "../../src/source/index.js";
import { readPolicy } from "../../src/policy/index.js";
import { ROOT } from "../root.js";

/** The day on which all fixtures are judged. */
export const TODAY = "2026-11-22";

export const FIXTURES = join(ROOT, "test/rules");

export interface Fixture {
  /** Whether its rule must find something here. */
  readonly bad: boolean;
  readonly source: SourceFile;
}

/** A rule's fixtures, by name. Paths in them are relative to the rule's folder. */
export function fixturesOf(id: string): readonly Fixture[] {
  return readdirSync(join(FIXTURES, id))
    .filter((name) => /^(bad|ok)\b.*\.yaml$/.test(name))
    .sort()
    .map((name) => ({ bad: name.startsWith("bad"), source: { path: name, text: readFileSync(join(FIXTURES, id, name), "utf8") } }));
}

/** The posture of a text that has to be a valid policy. */
export function postureOf(source: SourceFile): Posture {
  const { posture, diagnostics } = readPolicy(source);
  assert.ok(posture !== null, diagnostics.filter(({ level }) => level === "error").map(({ message, at }) => `${placeOf(at)}: ${message}`).join("\n"));
  return posture;
}

/** What one rule says of a text. A rule on exceptions needs all others to have run. */
export function judge(rule: Rule, source: SourceFile): readonly Finding[] {
  const alone = rule.needs.includes("exceptions") ? {} : { rules: [rule] };
  const { findings } = lint({ posture: postureOf(source), source, today: TODAY, ...alone });
  return findings.filter((finding) => finding.rule === rule.meta.id);
}

/** Lines that carry the mark `# <word>: <ids>`, as `id@line`, sorted. */
export function marked(source: SourceFile, word: "expect" | "also"): string[] {
  const marks = lineStarts(source).flatMap((_, index) => {
    const match = new RegExp(`# ${word}: ([a-z0-9, -]+)$`).exec(lineText(source, index + 1));
    return (match?.[1] ?? "").split(",").filter((id) => id !== "").map((id) => `${id.trim()}@${index + 1}`);
  });
  return marks.sort();
}

export function found(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, primary }) => `${rule}@${positionOf(primary.span.file, primary.span.start).line}`).sort();
}

/** All that a reader is told of a finding, for goldens that people read. */
export function told({ severity, confidence, message, subject, primary, related, fix }: Finding): string {
  return [
    `${place(primary.span)} ${severity}${confidence === "high" ? "" : `, confidence ${confidence}`} [${subject}]`,
    `  ${message}`,
    `  there: ${primary.note}`,
    ...related.map(({ span, note }) => `  also ${place(span)}: ${note}`),
    `  fix: ${fix}`,
    "",
  ].join("\n");
}

/** `bad.yaml:3:5 "text"` */
function place(at: Span): string {
  const text = at.file.text.slice(at.start, at.end);
  return `${placeOf(at)} ${JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text)}`;
}

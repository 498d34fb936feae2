import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { readSystem, type AuditOptions } from "../../src/app/audit/audit.js";
import { lint } from "../../src/app/lint.js";
import type { Finding } from "../../src/finding.js";
import type { Posture } from "../../src/posture/index.js";
import type { Example, Rule } from "../../src/rules/rule.js";
import { lineStarts, lineText, placeOf, positionOf, type SourceFile, type Span } from "../../src/source/index.js";
import { readPolicy } from "../../src/policy/index.js";
import { ROOT } from "../root.js";
import { exampleOf } from "./before-after.js";

/** The day on which all fixtures are judged. */
export const TODAY = "2026-11-22";

export const FIXTURES = join(ROOT, "test/rules");

/**
 * A policy (`bad.yaml`), or a system: a folder (`bad/`) with its files under their own names (`pjsip.conf`, `kamailio.cfg`, `rules.v4`,
 * `ruleset.nft`), and beside them, where the version matters, `versions` with lines such as `asterisk=16`.
 */
export interface Fixture {
  readonly name: string;
  /** Whether its rule must find something here. */
  readonly bad: boolean;
  readonly kind: "policy" | "system";
  readonly files: readonly SourceFile[];
  readonly versions: AuditOptions;
}

/** A rule's fixtures, by name. Paths in them are relative to the rule's folder. */
export function fixturesOf(id: string): readonly Fixture[] {
  return readdirSync(join(FIXTURES, id), { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? /^(bad|ok)\b/ : /^(bad|ok)\b.*\.yaml$/).test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => {
      const common = { name: entry.name, bad: entry.name.startsWith("bad") };
      if (entry.isDirectory()) return { ...common, kind: "system", ...systemIn(join(FIXTURES, id), entry.name) };
      return { ...common, kind: "policy", files: [read(join(FIXTURES, id), entry.name)], versions: LATEST };
    });
}

const LATEST: AuditOptions = { asterisk: "22", kamailio: "6.0", assumed: ["asterisk", "kamailio"] };

function systemIn(folder: string, name: string): Pick<Fixture, "files" | "versions"> {
  const paths = readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
  const told = paths.filter((path) => basename(path) === "versions").flatMap((path) => read(folder, path).text.trim().split("\n").map((line) => line.split("=")));
  return { files: paths.filter((path) => basename(path) !== "versions").map((path) => read(folder, path)), versions: { ...LATEST, ...Object.fromEntries(told), assumed: LATEST.assumed?.filter((product) => !told.some(([name]) => name === product)) ?? [] } };
}

function read(folder: string, path: string): SourceFile {
  return { path, text: readFileSync(join(folder, path), "utf8") };
}

/** The posture of a policy's text, which has to be valid, or of a system. */
export function postureOf({ kind, files, versions }: Omit<Fixture, "name" | "bad">): Posture {
  if (kind === "system") return readSystem(files, versions).posture;
  const [source] = files;
  assert.ok(source !== undefined);
  const { posture, diagnostics } = readPolicy(source);
  assert.ok(posture !== null, diagnostics.filter(({ level }) => level === "error").map(({ message, at }) => `${placeOf(at)}: ${message}`).join("\n"));
  return posture;
}

/** What one rule says of a fixture. A rule on exceptions needs all others to have run. */
export function judge(rule: Rule, fixture: Omit<Fixture, "name" | "bad">): readonly Finding[] {
  const alone = rule.needs.includes("exceptions") ? {} : { rules: [rule] };
  const [source] = fixture.files;
  const { findings } = lint({ posture: postureOf(fixture), ...(fixture.kind === "policy" && source !== undefined ? { source } : {}), today: TODAY, ...alone });
  return findings.filter((finding) => finding.rule === rule.meta.id);
}

/** What a rule's page shows, as something to judge: blocks of a policy stand in a sound one, files of a system stand alone. */
export function exampleFixture(id: string, example: Example): Omit<Fixture, "name" | "bad"> {
  if (typeof example === "string") return { kind: "policy", files: [exampleOf(id, example)], versions: LATEST };
  return { kind: "system", files: Object.entries(example).map(([path, text]) => ({ path, text })), versions: LATEST };
}

/**
 * What comments expect, as `id@file:line`, sorted: `# expect: <ids>` at the end of a line, in the file's own comment syntax, or
 * `# expect-next: <ids>` for the line after it, where comments have to stand alone.
 */
export function marked(files: readonly SourceFile[], word: "expect" | "also"): string[] {
  const marks = files.flatMap((file) => lineStarts(file).flatMap((_, index) => {
    const match = new RegExp(`(?:#|;|//) ?${word}(-next)?: ([a-z0-9, -]+?)(?: \\*/)?$`).exec(lineText(file, index + 1));
    const line = index + (match?.[1] === undefined ? 1 : 2);
    return (match?.[2] ?? "").split(",").filter((id) => id !== "").map((id) => `${id.trim()}@${file.path}:${line}`);
  }));
  return marks.sort();
}

export function found(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, primary }) => `${rule}@${primary.span.file.path}:${positionOf(primary.span.file, primary.span.start).line}`).sort();
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

import type { Finding, Location } from "../finding.js";
import type { Report } from "../report/report.js";
import { RULES } from "../rules/registry.js";
import type { Loaded } from "../source/load.js";
import { wholeFile, type Diagnostic, type SourceFile } from "../source/index.js";
import { readSystem, type AuditOptions, type KindOf } from "./audit/audit.js";
import { auditedOf } from "./audit/coverage.js";
import { withOwners } from "./audit/owners.js";
import { secretsIn } from "./audit/secrets.js";
import { commentsOf } from "./comments/index.js";
import type { PassedOver } from "./input-bounds.js";
import { lint, type Commented } from "./lint.js";

/** What is known of the files beyond their texts. */
export interface Given {
  readonly roots: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * Judges an existing system by the rules that judge policies.
 * @param today ISO date (UTC) by which suppressions hold or have expired
 */
export function judgeSystem(loaded: readonly Loaded[], options: AuditOptions, today: string, { roots, passedOver }: Given = { roots: [], passedOver: [] }): Report {
  const reading = readSystem(loaded.filter(({ unreadable }) => !unreadable).map(({ file }) => file), options);
  const { findings: judged, notCovered, ran, diagnostics } = lint({ posture: reading.posture, commented: reading.read.flatMap(commented), today });
  const findings = withOwners(judged, reading.layouts);
  const unreadable = loaded.filter((one) => one.unreadable).map(({ file }) => file.path);
  const nothing = reading.read.length > 0 || unreadable.length > 0 ? [] : [nothingRecognised(roots[0] ?? loaded[0]?.file.path ?? ".")];
  const reported = new Set(RULES.filter(({ meta }) => ran.includes(meta.id)).flatMap(({ meta }) => meta.reports ?? []));
  const told = [...loaded.flatMap((one) => one.diagnostics), ...nothing, ...reading.diagnostics.filter(({ code }) => !reported.has(code)), ...diagnostics];
  return {
    command: "audit",
    inputs: [
      ...[...unreadable, ...nothing.map(({ at }) => at.file.path)].map((path) => ({ path, outcome: "unreadable" as const })),
      ...reading.read.map(({ file }) => ({ path: file.path, outcome: "valid" as const })),
    ],
    diagnostics: told, findings, coverage: reading.read.length === 0 ? null : { ran: ran.length, notCovered }, rules: RULES.map(({ meta }) => meta),
    secrets: secretsOf(reading.read, findings, told), minimumSeverity: "info", roots, audited: auditedOf(reading, passedOver), today,
  };
}

/** Silence about files that nobody could read as anything would look like a clean bill. */
function nothingRecognised(path: string): Diagnostic {
  return {
    level: "error", code: "nothing-recognised", message: "no configuration that Ringfence knows was found here", at: wholeFile({ path, text: "" }),
    hint: "give an /etc/asterisk, a kamailio.cfg, the output of iptables-save, ip6tables-save, ipset save or nft list ruleset, or a folder or tar archive of them",
  };
}

function commented({ file, kind }: KindOf): readonly Commented[] {
  const syntax = file.text.trimStart().startsWith("{") ? null : commentsOf(kind); // JSON has no comments
  return syntax === null ? [] : [{ file, syntax }];
}

/** Of the files that were read, and of any other that something points at. */
function secretsOf(read: readonly KindOf[], findings: readonly Finding[], diagnostics: readonly Diagnostic[]): Report["secrets"] {
  const files = new Set<SourceFile>(read.map(({ file }) => file));
  const add = ({ span }: Pick<Location, "span">): void => void files.add(span.file);
  for (const { primary, related } of findings) [primary, ...related].forEach(add);
  for (const { at, related = [] } of diagnostics) [at, ...related.map((one) => one.at)].forEach((span) => add({ span }));
  return [...files].flatMap(secretsIn);
}

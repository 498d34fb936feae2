import type { Report } from "../report/report.js";
import { RULES } from "../rules/registry.js";
import type { Loaded } from "../source/load.js";
import { wholeFile, type Diagnostic } from "../source/index.js";
import { readSystem, type AuditOptions } from "./audit/audit.js";
import { secretsIn } from "./audit/secrets.js";
import { lint } from "./lint.js";

/**
 * Judges an existing system by the rules that judge policies.
 * @param today ISO date (UTC) by which suppressions hold or have expired
 */
export function judgeSystem(loaded: readonly Loaded[], options: AuditOptions, today: string): Report {
  const { posture, diagnostics, files } = readSystem(loaded.filter(({ unreadable }) => !unreadable).map(({ file }) => file), options);
  const recognised = files.filter(({ kind }) => kind !== "other");
  const { findings, notCovered, ran } = lint({ posture, today });
  const reported = new Set(RULES.filter(({ meta }) => ran.includes(meta.id)).flatMap(({ meta }) => meta.reports ?? []));
  const [first] = loaded;
  const nothing: readonly Diagnostic[] = recognised.length > 0 || first === undefined ? [] : [{ level: "error", code: "nothing-recognised", message: "no configuration that Ringfence knows was found here", at: wholeFile(first.file) }];
  return {
    command: "audit",
    inputs: [...loaded.filter(({ unreadable }) => unreadable).map(({ file }) => ({ path: file.path, outcome: "unreadable" as const })), ...recognised.map(({ file }) => ({ path: file.path, outcome: "valid" as const }))],
    diagnostics: [...loaded.flatMap((one) => one.diagnostics), ...nothing, ...diagnostics.filter(({ code }) => !reported.has(code))],
    findings, coverage: { ran: ran.length, notCovered }, rules: RULES.map(({ meta }) => meta), secrets: loaded.flatMap(({ file }) => secretsIn(file)), minimumSeverity: "info",
  };
}

import type { Policy } from "../policy/types.js";
import type { Posture } from "../posture/index.js";
import { readPolicy } from "../policy/index.js";
import type { Coverage, InputOutcome, Report } from "../report/report.js";
import { POLICY_RULES, RULES } from "../rules/registry.js";
import type { Loaded } from "../source/load.js";
import { YAML_COMMENTS } from "./comments/yaml.js";
import { lint } from "./lint.js";

const KNOWN_RULES = RULES.map(({ meta }) => meta.id);

/** A policy that was read; null where an error stands in the way. */
export interface Judged {
  readonly policy: Policy | null;
  readonly posture: Posture | null;
  readonly report: Report;
}

/** Whether one text is a policy. */
export function validate(loaded: Loaded): Judged {
  const { policy, posture, diagnostics, secrets } = loaded.unreadable ? { policy: null, posture: null, diagnostics: loaded.diagnostics, secrets: [] } : readPolicy(loaded.file, { knownRules: KNOWN_RULES });
  const outcome: InputOutcome["outcome"] = loaded.unreadable ? "unreadable" : diagnostics.some(({ level }) => level === "error") ? "invalid" : "valid";
  const report: Report = {
    command: "validate", inputs: [{ path: loaded.file.path, outcome }], diagnostics, findings: [], coverage: null,
    rules: [], secrets, minimumSeverity: "info",
  };
  return { policy: outcome === "valid" ? policy : null, posture: outcome === "valid" ? posture : null, report };
}

/**
 * Whether it is a good one, too. A text that is no policy is not judged: half of one would look safer, or worse, than it is.
 * @param today ISO date (UTC) by which exceptions hold or have expired
 */
export function lintOne(loaded: Loaded, today: string): Report {
  const { posture, report } = validate(loaded);
  const rules = POLICY_RULES.map(({ meta }) => meta);
  if (posture === null) return { ...report, command: "lint", rules };
  const { findings, notCovered, ran, diagnostics } = lint({ posture, commented: [{ file: loaded.file, syntax: YAML_COMMENTS }], today, rules: POLICY_RULES });
  return { ...report, command: "lint", rules, diagnostics: [...report.diagnostics, ...diagnostics], findings, coverage: { ran: ran.length, notCovered } };
}

/** Several inputs told as one, in the order in which they were named. */
export function joinReports(reports: readonly [Report, ...Report[]]): Report {
  const [first] = reports;
  return {
    ...first,
    inputs: reports.flatMap(({ inputs }) => inputs),
    diagnostics: reports.flatMap(({ diagnostics }) => diagnostics),
    findings: reports.flatMap(({ findings }) => findings),
    coverage: joinCoverage(reports.flatMap(({ coverage }) => (coverage === null ? [] : [coverage]))),
    secrets: reports.flatMap(({ secrets }) => secrets),
  };
}

function joinCoverage(coverages: readonly Coverage[]): Coverage | null {
  if (coverages.length === 0) return null;
  const missing = new Map<string, Set<string>>();
  for (const gap of coverages.flatMap(({ notCovered }) => notCovered)) missing.set(gap.rule, new Set([...(missing.get(gap.rule) ?? []), ...gap.missing]));
  const notCovered = [...missing].map(([rule, aspects]) => ({ rule, missing: [...aspects].sort() }));
  return { ran: POLICY_RULES.length - notCovered.length, notCovered };
}

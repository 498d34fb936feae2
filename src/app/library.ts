import type { Policy } from "../policy/types.js";
import type { Posture } from "../posture/index.js";
import { loadReporter, type Format, type Report, type Style } from "../report/index.js";
import type { Diagnostic, SourceFile } from "../source/index.js";
import type { Secrets } from "../targets/index.js";
import { lintOne, validate as validateOne } from "./judge.js";
import { render as renderPolicy, type Rendered, type SecretResolver, type Selection } from "./render.js";

export interface Validation {
  /** Null where there is an error among the diagnostics. */
  readonly policy: Policy | null;
  readonly posture: Posture | null;
  /** Every mistake of the text, sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same for `format`. */
  readonly report: Report;
}

/** Whether a text is a policy, and what it means. Never throws, whatever the text. */
export function validate(file: SourceFile): Validation {
  const { policy, posture, report } = validateOne({ file, unreadable: false, diagnostics: [] });
  return { policy, posture, diagnostics: report.diagnostics, report };
}

/**
 * Judges a policy by every rule. Where the text is no policy there are diagnostics and no findings.
 * @param options.today ISO date (UTC) by which end dates are judged
 */
export function lint(file: SourceFile, options: { readonly today: string }): Report {
  return lintOne({ file, unreadable: false, diagnostics: [] }, options.today);
}

/**
 * The files that a policy asks for: all of them, or none and an error for each thing that stands in the way. Nothing is
 * written and no secret is looked up: they are handed in, by the policy path of their reference (`accounts.101.secret`).
 */
export function render(policy: Policy, options: Selection & { readonly secrets: Secrets }): Rendered {
  const given: SecretResolver = (refs) => ({
    secrets: options.secrets,
    diagnostics: refs.filter(({ path }) => !options.secrets.has(path)).map(({ path, at }) => ({ level: "error", code: "secret-unusable", message: `the secret ${path} was not handed in`, at })),
  });
  return renderPolicy(policy, options, given);
}

/** A report as text: `terminal`, `json`, `sarif`, `github` or `html`. */
export async function format(report: Report, as: Format, style: Style = { colour: false, columns: Infinity }): Promise<string> {
  return (await loadReporter[as]())(report, style);
}

import type { Policy } from "../policy/types.js";
import type { Report } from "../report/report.js";
import type { Loaded } from "../source/load.js";
import type { Artifact } from "../targets/index.js";
import { validate } from "./judge.js";
import { render, type SecretResolver, type Selection } from "./render.js";

export interface RenderedPolicy {
  /** Null where an error stands in the way: then there are no artifacts, and the report says why. */
  readonly policy: Policy | null;
  readonly artifacts: readonly Artifact[];
  readonly report: Report;
}

/** From a policy's text to its artifacts. */
export function renderLoaded(loaded: Loaded, selection: Selection, resolve: SecretResolver): RenderedPolicy {
  const { policy, report } = validate(loaded);
  if (policy === null) return { policy, artifacts: [], report: { ...report, command: "render" } };
  const { artifacts, diagnostics } = render(policy, selection, resolve);
  const failed = diagnostics.some(({ level }) => level === "error");
  return { policy: failed ? null : policy, artifacts, report: { ...report, command: "render", diagnostics: [...report.diagnostics, ...diagnostics] } };
}

import type { Posture } from "../posture/index.js";
import type { Diagnostic, SourceFile, Span } from "../source/index.js";
import { lower } from "./lower.js";
import { Problems } from "./problems.js";
import { parseYaml } from "./read/parse.js";
import { secretsByEye } from "./read/secrets.js";
import { resolve } from "./resolve/index.js";
import { checkSchema } from "./schema/check.js";
import type { Policy } from "./types.js";

export type * from "./types.js";
export { GUIDELINES, type Defaults, type Guideline } from "./profiles.js";

export interface ReadPolicyOptions {
  /** Ids of the rules that `exceptions` may name; without them any id is taken. */
  readonly knownRules?: readonly string[];
}

export interface PolicyReading {
  /** Null where there is an error among the diagnostics. */
  readonly policy: Policy | null;
  readonly posture: Posture | null;
  /** Sorted by place. Every mistake of the file; a syntax error ends the reading. */
  readonly diagnostics: readonly Diagnostic[];
  /** Places of secrets that were written in clear by mistake: no output may show them. */
  readonly secrets: readonly Span[];
}

/** Reads, checks and resolves a policy. Pure; never throws, whatever the text. */
export function readPolicy(file: SourceFile, options: ReadPolicyOptions = {}): PolicyReading {
  const problems = new Problems();
  const root = parseYaml(file, problems);
  if (root === null) return { policy: null, posture: null, diagnostics: problems.sorted(), secrets: secretsByEye(file) };
  const secrets = checkSchema(root, problems);
  const policy = root.kind === "mapping" ? resolve(root, problems, options.knownRules ?? null) : null;
  const isSound = policy !== null && problems.errors === 0;
  return { policy: isSound ? policy : null, posture: isSound ? lower(policy) : null, diagnostics: problems.sorted(), secrets };
}

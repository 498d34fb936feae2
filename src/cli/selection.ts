import { dirname, resolve } from "node:path";
import type { SecretResolver, Selection } from "../app/render.js";
import { resolveSecrets } from "../app/secrets.js";
import type { TargetId } from "../app/target-ids.js";
import { STDIN } from "./input.js";
import type { Io } from "./io.js";

export interface SelectionOptions {
  readonly target?: readonly TargetId[];
  readonly node?: readonly string[];
}

export function selectionOf({ target, node }: SelectionOptions): Selection {
  return { ...(target === undefined ? {} : { targets: target }), ...(node === undefined ? {} : { nodes: node }) };
}

/** Secrets from the environment, and from files relative to the policy's folder (the working folder for standard input). */
export function resolverFor(policyPath: string, io: Io): SecretResolver {
  const folder = policyPath === STDIN ? io.cwd : dirname(resolve(io.cwd, policyPath));
  return (refs) => resolveSecrets(refs, { env: io.env, folder });
}

/** Whether the selection would render a file at this path; paths are `[node/]target/…`. */
export function coverageOf({ target, node }: SelectionOptions): (path: string) => boolean {
  return (path) => {
    const parts = path.split("/");
    const inTarget = target === undefined || target.some((id) => parts[0] === id || parts[1] === id);
    return inTarget && (node === undefined || node.includes(parts[0] ?? ""));
  };
}

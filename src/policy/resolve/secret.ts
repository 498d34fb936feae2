import type { Block } from "../block.js";
import type { SecretRef } from "../types.js";
import type { Context } from "./context.js";

/** A reference to a secret; null where there is none, or none that is whole. */
export function resolveSecret(owner: Block, { problems }: Context): SecretRef | null {
  const block = owner.block("secret");
  const env = block.text("env");
  const file = block.text("file");
  if (env !== null && file === null) return { from: "env", name: env.value, at: env.at, path: block.path };
  if (file === null || env !== null) return null;
  const depth = file.value.startsWith("/") ? 1 : depthOf(file.value);
  if (depth < 1) {
    const what = depth < 0 ? "the path leads out of the policy's folder" : "the path names the policy's folder and no file in it";
    problems.error("secret-file", file.at, `${file.path}: ${what}`, { hint: "keep the file below that folder, or write an absolute path" });
    return null;
  }
  return { from: "file", name: file.value, at: file.at, path: block.path };
}

/** Folders below the start at which a relative path ends; -1 where it climbs above. Both slashes count: the policy may be rendered on Windows. */
function depthOf(path: string): number {
  if (/^([A-Za-z]:|\\)/.test(path)) return -1;
  let depth = 0;
  for (const part of path.split(/[/\\]/)) {
    if (part === "..") depth -= 1;
    else if (part !== "" && part !== ".") depth += 1;
    if (depth < 0) return -1;
  }
  return depth;
}

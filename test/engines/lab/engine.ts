import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Folder of the engine prefixes, as scripts/engines.mjs fills it. */
export const ENGINES = process.env["RINGFENCE_ENGINES"] ?? join(homedir(), ".cache/ringfence/prefixes");

/** Prefixes known to scripts/engines/recipes.mjs. */
export type Prefix = "tools" | "asterisk-16" | "asterisk-22" | "kamailio-5.6" | "kamailio-6.0" | "kamailio-6.1" | "phones" | "sipp" | "browser";

/** Absolute path of a prefix, for what lies beside its programs (modules, sample configurations). */
export function prefixPath(prefix: Prefix, ...inside: string[]): string {
  return join(ENGINES, prefix, ...inside);
}

/**
 * Absolute path of an engine's program.
 * @throws if it has not been fetched: an engine that is missing is never a reason to skip
 */
export function engine(prefix: Prefix, program: string): string {
  const path = prefixPath(prefix, "wrappers", program);
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new Error(`${program} of ${prefix} is missing (${path}); get it with: node scripts/engines.mjs ${prefix}`);
  }
  return path;
}

/** A PATH on which the packet filter's and the network's tools are those of the `tools` prefix. */
export function toolsFirst(): string {
  engine("tools", "ip");
  return `${prefixPath("tools", "wrappers")}:${process.env["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"}`;
}

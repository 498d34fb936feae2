import type { AuditOptions } from "../app/audit/audit.js";
import { UsageError } from "./exit.js";

export interface VersionOptions {
  /** Undefined: what the files tell, or the newest that is known. */
  readonly kamailio?: string;
  readonly asterisk?: string;
}

export function versionsOf({ kamailio, asterisk }: VersionOptions): AuditOptions {
  for (const version of [kamailio, asterisk]) if (version !== undefined && !/^\d+(\.\d+){0,2}$/.test(version)) throw new UsageError(`${version} is no version such as 22 or 6.0.3`);
  const assumed = ([["kamailio", kamailio], ["asterisk", asterisk]] as const).flatMap(([product, version]) => (version === undefined ? [product] : []));
  return { kamailio: kamailio ?? "6.0", asterisk: asterisk ?? "22", assumed };
}

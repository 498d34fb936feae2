import type { AsteriskSystem, Jail } from "../../posture/index.js";
import type { Span } from "../../source/index.js";

/** A file that logger.conf has Asterisk write. */
export interface LogFile {
  readonly name: string;
  readonly levels: readonly string[];
  readonly at: Span;
}

/** Null where logger.conf was not given or holds what nobody could read. */
export function logFilesOf({ files }: AsteriskSystem): readonly LogFile[] | null {
  const conf = files.get("logger.conf");
  if (conf === undefined || !conf.valid || !conf.certain) return null;
  const lines = conf.categories.filter(({ name, isTemplate }) => !isTemplate && name.toLowerCase() === "logfiles").flatMap(({ variables }) => variables);
  return lines
    .filter(({ name }) => name !== "console" && !name.startsWith("syslog"))
    .map(({ name, value, nameAt }) => ({ name: name.replace(/^.*\//, ""), levels: value.replace(/^\[[^\]]*\]/, "").split(",").map((level) => level.trim().toLowerCase()), at: nameAt }));
}

/** Whether a name in logpath, which may hold `*`, is that of a file. */
export function fits(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern.replace(/[.+^${}()|\\[\]]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`).test(name);
}

export function isAsterisk(jail: Jail): boolean {
  return /asterisk/i.test(`${jail.name} ${jail.options.get("filter")?.value ?? ""}`);
}

export function isSip(jail: Jail): boolean {
  return /asterisk|kamailio|opensips|\bsip\b/i.test(`${jail.name} ${jail.options.get("filter")?.value ?? ""}`);
}

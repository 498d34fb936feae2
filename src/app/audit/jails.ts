import { posix } from "node:path";
import { lowerJails, readJails } from "../../dialects/fail2ban/index.js";
import { isKnown, type BanPosture, type JailHost } from "../../posture/index.js";
import type { SourceFile } from "../../source/index.js";
import type { Given } from "./given.js";

const JAILS = /(?:^|\/)jail(?:\.d\/[^/]+)?\.(?:conf|local)$/;

/** Jails among the files of fail2ban: what counts failures, and for how long it bans. */
export function jailFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter(({ path }) => JAILS.test(path));
}

/** The jails of each host. */
export function hostsOf(files: readonly SourceFile[], given: Given): readonly JailHost[] {
  return byHost(files).flatMap((host) => readJails(host, findIn(given)) ?? []);
}

/** What bans; of several hosts the one without a ban, or else the first, as a posture holds one. Null where no jails were given. */
export function auditJails(files: readonly SourceFile[], given: Given): BanPosture | null {
  const found = byHost(files).flatMap((host) => lowerJails(host, findIn(given)) ?? []);
  return found.find(({ ban }) => !isKnown(ban) || ban.value === "off") ?? found[0] ?? null;
}

function byHost(files: readonly SourceFile[]): readonly (readonly SourceFile[])[] {
  const hosts = new Map<string, SourceFile[]>();
  for (const file of jailFiles(files)) {
    const folder = posix.dirname(file.path).replace(/(?:^|\/)jail\.d$/, "");
    hosts.set(folder, [...(hosts.get(folder) ?? []), file]);
  }
  return [...hosts.values()];
}

function findIn(given: Given): (name: string, from: SourceFile) => SourceFile | null {
  return (name, from) => {
    const included = given.beside(name, from);
    return typeof included === "string" ? null : included;
  };
}

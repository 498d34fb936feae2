import type { Location } from "../finding.js";
import type { Fact, Listener, Posture, RateLimit } from "../posture/index.js";
import type { Span } from "../source/index.js";

/** Subjects that owe one and the same weakness to one and the same written (or missing) setting. */
export interface Group<S, T> {
  readonly fact: Fact<T>;
  /** Never empty. */
  readonly members: readonly S[];
}

/**
 * Groups subjects by what decides a setting, so that one line which weakens ten thousand accounts is blamed once, and so is a default of
 * the engine that nobody overrode in the files of a host. Order is that of first appearance; linear in the number of subjects.
 */
export function bySharedCause<S, T>(subjects: readonly S[], pick: (subject: S) => Fact<T>, hostOf: (path: string) => string = (path) => path): readonly Group<S, T>[] {
  const groups = new Map<string, { fact: Fact<T>; members: S[] }>();
  for (const subject of subjects) {
    const fact = pick(subject);
    const { at } = fact;
    const key = JSON.stringify([...(fact.kind === "default" ? [hostOf(at.file.path), fact.by] : [at.file.path, at.start, at.end]), fact.spelling, fact.kind, fact.kind === "unknown" ? fact.because : fact.value]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { fact, members: [subject] });
    else group.members.push(subject);
  }
  return [...groups.values()];
}

/** The folder of the Asterisk that reads a file, for defaults of hers: phones are mostly spread over many files. Linear: folders are asked once. */
export function hostsOf({ asterisk = [] }: Posture): (path: string) => string {
  const known = new Map<string, string>();
  const folders = new Set(asterisk.map(({ path }) => path));
  return (path) => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    let host = known.get(folder);
    if (host === undefined) {
      host = folder;
      while (host !== "" && !folders.has(host)) host = host.slice(0, Math.max(0, host.lastIndexOf("/")));
      if (host === "" && !folders.has(".")) host = folder;
      known.set(folder, host);
    }
    return host;
  };
}

/** Blocks named beside the first that lacks a setting. */
const NAMED = 7;

/** The other blocks that lack what the first one lacks; where a line is written it tells for itself whom it is about. */
export function lacking({ fact, members }: Group<{ readonly at: Span; readonly name: string }, unknown>): readonly Location[] {
  const others = fact.kind === "default" ? members.slice(1).filter(({ at }) => at.file !== fact.at.file || at.start !== fact.at.start) : [];
  return others.slice(0, NAMED).map(({ at, name }, index) => ({ span: at, note: index === NAMED - 1 && others.length > NAMED ? `nor here, for ${name}, nor for ${others.length - NAMED} more` : `nor here, for ${name}` }));
}

/** Both limits of each listener, to be grouped by cause: one limit on all methods is one cause. */
export function limitsOf(listeners: readonly Listener[]): readonly { readonly path: string; readonly audience: Listener["audience"]; readonly limit: Fact<RateLimit | "off"> }[] {
  return listeners.flatMap(({ path, audience, registerLimit, inviteLimit }) => [{ path, audience, limit: registerLimit }, { path, audience, limit: inviteLimit }]);
}

/** Where a block has one such setting, the setting is the subject: an exception for it does not cover the block's others. */
export function settingOf(fact: Fact<unknown>, path: string): string {
  return fact.spelling.startsWith(`${path}.`) ? fact.spelling : path;
}

/**
 * What a finding about a group names as its subject, and hence what an exception names in `where`: the one member, or
 * the setting they share. A setting's path stays the same when members come and go, so exceptions keep covering it.
 */
export function blamed(fact: Fact<unknown>, members: readonly { readonly path: string }[]): string {
  const [only, ...others] = members;
  if (only !== undefined && others.length === 0 && !fact.spelling.includes(".")) return only.path;
  // A policy spells a setting by its path; a file of an engine tells which of several hosts it is about.
  return !fact.spelling.includes(".") ? `${fact.at.file.path} ${fact.spelling}` : fact.spelling;
}

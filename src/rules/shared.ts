import type { Fact, Listener, RateLimit } from "../posture/index.js";

/** Subjects that owe one and the same weakness to one and the same written (or missing) setting. */
export interface Group<S, T> {
  readonly fact: Fact<T>;
  /** Never empty. */
  readonly members: readonly S[];
}

/**
 * Groups subjects by the place that decides a setting, so that one line which weakens ten thousand accounts is blamed once.
 * Order is that of first appearance; linear in the number of subjects.
 */
export function bySharedCause<S, T>(subjects: readonly S[], pick: (subject: S) => Fact<T>): readonly Group<S, T>[] {
  const groups = new Map<string, { fact: Fact<T>; members: S[] }>();
  for (const subject of subjects) {
    const fact = pick(subject);
    const { at } = fact;
    const key = JSON.stringify([at.file.path, at.start, at.end, fact.spelling, fact.kind, fact.kind === "unknown" ? fact.because : fact.value]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { fact, members: [subject] });
    else group.members.push(subject);
  }
  return [...groups.values()];
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
  if (fact.spelling.includes(".") || only === undefined || others.length > 0) return fact.spelling;
  return only.path;
}

import { lowerIptables, parseIpsetSave, parseIptablesSave } from "../../dialects/iptables/index.js";
import type { SavedSet } from "../../dialects/iptables/index.js";
import type { Family } from "../../exposure/index.js";
import type { Diagnostic, SourceFile } from "../../source/index.js";
import type { Filters } from "./reach.js";

/** Reads the dumps of iptables, ip6tables and ipset that belong together. */
export function readFilters(dumps: readonly SourceFile[], setDumps: readonly SourceFile[]): { readonly filters: Filters; readonly diagnostics: readonly Diagnostic[] } {
  const sets = new Map<string, SavedSet>();
  const problems = setDumps.flatMap((file) => {
    const read = parseIpsetSave(file);
    for (const [name, saved] of read.sets) sets.set(name, saved);
    return read.problems;
  });
  const rulesets = dumps.map((file) => {
    const saved = parseIptablesSave(file);
    problems.push(...saved.problems);
    const family = saved.family ?? familyByName(file.path);
    return { families: [family], ruleset: lowerIptables(saved, family, sets) };
  });
  return { filters: { rulesets }, diagnostics: problems.map(({ at, code, message }) => ({ level: "warning", code: `iptables-${code}`, message, at })) };
}

/** `rules.v6`, `ip6tables.save`: where the dump itself tells nothing, its name does. */
function familyByName(path: string): Family {
  return /6[^/]*$/.test(path) ? 6 : 4;
}

import { lowerIptables, parseIpsetSave, parseIptablesSave } from "../../dialects/iptables/index.js";
import type { SavedSet } from "../../dialects/iptables/index.js";
import type { NftRuleset } from "../../dialects/nftables/index.js";
import { lowerNft, parseNftJson, parseNftText, unmodelledTables } from "../../dialects/nftables/index.js";
import type { Family } from "../../exposure/index.js";
import type { FilterSet, FilterSystem } from "../../posture/index.js";
import { span, type Diagnostic, type SourceFile } from "../../source/index.js";

interface FilterReading {
  readonly filters: readonly FilterSystem[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the dumps that belong together: iptables, ip6tables and ipset, and nftables in either form. */
export function readFilters(dumps: readonly SourceFile[], setDumps: readonly SourceFile[], nftDumps: readonly SourceFile[]): FilterReading {
  const readings = [readIptables(dumps, setDumps), ...nftDumps.map(readNft)];
  return { filters: readings.flatMap(({ filters }) => filters), diagnostics: readings.flatMap(({ diagnostics }) => diagnostics) };
}

function readNft(file: SourceFile): FilterReading {
  const read = file.text.trimStart().startsWith("{") ? parseNftJson(file) : parseNftText(file);
  const tables = unmodelledTables(read).map(({ family, name, at }): Diagnostic => ({ level: "warning", code: "nft-table-not-modelled", message: `table ${family} ${name} is not looked at: only ip, ip6 and inet are`, at }));
  const problems = read.problems.map(({ at, code, message }): Diagnostic => ({ level: "warning", code: `nft-${code}`, message, at }));
  return { filters: [{ ...placed(file), tool: "nftables", families: [4, 6], ruleset: lowerNft(read), sets: setsOfNft(read), hints: hintsIn(file) }], diagnostics: [...problems, ...tables] };
}

function readIptables(dumps: readonly SourceFile[], setDumps: readonly SourceFile[]): FilterReading {
  const sets = new Map<string, SavedSet>();
  const problems = setDumps.flatMap((file) => {
    const read = parseIpsetSave(file);
    for (const [name, saved] of read.sets) sets.set(name, saved);
    return read.problems;
  });
  const filters = dumps.map((file) => {
    const saved = parseIptablesSave(file);
    problems.push(...saved.problems);
    const family = saved.family ?? familyByName(file.path);
    return { ...placed(file), tool: "iptables" as const, families: [family], ruleset: lowerIptables(saved, family, sets), sets: setDumps.length === 0 ? null : [...sets.values()].map(setOfIpset), hints: hintsIn(file) };
  });
  return { filters, diagnostics: problems.map(({ at, code, message }) => ({ level: "warning", code: `iptables-${code}`, message, at })) };
}

function setOfIpset({ name, at, type, family, timeout, most, yields, members }: SavedSet): FilterSet {
  return { name, at, type, family, timeout, dynamic: timeout, most, yields, members: members.length };
}

function setsOfNft({ tables }: NftRuleset): FilterSet[] {
  return [...tables.values()].flatMap(({ family, sets }) => [...sets.values()].map(({ name, at, flags, size, elements }): FilterSet => ({
    name, at, type: "", family: family === "ip6" ? 6 : 4, timeout: flags.has("timeout"), dynamic: flags.has("dynamic"), most: size, yields: false, members: elements.length,
  })));
}

/** Comments by which the tools say that their output is not all there is. */
function hintsIn(file: SourceFile): FilterSystem["hints"] {
  const told = [
    { kind: "legacy" as const, pattern: /^# Warning: ip6?tables-legacy tables present.*$/gm },
    { kind: "opaque" as const, pattern: /^.*\bxt (?:match|target) ".*$/gm },
  ];
  return told.flatMap(({ kind, pattern }) => {
    const first = pattern.exec(file.text);
    return first === null ? [] : [{ kind, at: span(file, first.index, first.index + first[0].length) }];
  });
}

function placed(file: SourceFile): Pick<FilterSystem, "path" | "at"> {
  return { path: file.path, at: span(file, 0, 0) };
}

/** `rules.v6`, `ip6tables.save`: where the dump itself tells nothing, its name does. */
function familyByName(path: string): Family {
  return /6[^/]*$/.test(path) ? 6 : 4;
}

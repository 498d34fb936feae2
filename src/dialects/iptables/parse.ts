import { span, type SourceFile } from "../../source/index.js";
import type { Option, Problem, SavedChain, SavedRule, SavedRuleset, SavedTable, Word } from "./ast.js";
import { linesOf, splitWords } from "./words.js";

/** Reads the output of iptables-save or ip6tables-save. Never throws; lines it cannot read become problems. */
export function parseIptablesSave(file: SourceFile): SavedRuleset {
  const tables: SavedTable[] = [];
  const problems: Problem[] = [];
  let table: SavedTable | null = null;
  for (const { text, start } of linesOf(file)) {
    const at = span(file, start, start + text.length);
    const line = text.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("*")) tables.push((table = { name: line.slice(1), at, chains: new Map() }));
    else if (line === "COMMIT") table = null;
    else if (table === null) problems.push({ at, code: "outside-table", message: "this line belongs to no table" });
    else if (line.startsWith(":")) declareChain(table, splitWords(file, start, text), problems);
    else addRule(table, splitWords(file, start, text), at, problems);
  }
  return { tables, problems, family: familyOf(file, tables) };
}

function declareChain(table: SavedTable, words: readonly Word[], problems: Problem[]): void {
  const [name, policy] = words;
  if (name === undefined || policy === undefined) return;
  const chain = name.text.slice(1);
  if (!["ACCEPT", "DROP", "-"].includes(policy.text)) problems.push({ at: policy.at, code: "policy-unknown", message: `${policy.text} is no policy of a chain` });
  table.chains.set(chain, { name: chain, at: name.at, policy: policy.text === "ACCEPT" || policy.text === "DROP" ? policy.text : null, rules: [] });
}

function addRule(table: SavedTable, words: readonly Word[], at: SavedRule["at"], problems: Problem[]): void {
  const rest = /^\[\d+:\d+\]$/.test(words[0]?.text ?? "") ? words.slice(1) : words;
  const [command, name] = rest;
  if (command === undefined || name === undefined || !["-A", "--append", "-I", "--insert"].includes(command.text)) {
    problems.push({ at, code: "command-unknown", message: "only appended rules (-A) are read here" });
    return;
  }
  const chain = table.chains.get(name.text) ?? newChain(table, name);
  // `-I INPUT 2`: the place it takes, counted from 1.
  const inserted = command.text === "-I" || command.text === "--insert";
  const place = inserted && /^\d+$/.test(rest[2]?.text ?? "") ? Number(rest[2]?.text) : null;
  const rule = { at, chain: name.text, ...readOptions(rest.slice(place === null ? 2 : 3)) };
  chain.rules.splice(inserted ? Math.max(0, (place ?? 1) - 1) : chain.rules.length, 0, rule);
}

/** A rule for a chain that was not declared: iptables-save always declares; a hand-written file may not. */
function newChain(table: SavedTable, name: Word): SavedChain {
  const builtIn = ["INPUT", "OUTPUT", "FORWARD", "PREROUTING", "POSTROUTING"].includes(name.text);
  const chain: SavedChain = { name: name.text, at: name.at, policy: builtIn ? "ACCEPT" : null, rules: [] };
  table.chains.set(name.text, chain);
  return chain;
}

const ALIASES: Readonly<Record<string, string>> = {
  "-s": "--source", "--src": "--source", "-d": "--destination", "--dst": "--destination", "-p": "--protocol", "--proto": "--protocol",
  "-i": "--in-interface", "-o": "--out-interface", "--dport": "--destination-port", "--sport": "--source-port",
  "--dports": "--destination-ports", "--sports": "--source-ports", "-f": "--fragment", "-j": "--jump", "-g": "--goto", "-m": "--match",
};

/** Modules that match without any option of theirs. */
const ALONE: ReadonlySet<string> = new Set(["rpfilter", "socket"]);

function readOptions(words: readonly Word[]): Pick<SavedRule, "options" | "target"> {
  const options: Option[] = [];
  let target: { name: string; goto: boolean; options: Option[] } | null = null;
  let module: string | null = null;
  for (let index = 0; index < words.length; ) {
    const negatedBefore = words[index]?.text === "!";
    const head = words[negatedBefore ? index + 1 : index];
    if (head === undefined) break;
    index += negatedBefore ? 2 : 1;
    // The old form `--dport ! 5060`.
    const negatedAfter = words[index]?.text === "!" && !isOption(words[index + 1]?.text ?? "-");
    if (negatedAfter) index++;
    const values: string[] = [];
    while (index < words.length && !isOption(words[index]?.text ?? "") && words[index]?.text !== "!") values.push(words[index++]?.text ?? "");
    const name = ALIASES[head.text] ?? head.text;
    if (name === "--match") {
      module = values[0] ?? null;
      if (ALONE.has(module ?? "")) options.push({ name, values, negated: negatedBefore || negatedAfter, module, at: head.at });
    }
    if (name === "--match") continue;
    if (name === "--jump" || name === "--goto") target = { name: values[0] ?? "", goto: name === "--goto", options: [] };
    else (target?.options ?? options).push({ name, values, negated: negatedBefore || negatedAfter, module, at: head.at });
  }
  return { options, target };
}

function isOption(text: string): boolean {
  return /^--?[A-Za-z]/.test(text);
}

function familyOf(file: SourceFile, tables: readonly SavedTable[]): 4 | 6 | null {
  if (/^# Generated by ip6tables-save/m.test(file.text)) return 6;
  if (/^# Generated by iptables-save/m.test(file.text)) return 4;
  const rules = tables.flatMap(({ chains }) => [...chains.values()].flatMap(({ rules: inChain }) => inChain));
  const addresses = rules.flatMap(({ options }) => options.filter(({ name }) => name === "--source" || name === "--destination").flatMap(({ values }) => values));
  if (addresses.some((address) => address.includes(":")) || /icmpv?6|icmp6-adm|REJECT --reject-with icmp6/.test(file.text)) return 6;
  return addresses.length > 0 || /-p icmp |icmp-port-unreachable/.test(file.text) ? 4 : null;
}

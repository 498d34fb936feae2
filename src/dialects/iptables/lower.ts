import type { Action, BaseChain, Chain, Family, FilterRule, Ruleset, Verdict } from "../../exposure/index.js";
import type { Option, SavedChain, SavedRule, SavedRuleset, SavedSet, SavedTable } from "./ast.js";
import { readMatches } from "./matches.js";

/** When each table's chains run (linux/netfilter_ipv4.h: enum nf_ip_hook_priorities). */
const PRIORITIES: Readonly<Record<string, number>> = { raw: -300, mangle: -150, nat: -100, filter: 0, security: 50 };

const HOOKS: Readonly<Record<string, BaseChain["hook"]>> = { PREROUTING: "prerouting", INPUT: "input", FORWARD: "forward", OUTPUT: "output", POSTROUTING: "postrouting" };

/** What a dump means to the kernel. `family` is that of the dump, `sets` what `ipset save` held. */
export function lowerIptables(saved: SavedRuleset, family: Family, sets: ReadonlyMap<string, SavedSet>): Ruleset {
  const chains = new Map<string, Chain>();
  for (const table of saved.tables) {
    for (const chain of table.chains.values()) {
      const key = chainKey(family, table, chain.name);
      chains.set(key, { key, name: chain.name, at: chain.at, rules: chain.rules.map((rule) => lowerRule(rule, table, family, sets)), base: baseOf(table, chain, family) });
    }
  }
  return { chains };
}

function chainKey(family: Family, table: SavedTable, name: string): string {
  return `${family === 4 ? "ip" : "ip6"} ${table.name} ${name}`;
}

function baseOf(table: SavedTable, chain: SavedChain, family: Family): BaseChain | null {
  const hook = HOOKS[chain.name];
  const priority = PRIORITIES[table.name];
  if (hook === undefined || priority === undefined || chain.policy === null) return null;
  return { hook, priority, type: table.name === "nat" ? "nat" : "filter", policy: chain.policy === "DROP" ? "drop" : "accept", policyAt: chain.at, families: [family] };
}

function lowerRule(rule: SavedRule, table: SavedTable, family: Family, sets: ReadonlyMap<string, SavedSet>): FilterRule {
  const adds = addedBy(rule);
  const actions = actionsOf(rule);
  const comment = valueOf(rule.options, "--comment");
  return {
    at: rule.at, matches: readMatches(rule.options, family, sets), verdict: lowerTarget(rule, table, family),
    ...(adds.length > 0 ? { adds } : {}), ...(actions.length > 0 ? { actions } : {}), ...(comment === undefined ? {} : { comment }),
  };
}

function valueOf(options: readonly Option[], wanted: string): string | undefined {
  return options.find(({ name }) => name === wanted)?.values[0];
}

/** `-j SET --add-set ban src`, `-m recent --set`: lists that the source gets onto. */
function addedBy({ options, target }: SavedRule): string[] {
  const recent = options.some(({ name, negated }) => name === "--set" && !negated) ? [`recent:${valueOf(options, "--name") ?? "DEFAULT"}`] : [];
  const set = target?.name === "SET" ? target.options.find(({ name }) => name === "--add-set") : undefined;
  return set?.values[0] !== undefined && set.values[1]?.startsWith("src") === true ? [...recent, set.values[0]] : recent;
}

function actionsOf({ target }: SavedRule): Action[] {
  switch (target?.name) {
    case "LOG": case "NFLOG": case "ULOG":
      return [{ kind: "log" }];
    case "CT": {
      const helper = valueOf(target.options, "--helper");
      return helper === undefined ? [] : [{ kind: "helper", name: helper }];
    }
    case "SNAT": case "MASQUERADE":
      return [{ kind: "source-nat" }];
    default:
      return [];
  }
}

const PASSING: ReadonlySet<string> = new Set([
  "LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "SET", "TCPMSS", "DSCP", "TOS", "TRACE", "CLASSIFY", "CHECKSUM", "AUDIT", "SECMARK", "CONNSECMARK", "TTL", "HL", "SNAT", "MASQUERADE", "NETMAP",
]);

function lowerTarget(rule: SavedRule, table: SavedTable, family: Family): Verdict {
  const { target } = rule;
  if (target === null) return { kind: "continue" };
  switch (target.name) {
    case "ACCEPT":
      return { kind: "accept" };
    case "DROP":
    case "TARPIT":
      return { kind: "drop" };
    case "REJECT":
      return { kind: "reject" };
    case "RETURN":
      return { kind: "return" };
    case "NOTRACK":
      return { kind: "notrack" };
    case "CT":
      return { kind: target.options.some(({ name }) => name === "--notrack") ? "notrack" : "continue" };
    case "DNAT":
    case "REDIRECT":
      return redirect(target.options);
  }
  if (PASSING.has(target.name)) return { kind: "continue" };
  if (table.chains.has(target.name)) return { kind: target.goto ? "goto" : "jump", chain: chainKey(family, table, target.name) };
  return { kind: "unknown", text: target.name };
}

function redirect(options: SavedRule["options"]): Verdict {
  const to = options.find(({ name }) => name === "--to-destination" || name === "--to-ports")?.values[0] ?? "";
  const port = /(?:^|:)(\d+)(?:-\d+)?$/.exec(to.includes(".") || !to.includes(":") ? to : to.replace(/^.*\]/, ""))?.[1];
  const address = /^(\d+\.\d+\.\d+\.\d+|\[[^\]]+\])/.exec(to)?.[1] ?? null;
  return { kind: "redirect", port: port === undefined ? null : Number(port), address };
}

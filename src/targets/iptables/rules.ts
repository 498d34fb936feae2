/** Translates rules into lines of iptables-restore, one or more for each rule and family. */
import { familiesOf, type Condition, type Family, type FilterRule, type PacketRate, type Verdict } from "../filter-rules.js";
import { address, comment, name, number, tableName } from "./quote.js";

/** The lines of one chain in one family. */
export function chainLines(chain: string, rules: readonly FilterRule[], family: Family): string[] {
  return rules.filter((rule) => familiesOf(rule).includes(family)).flatMap((rule) => ruleLines(chain, rule, family));
}

function ruleLines(chain: string, { reason, conditions, verdict }: FilterRule, family: Family): string[] {
  const ending = `-m comment --comment ${comment(reason)} ${target(verdict)}`;
  const alternatives = conditions.reduce<string[][]>((lines, condition) => {
    const words = matches(condition, family);
    return lines.flatMap((line) => words.map((word) => (word === "" ? line : [...line, word])));
  }, [[]]);
  return alternatives.map((line) => [`-A ${chain}`, ...line, ending].join(" "));
}

/** The words of a condition; several where only several rules can say it. */
function matches(condition: Condition, family: Family): string[] {
  switch (condition.on) {
    case "loopback":
      return ["-i lo"];
    case "family":
      return [""];
    case "set":
      return [`-m set --match-set ${name(`${condition.set.name}${family}`)} ${condition.side === "source" ? "src" : "dst"}`];
    case "address":
      return [`${condition.side === "source" ? "-s" : "-d"} ${address(condition.address)}`];
    case "strayed":
      return ["-m rpfilter --invert"];
    case "port":
      return [ports(condition)];
    case "state":
      return [`-m conntrack --ctstate ${condition.state.toUpperCase()}`];
    case "translated":
      return ["-m conntrack --ctstate DNAT"];
    case "icmp":
      return condition.types.map((type) => icmp(family, type, condition.hopLimit));
    case "source-rate":
      return [sourceRate(condition, family)];
    case "connections-above":
      return [`-m connlimit --connlimit-above ${number(condition.count)} --connlimit-mask ${family === 4 ? 32 : 64} --connlimit-saddr`];
    case "overall-rate":
      return [`-m limit --limit ${rate(condition.rate)} --limit-burst ${number(condition.rate.burst)}`];
  }
}

function ports({ protocol, side, first, last }: Condition & { on: "port" }): string {
  const value = first === last ? number(first) : `${number(first)}:${number(last)}`;
  return `-p ${protocol} -m ${protocol} ${side === "source" ? "--sport" : "--dport"} ${value}`;
}

function icmp(family: Family, type: number, hopLimit: number | null): string {
  if (family === 4) return `-p icmp -m icmp --icmp-type ${number(type)}`;
  return `-p ipv6-icmp -m icmp6 --icmpv6-type ${number(type)}${hopLimit === null ? "" : ` -m hl --hl-eq ${number(hopLimit)}`}`;
}

function rate({ count, per }: PacketRate): string {
  return `${number(count)}/${per === "second" ? "sec" : "min"}`;
}

/**
 * The kernel finds a table by its name and keeps the rate that it was made with (htable_find_get in xt_hashlimit.c), even
 * while rules with another rate replace those that hold it; so the name tells the rate.
 */
function sourceRate({ table, rate: allowed }: Condition & { on: "source-rate" }, family: Family): string {
  return [
    `-m hashlimit --hashlimit-upto ${rate(allowed)} --hashlimit-burst ${number(allowed.burst)}`,
    `--hashlimit-mode srcip${family === 4 ? "" : " --hashlimit-srcmask 64"} --hashlimit-name ${tableName(`${table.name}_${allowed.count}${allowed.per === "second" ? "s" : "m"}${allowed.burst}`)}`,
    `--hashlimit-htable-size ${number(table.entries / 8)} --hashlimit-htable-max ${number(table.entries)} --hashlimit-htable-expire ${number(table.forget * 1000)}`,
  ].join(" ");
}

function target(verdict: Verdict): string {
  switch (verdict.to) {
    case "accept":
      return "-j ACCEPT";
    case "drop":
      return "-j DROP";
    case "return":
      return "-j RETURN";
    case "untrack":
      return "-j CT --notrack";
    case "log":
      return '-j LOG --log-prefix "ringfence drop: "';
    case "dnat":
      return `-j DNAT --to-destination ${address(verdict.address)}`;
    case "snat":
      return `-j SNAT --to-source ${address(verdict.address)}`;
  }
}

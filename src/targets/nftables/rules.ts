/** Translates rules into lines of nft; a rule that names addresses is written once for each family. */
import { FAMILIES, familiesOf, type Condition, type Family, type FilterRule, type PacketRate, type Verdict } from "../filter-rules.js";
import { address, comment, name, number } from "./quote.js";

export function chainLines(rules: readonly FilterRule[]): string[] {
  return rules.flatMap((rule) => {
    const families = familiesOf(rule);
    const lines = families.map((family) => line(rule, family, families.length < FAMILIES.length));
    return [...new Set(lines)];
  });
}

/** `alone`: the rule holds in this family only; a family is named where no address does it already. */
function line({ reason, conditions, verdict }: FilterRule, family: Family, alone: boolean): string {
  const words = conditions.map((condition) => match(condition, family)).filter((word) => word !== "");
  const named = conditions.some(({ on }) => on === "address" || on === "set" || on === "icmp");
  if (alone && !named) words.unshift(`meta nfproto ipv${family}`);
  return [...words, action(verdict), ...(verdict.to === "log" ? [] : [`comment ${comment(reason)}`])].join(" ");
}

function match(condition: Condition, family: Family): string {
  const ip = family === 4 ? "ip" : "ip6";
  switch (condition.on) {
    case "loopback":
      return 'iifname "lo"';
    case "family":
      return "";
    case "set":
      return `${ip} ${side(condition.side)} @${name(`${condition.set.name}${family}`)}`;
    case "address":
      return `${ip} ${side(condition.side)} ${address(condition.address)}`;
    case "strayed":
      return "fib saddr . iif oif missing";
    case "port":
      return port(condition);
    case "state":
      return `ct state ${condition.state}`;
    case "translated":
      return "ct status dnat";
    case "icmp":
      return icmp(family, condition.types, condition.hopLimit);
    case "source-rate":
      return `update @${name(`${condition.table.name}${family}`)} { ${source(family)} limit rate ${rate(condition.rate)} }`;
    case "connections-above":
      return `add @${name(`${condition.table.name}${family}`)} { ${source(family)} ct count over ${number(condition.count)} }`;
    case "overall-rate":
      return `limit rate ${rate(condition.rate)}`;
  }
}

function side(which: "source" | "destination"): string {
  return which === "source" ? "saddr" : "daddr";
}

function port({ protocol, side: which, first, last }: Condition & { on: "port" }): string {
  return `${protocol} ${which === "source" ? "sport" : "dport"} ${number(first)}${first === last ? "" : `-${number(last)}`}`;
}

function icmp(family: Family, types: readonly number[], hopLimit: number | null): string {
  const list = types.length === 1 ? types.map(number).join("") : `{ ${types.map(number).join(", ")} }`;
  return `${hopLimit === null ? "" : `ip6 hoplimit ${number(hopLimit)} `}${family === 4 ? "icmp" : "icmpv6"} type ${list}`;
}

function rate({ count, per, burst }: PacketRate): string {
  return `${number(count)}/${per} burst ${number(burst)} packets`;
}

function source(family: Family): string {
  return family === 4 ? "ip saddr" : "ip6 saddr & ffff:ffff:ffff:ffff::";
}

function action(verdict: Verdict): string {
  switch (verdict.to) {
    case "accept":
    case "return":
      return verdict.to;
    case "drop":
      return "counter drop";
    case "untrack":
      return "notrack";
    case "log":
      return 'log prefix "ringfence drop: " level info';
    case "dnat":
    case "snat":
      return `${verdict.to} to ${address(verdict.address)}`;
  }
}

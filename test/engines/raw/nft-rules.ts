import type { Random } from "./random.js";

/** Random rulesets of nftables that the kernel takes, and packets that their rules speak of. */

const NETS: Readonly<Record<4 | 6, readonly string[]>> = {
  4: ["10.0.0.0/8", "10.0.0.0/29", "10.0.0.4/30", "10.0.1.0/24", "10.0.0.1", "0.0.0.0/1", "10.0.0.16/28", "203.0.113.0/24", "10.0.0.3-10.0.0.11"],
  6: ["2001:db8:1::/48", "2001:db8:1::/125", "2001:db8:1::4/126", "2001:db8:1:1::/64", "2001:db8:1::1", "2000::/3", "2001:db8:1::10/124", "fc00::/7", "2001:db8:1::3-2001:db8:1::b"],
};
/** Neither touching nor overlapping, for the keys of one set or map. */
const APART: Readonly<Record<4 | 6, readonly string[]>> = {
  4: ["10.0.0.0/30", "10.0.0.8/29", "10.0.0.20-10.0.0.22", "10.0.1.0/24", "203.0.113.9"],
  6: ["2001:db8:1::/126", "2001:db8:1::8/125", "2001:db8:1::14-2001:db8:1::16", "2001:db8:1:1::/64", "fc00::9"],
};
const PORTS = [22, 53, 5060, 5061, 10_000, 10_500, 20_000, 60_000];
const RANGES = ["22", "53", "5060", "5061-5062", "10000-10500", "20000-60100"];

export const SOURCES: Readonly<Record<4 | 6, readonly string[]>> = {
  4: [...Array.from({ length: 31 }, (_, index) => `10.0.0.${index + 1}`), "10.0.1.7", "203.0.113.9", "198.51.100.3"],
  6: [...Array.from({ length: 31 }, (_, index) => `2001:db8:1::${(index + 1).toString(16)}`), "2001:db8:1:1::7", "fc00::9", "3fff::3"],
};

export function port(random: Random): number {
  return random.pick(PORTS) + random.below(3);
}

/** What a rule may say about the packet: at most one thing of each layer, since nft refuses what contradicts itself. */
interface Layers {
  readonly family: 4 | 6 | null;
  readonly inet: boolean;
}

function network(random: Random, { family, inet }: Layers): string {
  const version = family ?? random.pick([4, 6] as const);
  const ip = version === 4 ? "ip" : "ip6";
  const not = random.chance(0.25) ? "!= " : "";
  switch (random.below(inet ? 8 : 7)) {
    case 0: case 1: return `${ip} saddr ${not}${random.pick(NETS[version])}`;
    case 2: return `${ip} saddr ${not}{ ${random.some(APART[version], 1, 4).join(", ")} }`;
    case 3: return `${ip} saddr ${not}@nets${version}`;
    case 4: return version === 4 ? `ip saddr & 255.255.255.248 ${random.pick(["==", "!="])} 10.0.0.8` : "ip6 saddr & ffff:ffff:ffff:ffff:: == 2001:db8:1:1::";
    case 5: return `${ip} daddr ${not}${version === 4 ? random.pick(["192.0.2.10", "192.0.2.0/24", "198.51.100.0/24"]) : random.pick(["2001:db8::10", "2001:db8::/64", "fe80::/10"])}`;
    case 6: return `${ip} saddr . ${random.pick(["udp", "tcp"])} dport ${not}${random.chance(0.5) ? `{ ${pairs(random, version)} }` : `@pairs${version}`}`;
    default: return random.pick(["meta nfproto ipv4", "meta nfproto != ipv4", "meta nfproto ipv6", "meta protocol ip6", "meta protocol ip"]);
  }
}

function pairs(random: Random, version: 4 | 6): string {
  return random.some(SOURCES[version], 2, 12).map((source) => `${source} . ${random.pick(PORTS)}`).join(", ");
}

function transport(random: Random): string {
  const protocol = random.pick(["udp", "tcp"]);
  const not = random.chance(0.25) ? "!= " : "";
  switch (random.below(10)) {
    case 0: return `meta l4proto ${not}${protocol}`;
    case 1: return `${protocol} dport ${not}${random.pick(RANGES)}`;
    case 2: return `${protocol} dport ${not}{ ${random.some(RANGES, 1, 4).join(", ")} }`;
    case 3: return `${protocol} dport ${not}@ports`;
    case 4: return `${protocol} dport ${random.pick(["<", "<=", ">", ">="])} ${random.pick(PORTS)}`;
    case 5: return `meta l4proto { tcp, udp } th dport ${not}${random.pick(RANGES)}`;
    case 6: return `udp sport ${not}1024-${random.pick([20_000, 30_000])}`;
    case 7: return random.pick(["tcp flags syn", "tcp flags != syn", "tcp flags & (fin|syn|rst|ack) == syn", "tcp flags & (syn|ack) != syn", "tcp flags ! ack", "tcp flags { syn, syn|ack }", "tcp flags syn,ack"]);
    case 8: return `@th,16,16 ${not}${random.pick(PORTS)}`;
    default: return "meta mark set udp dport map { 5060 : 1, 10000 : 2 }";
  }
}

function rest(random: Random): string {
  return random.pick([
    ...["ct state new", "ct state established,related", "ct state != established,related", "ct state new,untracked", "ct state ! new", "ct state { new, related }", "ct state != { established, untracked }", "ct state invalid", "ct state untracked", "ct state != new"],
    ...["iifname eth0", "iifname != lo", "iifname \"eth*\"", "iifname { lo, \"wl*\" }", "oifname != eth0", "iif lo"],
    ...["fib daddr type local", "fib saddr . iif oif missing", "fib saddr . iif oif exists", "fib daddr type { broadcast, multicast }", "meta pkttype host"],
    ...["limit rate 100000/second burst 100000 packets", "limit rate over 100000/second burst 100000 packets", "ct count over 60000"],
  ]);
}

function verdict(random: Random, chains: readonly string[]): string {
  const next = chains.length > 0 && random.chance(0.35) ? `${random.chance(0.25) ? "goto" : "jump"} ${random.pick(chains)}` : null;
  return next ?? random.pick(["accept", "accept", "accept", "drop", "drop", "reject", "return", "counter", "log prefix \"x\" limit rate 1/hour", "continue"]);
}

/** Verdicts that a map may hold. */
function mapped(random: Random, chains: readonly string[]): string {
  return chains.length > 0 && random.chance(0.4) ? `${random.chance(0.25) ? "goto" : "jump"} ${random.pick(chains)}` : random.pick(["accept", "drop", "return", "continue"]);
}

function verdictMap(random: Random, { family, inet }: Layers, chains: readonly string[]): string {
  const version = family ?? random.pick([4, 6] as const);
  const ip = version === 4 ? "ip" : "ip6";
  const entries = (keys: readonly string[]): string => `{ ${keys.map((key) => `${key} : ${mapped(random, chains)}`).join(", ")} }`;
  const other = random.chance(0.4) ? ["*"] : [];
  switch (random.below(inet && chains.length > 0 ? 6 : 5)) {
    case 0: return `${random.pick(["udp", "tcp"])} dport vmap ${entries(random.some(RANGES, 1, 4))}`;
    case 1: return `${ip} saddr vmap ${entries([...random.some(SOURCES[version], 1, 9), ...other])}`;
    case 2: return `ct state vmap ${entries(random.some(["new", "established", "invalid", "untracked"], 1, 4))}`;
    case 3: return `${ip} saddr . udp dport vmap ${entries(random.some(SOURCES[version], 1, 9).map((source) => `${source} . ${random.pick(PORTS)}`))}`;
    case 4: return `meta l4proto vmap ${entries(["udp", "tcp"])}`;
    default: return `udp dport vmap @verdicts`;
  }
}

function rule(random: Random, layers: Layers, chains: readonly string[]): string {
  const parts: string[] = [];
  if (random.chance(0.5)) parts.push(network(random, layers));
  if (random.chance(0.15)) return verdictMap(random, layers, chains);
  if (random.chance(0.5) && !parts.some((text) => text.includes("dport"))) parts.push(transport(random));
  if (random.chance(0.3) || parts.length === 0) parts.push(rest(random));
  return `${parts.join(" ")} ${verdict(random, chains)}`;
}

function rules(random: Random, least: number, most: number, layers: Layers, chains: readonly string[]): string {
  return Array.from({ length: least + random.below(most - least + 1) }, () => `\t\t${rule(random, layers, chains)}\n`).join("");
}

function table(random: Random, name: string, family: "ip" | "ip6" | "inet", priority: string, most: number): string {
  const layers: Layers = { family: family === "ip" ? 4 : family === "ip6" ? 6 : null, inet: family === "inet" };
  const sets = ([4, 6] as const).filter((version) => layers.family === null || layers.family === version).map((version) =>
    `\tset nets${version} { type ipv${version}_addr; flags interval; elements = { ${random.some(APART[version], 1, 5).join(", ")} }; }\n\tset pairs${version} { type ipv${version}_addr . inet_service; elements = { ${pairs(random, version)} }; }\n`);
  const named = `\tset ports { type inet_service; flags interval; elements = { ${random.some(RANGES, 1, 4).join(", ")} }; }\n`;
  const verdicts = `\tmap verdicts { type inet_service : verdict; flags interval; elements = { ${random.some(RANGES, 1, 4).map((range) => `${range} : ${mapped(random, ["c"])}`).join(", ")} }; }\n`;
  const chain = (of: string, body: string): string => `\tchain ${of} {\n${body}\t}\n`;
  return `table ${family} ${name} {\n${sets.join("")}${named}`
    + chain("c", rules(random, 0, 3, layers, [])) + chain("b", rules(random, 1, 4, layers, ["c"])) + chain("a", rules(random, 1, 4, layers, ["b", "c"])) + verdicts
    + chain("in", `\t\ttype filter hook input priority ${priority}; policy ${random.pick(["accept", "drop"])};\n${rules(random, 3, most, layers, ["a", "b", "c"])}`)
    + "}\n";
}

function raw(random: Random): string {
  const body = random.pick(["udp dport 10000-20000 notrack", "ip saddr 10.0.0.0/29 notrack", "meta nfproto ipv6 tcp dport 5060-5061 notrack", "udp dport 53 notrack accept"]);
  const drop = random.chance(0.4) ? `\t\tip6 saddr ${random.pick(APART[6])} drop\n` : "";
  return `table inet early {\n\tchain pre {\n\t\ttype filter hook prerouting priority raw + ${random.below(20)}; policy accept;\n\t\t${body}\n${drop}\t}\n}\n`;
}

/** One to three tables: at least one for both families, others before or after it on the same hook. */
export function ruleset(random: Random): string {
  const more = random.chance(0.5) ? table(random, "more", random.pick(["ip", "ip6", "inet"]), random.pick(["filter - 5", "filter + 5", "security"]), 4).replace("policy drop", random.chance(0.3) ? "policy drop" : "policy accept") : "";
  return `flush ruleset\n${random.chance(0.4) ? raw(random) : ""}${table(random, "main", "inet", "filter", 14)}${more}`;
}

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { contains, deadParts, exposureOf, parseAddress, type Exposure, type Family, type FilterRule, type Ruleset } from "../../src/exposure/index.js";
import { lowerIptables, parseIpsetSave, parseIptablesSave } from "../../src/dialects/iptables/index.js";
import { Filter } from "./lab/filter.js";
import { Network } from "./lab/network.js";
import { scratch } from "./lab/scratch.js";
import { fates, prepare, type Packet } from "./raw/exchange.js";
import { randomness, type Random } from "./raw/random.js";

/**
 * Our model of iptables and ip6tables against the kernel: random rulesets are loaded and saved, the save is read, and for
 * random packets what the model says must be what became of the packet. The kernel's counters judge the rest: a rule that
 * is said to be dead has counted nothing, and the rules said to decide have counted each of their packets.
 */
const RULESETS: Readonly<Record<Family, number>> = { 4: 28, 6: 14 };
const PACKETS = 2_600;
const ADDRESSES: Readonly<Record<Family, string>> = { 4: "192.0.2.10", 6: "2001:db8::10" };

let network: Network<"target" | "sender">;
const folder = scratch("read-iptables");

before(async () => {
  network = await Network.create({ target: Object.values(ADDRESSES), sender: ["192.0.2.20", "2001:db8::20"] });
  await prepare(network.hosts, Object.values(ADDRESSES));
});

after(() => network.delete());

/** IPv4 addresses here have a counterpart each: `10.0.1.7` is `2001:db8:a::107`. */
function inFamily(text: string, family: Family): string {
  if (family === 4) return text;
  return text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?/g, (_, a: string, b: string, c: string, d: string, bits?: string) => {
    if (a === "0") return `::/${bits}`;
    const net = a === "192" ? "2001:db8" : `2001:db8:${Number(a).toString(16)}:${Number(b).toString(16)}`;
    const host = a === "192" ? d : ((Number(c) << 8) | Number(d)).toString(16);
    const prefix = bits === undefined ? "" : `/${128 - (32 - Number(bits))}`;
    return a === "10" && bits === "8" ? "2001:db8:a::/48" : `${net}::${host}${prefix}`;
  });
}

const NETS = ["10.0.0.0/8", "10.0.0.0/29", "10.0.0.4/30", "10.0.0.8/29", "10.0.1.0/24", "10.0.0.1/32", "0.0.0.0/1", "10.0.0.16/28", "203.0.113.0/24"];
const SOURCES = [...Array.from({ length: 32 }, (_, index) => `10.0.0.${index}`), "10.0.1.7", "203.0.113.9", "198.51.100.3"].filter((address) => address !== "10.0.0.0");
const PORTS = [22, 53, 5060, 5061, 10_000, 10_500, 20_000, 60_000];
const TARGETS = ["ACCEPT", "ACCEPT", "DROP", "DROP", "REJECT", "RETURN", "LOG", "A", "B", "C"];

function match(random: Random): string {
  const not = random.chance(0.2) ? "! " : "";
  switch (random.below(12)) {
    case 0: case 1: return `${not}-s ${random.pick(NETS)}`;
    case 2: return `${not}-p ${random.pick(["udp", "tcp"])}`;
    case 3: return `-p udp -m udp ${not}--dport ${random.pick(PORTS)}:${60_100}`;
    case 4: return `-p tcp -m tcp ${not}--dport ${random.pick(PORTS)}`;
    case 5: return `-p udp -m multiport ${not}--dports ${random.pick(PORTS)},10000:10499`;
    case 6: return `${not}-i ${random.pick(["eth0", "lo", "eth+", "wlan0"])}`;
    case 7: return `-m conntrack ${not}--ctstate ${random.pick(["NEW", "ESTABLISHED", "RELATED,ESTABLISHED", "NEW,UNTRACKED", "UNTRACKED", "INVALID"])}`;
    case 8: return `-m set ${not}--match-set ${random.pick(["nets", "ips"])} src`;
    case 9: return `-m iprange ${not}--src-range 10.0.0.3-10.0.0.${10 + random.below(20)}`;
    case 10: return `${not}-d ${random.pick(["192.0.2.10/32", "192.0.2.0/24", "198.51.100.0/24"])}`;
    default: return random.chance(0.5) ? "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN" : `-p udp -m udp ${not}--sport 1024:${random.pick([30_000, 65_535])}`;
  }
}

/** At most one match of a protocol in a rule, since iptables takes one `-p`. */
function rule(random: Random, chain: string, targets: readonly string[]): string {
  const matches = [match(random), ...(random.chance(0.4) ? [match(random)] : [])];
  const one = matches.filter((text, index) => index === 0 || !["-p ", "-s ", "-i ", "-d ", "-m conntrack"].some((sign) => text.includes(sign) && matches[0]?.includes(sign)));
  return `-A ${chain} ${one.join(" ")} ${random.chance(0.1) ? "-g" : "-j"} ${random.pick(targets)}`;
}

function ruleset(random: Random): string {
  const lines = (chain: string, count: number, targets: readonly string[]): string[] => Array.from({ length: count }, () => rule(random, chain, targets)).map((line) => line.replace(/-g (ACCEPT|DROP|REJECT|RETURN|LOG)$/, "-j $1"));
  const raw = random.chance(0.3) ? ["-A PREROUTING -p udp -m udp --dport 10000:20000 -j CT --notrack"] : [];
  return [
    "*raw", ":PREROUTING ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ...raw, ...(random.chance(0.5) ? lines("PREROUTING", 1, ["ACCEPT", "DROP"]) : []).filter((line) => !line.includes("ctstate")), "COMMIT",
    "*filter", `:INPUT ${random.pick(["ACCEPT", "DROP"])} [0:0]`, ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ":A - [0:0]", ":B - [0:0]", ":C - [0:0]",
    ...lines("INPUT", 3 + random.below(14), TARGETS), ...lines("A", 1 + random.below(5), TARGETS.filter((name) => name !== "A")), ...lines("B", 1 + random.below(5), TARGETS.filter((name) => name !== "A" && name !== "B")), ...lines("C", random.below(4), TARGETS.slice(0, 7)),
    "COMMIT", "",
  ].join("\n");
}

interface Told {
  readonly fate: "in" | "out" | "unsure";
  /** The rules on the way to the one that decides, and that one; empty where a policy does. */
  readonly witness: readonly FilterRule[];
}

function verdict(model: Ruleset, family: Family, { protocol, source, sport, dport }: Packet): Told {
  const address = parseAddress(source)?.value ?? 0n;
  const told = exposureOf(model, {
    family, inInterface: "eth0", protocol, sourcePort: sport, destinationPort: dport, destination: parseAddress(ADDRESSES[family])?.value ?? null, state: "new",
  });
  if (contains(told.sure, address)) return { fate: "in", witness: witnessOf(told, address) };
  return contains(told.possible, address) ? { fate: "unsure", witness: [] } : { fate: "out", witness: witnessOf(told, address) };
}

function witnessOf({ admissions, denials, sure }: Exposure, address: bigint): readonly FilterRule[] {
  const decider = contains(sure, address) ? admissions.find((one) => contains(one.sure, address)) : denials.find((one) => contains(one.possible, address));
  return decider === undefined || decider.rule === null ? [] : [...decider.via, decider.rule];
}

/** How often each rule of a dump with counters matched, by the rule of the same place in another reading of it. */
function counted(model: Ruleset, family: Family, dump: string): ReadonlyMap<FilterRule, number> {
  const again = lowerIptables(parseIptablesSave({ path: "counted", text: dump }), family, new Map());
  const counts = new Map<FilterRule, number>();
  for (const [key, { rules }] of model.chains) {
    const there = again.chains.get(key)?.rules ?? [];
    assert.equal(there.length, rules.length);
    for (const [index, rule] of rules.entries()) {
      const at = there[index]?.at;
      counts.set(rule, Number(/^\[(\d+):/.exec(at === undefined ? "" : at.file.text.slice(at.start, at.end))?.[1]));
    }
  }
  return counts;
}

interface Tally {
  checked: number;
  accepted: number;
  dead: number;
  witnessed: number;
}

async function compare(filter: Filter, family: Family, seed: number, sets: Sets, tally: Tally): Promise<void> {
  const random = randomness(seed * 7919 + family);
  const text = inFamily(ruleset(random), family);
  const tool = family === 4 ? "iptables" : "ip6tables";
  await filter[tool](text);
  const saved = parseIptablesSave({ path: `rules.v${family}`, text: await filter.saved(tool) });
  assert.deepEqual(saved.problems, []);
  const model = lowerIptables(saved, family, sets);
  const packets = Array.from({ length: PACKETS }, (_, index): Packet => ({
    protocol: random.pick(["udp", "tcp"]), source: inFamily(random.pick(SOURCES), family), sport: 1024 + ((seed * PACKETS + index) % 60_000), destination: ADDRESSES[family], dport: random.pick(PORTS) + random.below(3),
  }));
  const expected = packets.map((packet) => verdict(model, family, packet));
  const seen = await fates({ ...network.hosts, folder }, packets, expected.map(({ fate }) => fate), (seed * 2 + family / 2) * 100_000);
  for (const [index, packet] of packets.entries()) {
    if (seen[index] === "in") tally.accepted++;
    assert.equal(expected[index]?.fate, seen[index], `seed ${seed}: ${JSON.stringify(packet)}\n${text}`);
    tally.checked++;
  }
  const counts = counted(model, family, await network.hosts.target.must(`${tool}-save`, ["-c"]));
  for (const { rule, kind } of deadParts(model, [family]).rules) {
    assert.equal(counts.get(rule), 0, `seed ${seed}: ${kind}, yet it counts: ${words(rule)}\n${text}`);
    tally.dead++;
  }
  const needed = new Map<FilterRule, number>();
  for (const { witness } of expected) for (const rule of new Set(witness)) needed.set(rule, (needed.get(rule) ?? 0) + 1);
  for (const [rule, least] of needed) {
    assert.ok((counts.get(rule) ?? 0) >= least, `seed ${seed}: ${words(rule)} counts ${counts.get(rule)}, at least ${least} packets are said to be its\n${text}`);
    tally.witnessed += least;
  }
}

type Sets = ReturnType<typeof parseIpsetSave>["sets"];

function words({ at }: FilterRule): string {
  return at.file.text.slice(at.start, at.end);
}

for (const family of [4, 6] as const) {
  test(`the model and the kernel agree on ${RULESETS[family] * PACKETS} packets of IPv${family}`, { timeout: 300_000 }, async () => {
    const filter = new Filter(network.hosts.target);
    // The rules of the family before would hold on to its sets.
    await filter.iptables("*raw\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n");
    await filter.ipset(["destroy", `create nets hash:net family inet${family === 6 ? "6" : ""}`, "add nets 10.0.0.8/29", "add nets 203.0.113.0/24", `create ips hash:ip family inet${family === 6 ? "6" : ""}`, "add ips 10.0.0.1", "add ips 10.0.0.2", "add ips 10.0.0.30", ""].map((line) => inFamily(line, family)).join("\n"));
    const { sets } = parseIpsetSave({ path: "ipset", text: await filter.saved("ipset") });
    const tally: Tally = { checked: 0, accepted: 0, dead: 0, witnessed: 0 };
    for (let seed = 1; seed <= RULESETS[family]; seed++) await compare(filter, family, seed, sets, tally);
    const { checked, accepted, dead, witnessed } = tally;
    assert.equal(checked, RULESETS[family] * PACKETS);
    // Both verdicts are met often: agreement on one alone would prove nothing.
    assert.ok(accepted > checked / 10 && accepted < (checked * 9) / 10, `${accepted} of ${checked} were accepted`);
    assert.ok(dead > RULESETS[family] / 2, `only ${dead} rules were said to be dead`);
    assert.ok(witnessed > checked / 4, `of ${checked} packets ${witnessed} rules were said to decide`);
  });
}

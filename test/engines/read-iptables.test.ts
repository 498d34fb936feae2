import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { contains, exposureOf, parseAddress, type Ruleset } from "../../src/exposure/index.js";
import { lowerIptables, parseIpsetSave, parseIptablesSave } from "../../src/dialects/iptables/index.js";
import { Filter } from "./lab/filter.js";
import { Network } from "./lab/network.js";
import { scratch } from "./lab/scratch.js";
import { fates, prepare, type Packet } from "./raw/exchange.js";
import { randomness, type Random } from "./raw/random.js";

/**
 * Our model of iptables against the kernel: random rulesets are loaded and saved, the save is read, and for random
 * packets what the model says must be what became of the packet.
 */
const RULESETS = 40;
const PACKETS = 2_600;
const TARGET = "192.0.2.10";

let network: Network<"target" | "sender">;
const folder = scratch("read-iptables");

before(async () => {
  network = await Network.create({ target: [TARGET], sender: ["192.0.2.20"] });
  await prepare(network.hosts, [TARGET]);
});

after(() => network.delete());

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

function verdict(model: Ruleset, { protocol, source, sport, dport }: Packet): "in" | "out" | "unsure" {
  const address = parseAddress(source)?.value ?? 0n;
  const { sure, possible } = exposureOf(model, {
    family: 4, inInterface: "eth0", protocol, sourcePort: sport, destinationPort: dport, destination: parseAddress(TARGET)?.value ?? null, state: "new",
  });
  if (contains(sure, address)) return "in";
  return contains(possible, address) ? "unsure" : "out";
}

test(`the model and the kernel agree on ${RULESETS * PACKETS} packets`, { timeout: 300_000 }, async () => {
  const filter = new Filter(network.hosts.target);
  await filter.ipset("create nets hash:net family inet\nadd nets 10.0.0.8/29\nadd nets 203.0.113.0/24\ncreate ips hash:ip family inet\nadd ips 10.0.0.1\nadd ips 10.0.0.2\nadd ips 10.0.0.30\n");
  const { sets } = parseIpsetSave({ path: "ipset", text: await filter.saved("ipset") });
  let [checked, accepted] = [0, 0];
  for (let seed = 1; seed <= RULESETS; seed++) {
    const random = randomness(seed * 7919);
    const text = ruleset(random);
    await filter.iptables(text);
    const saved = parseIptablesSave({ path: "rules.v4", text: await filter.saved("iptables") });
    assert.deepEqual(saved.problems, []);
    const model = lowerIptables(saved, 4, sets);
    const packets = Array.from({ length: PACKETS }, (_, index): Packet => ({
      protocol: random.pick(["udp", "tcp"]), source: random.pick(SOURCES), sport: 1024 + (((seed - 1) * PACKETS + index) % 60_000), destination: TARGET, dport: random.pick(PORTS) + random.below(3),
    }));
    const expected = packets.map((packet) => verdict(model, packet));
    const seen = await fates({ ...network.hosts, folder }, packets, expected, seed * 100_000);
    for (const [index, packet] of packets.entries()) {
      if (seen[index] === "in") accepted++;
      assert.equal(expected[index], seen[index], `seed ${seed}: ${JSON.stringify(packet)}\n${text}`);
      checked++;
    }
  }
  assert.equal(checked, RULESETS * PACKETS);
  // Both verdicts are met often: agreement on one alone would prove nothing.
  assert.ok(accepted > checked / 10 && accepted < (checked * 9) / 10, `${accepted} of ${checked} were accepted`);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lowerNft, parseNftJson, parseNftText } from "../../src/dialects/nftables/index.js";
import { contains, exposureOf, parseAddress, type Ruleset } from "../../src/exposure/index.js";
import { Filter } from "./lab/filter.js";
import { Network } from "./lab/network.js";
import { scratch } from "./lab/scratch.js";
import { meaning } from "../dialects/nftables/read.js";
import { fates, prepare, type Packet } from "./raw/exchange.js";
import { port, ruleset, SOURCES } from "./raw/nft-rules.js";
import { randomness, type Random } from "./raw/random.js";

/**
 * Our model of nftables against the kernel: random rulesets are loaded and listed in both spellings, both are read and
 * must mean the same, and for random packets what the model says must be what became of the packet.
 */
const RULESETS = 40;
const PACKETS = 2_600;
const TARGETS = { 4: "192.0.2.10", 6: "2001:db8::10" } as const;

let network: Network<"target" | "sender">;
const folder = scratch("read-nft");

before(async () => {
  network = await Network.create({ target: Object.values(TARGETS), sender: ["192.0.2.20", "2001:db8::20"] });
  await prepare(network.hosts, Object.values(TARGETS));
});

after(() => network.delete());

async function listed(filter: Filter): Promise<{ readonly text: string; readonly json: string }> {
  const [text, json] = await Promise.all([filter.namespace.must("nft", ["list", "ruleset"]), filter.namespace.must("nft", ["-j", "list", "ruleset"])]);
  return { text, json };
}

function packet(random: Random, number: number): Packet {
  const family = random.pick([4, 6] as const);
  return { protocol: random.pick(["udp", "tcp"]), source: random.pick(SOURCES[family]), sport: 1024 + (number % 60_000), destination: TARGETS[family], dport: port(random) };
}

function verdict(model: Ruleset, { protocol, source, sport, destination, dport }: Packet): "in" | "out" | "unsure" {
  const from = parseAddress(source);
  const to = parseAddress(destination);
  assert.ok(from !== null && to !== null);
  const { sure, possible } = exposureOf(model, { family: from.family, inInterface: "eth0", protocol, sourcePort: sport, destinationPort: dport, destination: to.value, state: "new" });
  if (contains(sure, from.value)) return "in";
  return contains(possible, from.value) ? "unsure" : "out";
}

test(`the model and the kernel agree on ${RULESETS * PACKETS} packets of both families`, { timeout: 300_000 }, async () => {
  const filter = new Filter(network.hosts.target);
  const seen = { in4: 0, in6: 0, out4: 0, out6: 0 };
  for (let seed = 1; seed <= RULESETS; seed++) {
    const random = randomness(seed * 7919);
    const written = ruleset(random);
    await filter.nft(written);
    const { text, json } = await listed(filter);
    const [fromText, fromJson] = [parseNftText({ path: "rules.nft", text }), parseNftJson({ path: "rules.json", text: json })];
    assert.deepEqual([...fromText.problems, ...fromJson.problems], [], written);
    const model = lowerNft(fromText);
    assert.deepEqual(meaning(model), meaning(lowerNft(fromJson)), written);
    const packets = Array.from({ length: PACKETS }, (_, index) => packet(random, (seed - 1) * PACKETS + index));
    const expected = packets.map((one) => verdict(model, one));
    const became = await fates({ ...network.hosts, folder }, packets, expected, seed * 100_000);
    const byHand = lowerNft(parseNftText({ path: "written.nft", text: written }));
    for (const [index, one] of packets.entries()) {
      const fate = became[index] ?? "out";
      seen[`${fate}${one.source.includes(":") ? 6 : 4}`]++;
      assert.equal(expected[index], fate, `seed ${seed}: ${JSON.stringify(one)}\n${text}`);
      // The file as it was written, before nft put it in its own words.
      if (index % 10 === 0) assert.equal(verdict(byHand, one), fate, `seed ${seed}, as written: ${JSON.stringify(one)}\n${written}`);
    }
  }
  assert.equal(seen.in4 + seen.in6 + seen.out4 + seen.out6, RULESETS * PACKETS);
  // All four are met often: agreement on one alone would prove nothing.
  for (const [name, count] of Object.entries(seen)) assert.ok(count > RULESETS * PACKETS * 0.08, `${count} packets ${name}: ${JSON.stringify(seen)}`);
});

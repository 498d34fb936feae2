import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Rate } from "../../src/policy/types.js";
import { makePolicy, onlyNode, type PolicySketch } from "../targets/filter-policy.js";
import { FilteredHost, FORMATS, type Format } from "./filter-host.js";
import { connections, echo, say, Talk, type Endpoint } from "./filter-traffic.js";
import { Network } from "./lab/network.js";

const HOSTS = {
  pbx: ["192.0.2.10", "2001:db8::10"],
  phone: ["203.0.113.5", "203.0.113.6", "2001:db8:10::5"],
  carrier: ["198.51.100.10", "2001:db8:c::10"],
  stranger: ["192.0.2.66", "192.0.2.67", "2001:db8:bad::66", "2001:db8:bad::67", "2001:db8:bad:1::66"],
  admin: ["10.8.0.5"],
} as const;

/** One request in ten minutes, one at once: the least that can be written, so that a flood is short. */
const SLOW: Rate = { text: "1/10m", count: 1, per: 600, burst: 1 };

/** By the arithmetic in filter-limits.ts, worked out by hand: 2 × (2×1 + 10×1) packets at once, then 2 × 12/600 + 1, rounded up to 2 a second. */
const BURST = 24;
const PER_SECOND = 2;

const SKETCH: PolicySketch = {
  networks: {
    office: { role: "phones", v4: ["203.0.113.0/24"], v6: ["2001:db8:10::/48"] },
    carrier: { role: "trunk", v4: ["198.51.100.10/32"], v6: ["2001:db8:c::10/128"] },
    vpn: { role: "management", v4: ["10.8.0.0/24"] },
  },
  listeners: {
    four: { protocol: "udp", address: "192.0.2.10", port: 5060, from: ["world"] },
    six: { protocol: "udp", address: "2001:db8::10", port: 5060, from: ["world"] },
    tls: { protocol: "tls", address: "192.0.2.10", port: 5061, from: ["world"] },
  },
  register: SLOW, invite: SLOW,
  ssh: { port: 22, from: ["vpn"] },
};
const SIP4: Endpoint = { protocol: "udp", address: "192.0.2.10", port: 5060 };
const SIP6: Endpoint = { protocol: "udp", address: "2001:db8::10", port: 5060 };
const TLS: Endpoint = { protocol: "tcp", address: "192.0.2.10", port: 5061 };
const SSH: Endpoint = { protocol: "tcp", address: "192.0.2.10", port: 22 };

async function pbxWith(t: TestContext, format: Format): Promise<{ readonly filter: FilteredHost; readonly hosts: Network<keyof typeof HOSTS>["hosts"] }> {
  const network = await Network.create(HOSTS);
  t.after(() => network.delete());
  const policy = makePolicy(SKETCH);
  const filter = new FilteredHost(network.hosts.pbx, format);
  await filter.load(policy, onlyNode(policy));
  await echo(network.hosts.pbx, [SIP4, SIP6, TLS, SSH]);
  return { filter, hosts: network.hosts };
}

/** What passed of a flood: the burst, and what the rate adds while it lasts. */
function assertLimited(passed: number, seconds: number, what: string): void {
  assert.ok(passed >= BURST && passed <= BURST + PER_SECOND * (seconds + 1), `${what}: ${passed} passed in ${seconds.toFixed(1)} s`);
}

async function flood(from: Parameters<typeof say>[0], flow: Parameters<typeof say>[1], what: string): Promise<void> {
  const began = performance.now();
  const passed = (await say(from, flow, 400)).length;
  assertLimited(passed, (performance.now() - began) / 1000, what);
}

for (const format of FORMATS) {
  test(`${format}: a flood over UDP is cut to the ceiling, its source alone, whatever the port or flow`, { timeout: 60_000 }, async (t) => {
    const { hosts } = await pbxWith(t, format);
    await flood(hosts.stranger, { ...SIP4, source: "192.0.2.66", sourcePort: 5060 }, "one flow, established by our answers");
    assert.ok((await say(hosts.stranger, { ...SIP4, source: "192.0.2.66" }, 20)).length <= 4, "another port of the same source");
    assert.equal((await say(hosts.stranger, { ...SIP4, source: "192.0.2.67" }, 10)).length, 10, "its neighbour");
    assert.equal((await say(hosts.phone, { ...SIP4, source: "203.0.113.5" }, 10)).length, 10, "a phone");
    await flood(hosts.phone, { ...SIP4, source: "203.0.113.6" }, "a phone that floods");
    await flood(hosts.stranger, { ...SIP6, source: "2001:db8:bad::66" }, "one address of a /64");
    assert.ok((await say(hosts.stranger, { ...SIP6, source: "2001:db8:bad::67" }, 20)).length <= 4, "another address of the same /64");
    assert.equal((await say(hosts.stranger, { ...SIP6, source: "2001:db8:bad:1::66" }, 10)).length, 10, "another /64");
  });

  // 150: six times the ceiling, and few enough for the buffers of a busy machine.
  test(`${format}: trunks and the host itself meet no limit`, { timeout: 60_000 }, async (t) => {
    const { hosts } = await pbxWith(t, format);
    assert.equal((await say(hosts.carrier, { ...SIP4, source: "198.51.100.10" }, 150)).length, 150);
    assert.equal((await say(hosts.carrier, { ...SIP6, source: "2001:db8:c::10" }, 150)).length, 150);
    assert.equal((await say(hosts.pbx, { ...SIP4, source: "192.0.2.10" }, 150)).length, 150);
    assert.equal((await say(hosts.pbx, { ...SIP6, source: "2001:db8::10" }, 150)).length, 150);
    assert.equal(await connections(hosts.carrier, { ...TLS, source: "198.51.100.10" }, 60), 60);
  });

  test(`${format}: connections are limited by rate and by number, for each source`, { timeout: 60_000 }, async (t) => {
    const { hosts } = await pbxWith(t, format);
    // Two at once by the policy (one for each kind of request), and as good as none for minutes.
    assert.equal(await connections(hosts.stranger, { ...TLS, source: "192.0.2.66" }, 40), 2);
    assert.equal(await connections(hosts.phone, { ...TLS, source: "203.0.113.5" }, 2), 2);
  });

  test(`${format}: no source holds more connections than its phones need`, { timeout: 60_000 }, async (t) => {
    const { hosts, filter } = await pbxWith(t, format);
    const policy = makePolicy({ ...SKETCH, register: { text: "", count: 100, per: 1, burst: 500 }, invite: SLOW });
    await filter.load(policy, onlyNode(policy), true);
    assert.equal(await connections(hosts.stranger, { ...TLS, source: "192.0.2.66" }, 50), 32);
    assert.equal(await connections(hosts.stranger, { ...TLS, source: "192.0.2.67" }, 10), 10);
  });

  test(`${format}: a ban ends UDP, TCP and what was under way, over both families, and lets the trusted be`, { timeout: 60_000 }, async (t) => {
    const { filter, hosts } = await pbxWith(t, format);
    const udp = await Talk.open(hosts.stranger, { ...SIP4, source: "192.0.2.66", sourcePort: 5060 });
    const tcp = await Talk.open(hosts.stranger, { ...TLS, source: "192.0.2.66" });
    const six = await Talk.open(hosts.stranger, { ...SIP6, source: "2001:db8:bad::67" });
    const ssh = await Talk.open(hosts.admin, { ...SSH, source: "10.8.0.5" });
    for (const talk of [udp, tcp, six, ssh]) assert.equal((await talk.say(1)).length, 1);
    for (const address of ["192.0.2.66", "2001:db8:bad::66", "198.51.100.10", "203.0.113.5", "2001:db8:10::5", "10.8.0.5"]) await filter.ban(address);
    for (const [what, talk] of Object.entries({ udp, tcp, six })) assert.deepEqual(await talk.say(1), [], what);
    assert.equal((await ssh.say(1)).length, 1);
    assert.equal(await connections(hosts.stranger, { ...TLS, source: "192.0.2.66" }, 1), 0);
    assert.equal((await say(hosts.stranger, { ...SIP6, source: "2001:db8:bad:1::66" }, 1)).length, 1, "another /64 is another customer");
    assert.equal((await say(hosts.carrier, { ...SIP4, source: "198.51.100.10" }, 1)).length, 1);
    assert.equal((await say(hosts.phone, { ...SIP6, source: "2001:db8:10::5" }, 1)).length, 1);
    assert.equal(await connections(hosts.admin, { ...SSH, source: "10.8.0.5" }, 1), 1);
  });

  test(`${format}: ssh lives through the first load, and needs no room in the connection tracker`, { timeout: 60_000 }, async (t) => {
    const network = await Network.create(HOSTS);
    t.after(() => network.delete());
    const { pbx, admin, stranger } = network.hosts;
    await echo(pbx, [SSH]);
    const session = await Talk.open(admin, { ...SSH, source: "10.8.0.5" });
    const filter = new FilteredHost(pbx, format);
    const policy = makePolicy(SKETCH);
    await filter.load(policy, onlyNode(policy));
    assert.equal((await session.say(1)).length, 1);
    assert.equal(await connections(stranger, { ...SSH, source: "192.0.2.66" }, 1), 0);
    await connections(admin, { ...SSH, source: "10.8.0.5" }, 5);
    await filter.load(policy, onlyNode(policy), true);
    assert.equal((await session.say(1)).length, 1);
    const tracked = await pbx.run("grep", ["-c", "src=10.8.0.5", "/proc/net/nf_conntrack"]);
    assert.equal(tracked.stderr, "");
    assert.equal(tracked.stdout.trim(), "0");
  });
}

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Policy } from "../../src/policy/types.js";
import { iptables } from "../../src/targets/iptables/index.js";
import { nftables } from "../../src/targets/nftables/index.js";
import { example, FilteredHost, filesOf, FORMATS, nodeNamed, type Format } from "./filter-host.js";
import { echo, say, Talk } from "./filter-traffic.js";
import type { Namespace } from "./lab/namespace.js";
import { Network } from "./lab/network.js";
import { probe } from "./lab/packets.js";

const EDGE = { public: "192.0.2.20", private: "10.20.0.5" };
const CORE = "10.20.0.10";
const CALLER = "203.0.113.7";
const HOSTS = { edge: [EDGE.public, EDGE.private], core: [CORE], caller: [CALLER], carrier: ["198.51.100.10"], neighbour: ["10.20.0.66"], admin: ["10.8.0.5"] } as const;

/** The kernel settings that the edge's folder brings. */
async function applySettings(edge: Namespace, text: string): Promise<void> {
  for (const [, key = "", value = ""] of text.matchAll(/^-?([a-z0-9_.]+) = (\S+)$/gm)) {
    if (key === "net.netfilter.nf_conntrack_max") continue; // the machine's, not the namespace's
    await edge.must("sh", ["-c", `echo ${value} >/proc/sys/${key.replaceAll(".", "/")}`]);
  }
}

async function edgeAndCore(t: TestContext, format: Format): Promise<{ readonly hosts: Network<keyof typeof HOSTS>["hosts"]; readonly edge: FilteredHost; readonly core: FilteredHost; readonly policy: Policy }> {
  const network = await Network.create(HOSTS);
  t.after(() => network.delete());
  const { hosts } = network;
  const policy = await example("acme-edge");
  const edge = new FilteredHost(hosts.edge, format);
  const core = new FilteredHost(hosts.core, format);
  const kind = format === "nftables" ? nftables : iptables;
  await applySettings(hosts.edge, filesOf(kind, policy, nodeNamed(policy, "edge")).get(`${kind.id}/sysctl.conf`) ?? "");
  await edge.load(policy, nodeNamed(policy, "edge"));
  await core.load(policy, nodeNamed(policy, "core"));
  // The core's way to callers leads through the edge, as the file's head asks for.
  await hosts.core.ip(`route add 10.20.0.0/24 dev eth0`, `route replace 0.0.0.0/0 via ${EDGE.private} dev eth0`);
  return { hosts, edge, core, policy };
}

for (const format of FORMATS) {
  test(`${format}: the edge passes media on port by port, and callers see its public address alone`, { timeout: 60_000 }, async (t) => {
    const { hosts } = await edgeAndCore(t, format);
    const ears = await echo(hosts.core, [30000, 31999].map((port) => ({ protocol: "udp", address: CORE, port }) as const));
    for (const port of [30000, 31999]) {
      const heard = await say(hosts.caller, { protocol: "udp", address: EDGE.public, port, source: CALLER, sourcePort: 4000 }, 5);
      assert.deepEqual(heard, Array(5).fill(`${EDGE.public} ${port}`));
      assert.match(ears.heard, new RegExp(`^udp ${port} < ${CALLER} 4000$`, "m"), "the core sees who calls");
    }
    // The core speaks first, as after a call that it began.
    const caller = await echo(hosts.caller, [{ protocol: "udp", address: CALLER, port: 4002 }]);
    const heard = await say(hosts.core, { protocol: "udp", address: CALLER, port: 4002, source: CORE, sourcePort: 30002 }, 5);
    assert.deepEqual(heard, Array(5).fill(`${CALLER} 4002`));
    assert.deepEqual(caller.heard.match(/^udp .*$/gm), Array(5).fill(`udp 4002 < ${EDGE.public} 30002`));
  });

  test(`${format}: both sides may begin a stream at once`, { timeout: 60_000 }, async (t) => {
    const { hosts } = await edgeAndCore(t, format);
    const fromCaller = await Talk.open(hosts.caller, { protocol: "udp", address: EDGE.public, port: 30010, source: CALLER, sourcePort: 4010 });
    const fromCore = await Talk.open(hosts.core, { protocol: "udp", address: CALLER, port: 4010, source: CORE, sourcePort: 30010 });
    // Where the first packets of both sides cross inside the kernel, one of them may leave by another port: a lost packet of RTP.
    const first = (await Promise.all([fromCaller.say(1), fromCore.say(1)])).flat();
    for (const sender of first) assert.match(sender, new RegExp(`^(${EDGE.public}|${CALLER}) `));
    for (let round = 0; round < 3; round++) {
      const [caller, core] = await Promise.all([fromCaller.say(3), fromCore.say(3)]);
      assert.deepEqual([caller, core], [Array(3).fill(`${EDGE.public} 30010`), Array(3).fill(`${CALLER} 4010`)]);
    }
  });

  test(`${format}: the edge forwards nothing else`, { timeout: 60_000 }, async (t) => {
    const { hosts } = await edgeAndCore(t, format);
    await hosts.caller.ip(`route add ${CORE} via ${EDGE.public} dev eth0 onlink`);
    const at = (address: string, protocol: "udp" | "tcp", port: number, source: string, sourcePort?: number) => ({ address, protocol, port, source, ...(sourcePort === undefined ? {} : { sourcePort }) });
    // Past the translation, and beside the range.
    assert.deepEqual(await probe(hosts.caller, hosts.core, [at(CORE, "udp", 30020, CALLER), at(CORE, "tcp", 5061, CALLER), at(CORE, "udp", 29999, CALLER)]), Array(3).fill("silence"));
    assert.deepEqual(await probe(hosts.core, hosts.caller, [at(CALLER, "udp", 53, CORE, 40000), at(CALLER, "tcp", 80, CORE), at(CALLER, "udp", 53, CORE, 29999)]), Array(3).fill("silence"));
    await hosts.caller.ip(`route del ${CORE} via ${EDGE.public} dev eth0`);
  });

  test(`${format}: each node hears whom it should`, { timeout: 60_000 }, async (t) => {
    const { hosts } = await edgeAndCore(t, format);
    const [edge, core] = [hosts.edge, hosts.core];
    const reach = async (from: Namespace, to: Namespace, source: string, address: string, services: readonly string[]): Promise<string[]> => {
      const probes = services.map((service) => ({ protocol: service.startsWith("udp") ? "udp" : "tcp", address, port: Number(service.slice(4)), source }) as const);
      const fates = await probe(from, to, probes);
      return services.filter((_, index) => fates[index] === "arrived");
    };
    const onCore = ["tcp 5061", "udp 5061", "tcp 22", "tcp 5038", "udp 30040", "udp 29998"];
    assert.deepEqual(await reach(edge, core, EDGE.private, CORE, onCore), ["tcp 5061", "udp 30040"]);
    assert.deepEqual(await reach(hosts.neighbour, core, "10.20.0.66", CORE, onCore), ["udp 30040"], "SRTP and strict RTP guard media from the core's own wire");
    await core.ip(`route add 10.8.0.0/24 dev eth0`);
    assert.deepEqual(await reach(hosts.admin, core, "10.8.0.5", CORE, onCore), ["tcp 22", "udp 30040"]);
    const onEdge = ["tcp 15061", "udp 15061", "udp 15060", "tcp 5061", "tcp 22", "udp 5061"];
    assert.deepEqual(await reach(hosts.caller, edge, CALLER, EDGE.public, onEdge), ["tcp 15061"]);
    assert.deepEqual(await reach(hosts.carrier, edge, "198.51.100.10", EDGE.public, onEdge), ["tcp 15061", "udp 15060"]);
    assert.deepEqual(await reach(hosts.admin, edge, "10.8.0.5", EDGE.public, onEdge), ["tcp 15061", "tcp 22"]);
    assert.deepEqual(await reach(core, edge, CORE, EDGE.private, onEdge), ["tcp 5061"]);
    assert.deepEqual(await reach(hosts.neighbour, edge, "10.20.0.66", EDGE.private, onEdge), []);
  });

  test(`${format}: the core's address is believed only where the route to it leads, and a ban ends media under way`, { timeout: 60_000 }, async (t) => {
    const { hosts, edge } = await edgeAndCore(t, format);
    await echo(hosts.core, [{ protocol: "udp", address: CORE, port: 30000 }]);
    const stream = await Talk.open(hosts.caller, { protocol: "udp", address: EDGE.public, port: 30000, source: CALLER });
    assert.equal((await stream.say(2)).length, 2);
    await edge.ban(CALLER);
    assert.equal((await stream.say(2)).length, 0);
    // The route to the core now leads elsewhere: a packet from its address on eth0 is a borrowed one.
    const link = [{ protocol: "tcp", address: EDGE.private, port: 5061, source: CORE }] as const;
    assert.deepEqual(await probe(hosts.core, hosts.edge, link), ["arrived"]);
    await hosts.edge.ip("link add inner type veth peer name outer", "link set inner up", "link set outer up", `route add ${CORE} dev inner`);
    assert.deepEqual(await probe(hosts.core, hosts.edge, link), ["silence"]);
    const rules = format === "nftables" ? await hosts.edge.must("nft", ["list", "table", "inet", "ringfence_bans"]) : await hosts.edge.must(edge.tool("iptables-save"), ["-c", "-t", "raw"]);
    const borrowed = rules.split("\n").find((line) => line.includes("borrowed")) ?? "";
    assert.match(borrowed, /packets [1-9]|^\[[1-9]/, "it is this rule that dropped it, not a lost answer");
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Policy } from "../../src/policy/types.js";
import { HEADQUARTERS, makePolicy, onlyNode, type PolicySketch } from "../targets/filter-policy.js";
import { example, FilteredHost, FORMATS, nodeNamed } from "./filter-host.js";
import { Namespace } from "./lab/namespace.js";

async function host(t: { after(fn: () => Promise<void>): void }, format: (typeof FORMATS)[number]): Promise<FilteredHost> {
  const namespace = await Namespace.create();
  t.after(() => namespace.delete());
  return new FilteredHost(namespace, format);
}

for (const format of FORMATS) {
  for (const [name, node] of [["acme-hq"], ["acme-edge", "edge"], ["acme-edge", "core"]] as const) {
    test(`${format}: ${name} ${node ?? ""} loads, loads anew into the same, and what was saved loads into the same`, async (t) => {
      const policy = await example(name);
      const first = await host(t, format);
      await first.load(policy, nodeNamed(policy, node));
      const saved = await first.saved();
      await first.load(policy, nodeNamed(policy, node), true);
      assert.equal(await first.saved(), saved);
      const second = await host(t, format);
      await restore(second, await rawSaved(first));
      assert.equal(await second.saved(), saved);
    });
  }

  test(`${format}: loading anew keeps bans and forgets addresses that left the policy`, async (t) => {
    const pbx = await host(t, format);
    const before = makePolicy(HEADQUARTERS);
    await pbx.load(before, onlyNode(before));
    await pbx.ban("192.0.2.66");
    await pbx.ban("2001:db8:66::5");
    const after = makePolicy(withOffice(["203.0.113.128/25"]));
    await pbx.load(after, onlyNode(after), true);
    assert.deepEqual(await pbx.banned(), ["192.0.2.66", "2001:db8:66::/64"]);
    const saved = await pbx.saved();
    assert.match(saved, /203\.0\.113\.128\/25/);
    assert.doesNotMatch(saved, /203\.0\.113\.0\/24|_new/);
  });

  test(`${format}: names and addresses at the edge of what is legal load`, async (t) => {
    const pbx = await host(t, format);
    const policy = makePolicy({
      ...HEADQUARTERS,
      networks: { ban: { role: "phones", v4: ["203.0.113.0/24"] }, "A-very-long-name-of-a-network-that-goes-on": { role: "trunk", v4: ["0.0.0.0/0"], v6: ["::/0"] }, 'x"; drop\n#': { role: "peers", v4: ["198.51.100.0/24", "198.51.100.128/25"], v6: ["2001:db8::/32"] }, "日本": { role: "management", v4: ["10.0.0.0/8"] } },
      listeners: { "phones\"\n-j ACCEPT": { protocol: "udp", address: "0.0.0.0", port: 5060, from: ["world", "ban"] }, "trunk-with-a-name-much-longer-than-a-set-may-have": { protocol: "wss", address: "::", port: 8089, from: ["world"] } },
      ssh: { port: 22, from: ["日本"] }, ami: { port: 5038, from: ["world"] },
    });
    await pbx.load(policy, onlyNode(policy));
    assert.doesNotMatch(await pbx.saved(), /drop\n#/);
  });
}

test("chains of others survive a load, and come back from it in the same order", async (t) => {
  const pbx = await host(t, "iptables");
  await pbx.namespace.must(pbx.tool("iptables-restore"), ["--noflush"], { input: "*filter\n:DOCKER-USER - [0:0]\n-A FORWARD -j DOCKER-USER\n-A INPUT -p tcp --dport 443 -j ACCEPT\nCOMMIT\n*nat\n:DOCKER - [0:0]\n-A PREROUTING -j DOCKER\nCOMMIT\n" });
  const policy: Policy = makePolicy(HEADQUARTERS);
  await pbx.load(policy, onlyNode(policy));
  await pbx.load(policy, onlyNode(policy), true);
  const saved = await pbx.saved();
  for (const line of ["-A FORWARD -j DOCKER-USER", "-A PREROUTING -j DOCKER", "-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT"]) assert.ok(saved.includes(line), line);
  assert.ok(saved.indexOf("-A INPUT -j RINGFENCE-INPUT") < saved.indexOf("-A INPUT -p tcp"), "ours is asked first, so what follows cannot open anything");
  assert.equal(saved.match(/-A INPUT -j RINGFENCE-INPUT/g)?.length, 2, "one hook for each family");
});

test("another table of nftables survives, and ours is replaced as a whole", async (t) => {
  const pbx = await host(t, "nftables");
  await pbx.namespace.must("nft", ["-f", "-"], { input: "table ip docker {\n chain c {\n tcp dport 443 accept\n }\n}\ntable inet ringfence {\n chain stale {\n drop\n }\n}\n" });
  const policy = makePolicy(HEADQUARTERS);
  await pbx.load(policy, onlyNode(policy));
  const saved = await pbx.saved();
  assert.match(saved, /table ip docker/);
  assert.doesNotMatch(saved, /chain stale/);
});

function withOffice(v4: readonly string[]): PolicySketch {
  return { ...HEADQUARTERS, networks: { ...HEADQUARTERS.networks, office: { role: "phones", v4 } } };
}

/** The engine's own dump, as it is. */
async function rawSaved(pbx: FilteredHost): Promise<readonly string[]> {
  if (pbx.format === "nftables") return [await pbx.namespace.must("nft", ["list", "ruleset"])];
  return [await pbx.namespace.must("ipset", ["save"]), await pbx.namespace.must(pbx.tool("iptables-save")), await pbx.namespace.must(pbx.tool("ip6tables-save"))];
}

async function restore(pbx: FilteredHost, [first = "", v4 = "", v6 = ""]: readonly string[]): Promise<void> {
  if (pbx.format === "nftables") return void (await pbx.namespace.must("nft", ["-f", "-"], { input: first }));
  await pbx.namespace.must("ipset", ["restore"], { input: first });
  await pbx.namespace.must(pbx.tool("iptables-restore"), [], { input: v4 });
  await pbx.namespace.must(pbx.tool("ip6tables-restore"), [], { input: v6 });
}

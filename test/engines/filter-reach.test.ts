import assert from "node:assert/strict";
import { test } from "node:test";
import { makePolicy, onlyNode, type PolicySketch } from "../targets/filter-policy.js";
import { FilteredHost, FORMATS } from "./filter-host.js";
import { Network } from "./lab/network.js";
import { probe, type Probe } from "./lab/packets.js";

const PBX = ["192.0.2.10", "2001:db8::10"];
const HOSTS = {
  pbx: PBX,
  office: ["203.0.113.5", "2001:db8:10::5"],
  vpn: ["10.8.0.5", "2001:db8:8::5"],
  carrier: ["198.51.100.10", "2001:db8:c::10"],
  stranger: ["192.0.2.66", "2001:db8:bad::66"],
};
const ROLES = ["office", "vpn", "carrier", "stranger"] as const;

const both = (protocol: "udp" | "tls", port: number, from: readonly string[], name: string): PolicySketch["listeners"] => ({
  [`${name}-4`]: { protocol, port, from, address: "192.0.2.10" },
  [`${name}-6`]: { protocol, port, from, address: "2001:db8::10" },
});

const CLOSED: PolicySketch = {
  networks: {
    office: { role: "phones", v4: ["203.0.113.0/24"], v6: ["2001:db8:10::/48"] },
    vpn: { role: "management", v4: ["10.8.0.0/24"], v6: ["2001:db8:8::/64"] },
    carrier: { role: "trunk", v4: ["198.51.100.10/32"], v6: ["2001:db8:c::10/128"] },
  },
  listeners: { ...both("udp", 5060, ["office", "vpn"], "phones"), ...both("tls", 5061, ["office", "vpn"], "phones-tls"), ...both("udp", 5070, ["carrier"], "line"), ...both("tls", 5071, ["carrier"], "line-tls") },
  accounts: { "phones-4": 2, "phones-6": 2 },
  ssh: { port: 22, from: ["vpn"] },
  ami: { port: 5038, from: ["vpn", "localhost"] },
};
const OPEN: PolicySketch = { ...CLOSED, listeners: { ...CLOSED.listeners, ...both("udp", 5080, ["world"], "public"), ...both("tls", 5081, ["world"], "public-tls") } };

/** Who may reach what, written down from the two policies by hand. What is not here, nobody may. */
const INTENDED: Readonly<Record<string, { readonly closed: readonly string[]; readonly open: readonly string[] }>> = {
  "udp 5060": { closed: ["office", "vpn"], open: ["office", "vpn"] },
  "tcp 5061": { closed: ["office", "vpn"], open: ["office", "vpn"] },
  "udp 5070": { closed: ["carrier"], open: ["carrier"] },
  "tcp 5071": { closed: ["carrier"], open: ["carrier"] },
  "udp 5080": { closed: [], open: ["office", "vpn", "carrier", "stranger"] },
  "tcp 5081": { closed: [], open: ["office", "vpn", "carrier", "stranger"] },
  "tcp 22": { closed: ["vpn"], open: ["vpn"] },
  "tcp 5038": { closed: ["vpn"], open: ["vpn"] },
  "udp 20000": { closed: ["office", "vpn", "carrier"], open: ["office", "vpn", "carrier", "stranger"] },
  "udp 20999": { closed: ["office", "vpn", "carrier"], open: ["office", "vpn", "carrier", "stranger"] },
};
const NOBODY = ["udp 5061", "tcp 5060", "tcp 5070", "udp 22", "udp 19999", "udp 21000", "tcp 20000", "tcp 443", "udp 53", "udp 546"];
const SERVICES = [...Object.keys(INTENDED), ...NOBODY];

function probesFor(role: (typeof ROLES)[number]): Probe[] {
  return PBX.flatMap((address, family) =>
    SERVICES.map((service) => {
      const [protocol, port] = service.split(" ");
      return { protocol: protocol === "udp" ? "udp" : "tcp", address, port: Number(port), source: HOSTS[role][family] ?? "" } as const;
    }),
  );
}

for (const format of FORMATS) {
  for (const kind of ["closed", "open"] as const) {
    test(`${format}: with a ${kind} policy each role reaches what it may, over both families, and nothing else`, { timeout: 120_000 }, async (t) => {
      const network = await Network.create(HOSTS);
      t.after(() => network.delete());
      const policy = makePolicy(kind === "closed" ? CLOSED : OPEN);
      await new FilteredHost(network.hosts.pbx, format).load(policy, onlyNode(policy));
      for (const role of ROLES) {
        const probes = probesFor(role);
        const fates = await probe(network.hosts[role], network.hosts.pbx, probes, { wait: 600 });
        const reached = probes.filter((_, index) => fates[index] === "arrived").map(({ protocol, port, address }) => `${protocol} ${port} ${address}`);
        const intended = PBX.flatMap((address) => SERVICES.filter((service) => INTENDED[service]?.[kind].includes(role)).map((service) => `${service} ${address}`));
        assert.deepEqual(reached, intended, role);
        assert.ok(fates.every((fate) => fate !== "refused"), `${role}: what is closed stays silent`);
      }
    });
  }
}

/** Policies made by hand for the packet filter's tests, with names and addresses that a policy file could not hold. */
import type { Account, Ban, CoreLink, Listener, ManagementService, Network, Policy, PolicyNode, Rate, Setting } from "../../src/policy/types.js";
import type { NetworkRole, Protocol } from "../../src/posture/index.js";
import type { Span } from "../../src/source/index.js";

const at: Span = { file: { path: "policy.yaml", text: "" }, start: 0, end: 0 };

export function setting<T>(value: T, path = "somewhere"): Setting<T> {
  return { value, written: true, at, path };
}

export interface PolicySketch {
  readonly name?: string;
  readonly firewall?: "iptables" | "nftables" | null;
  readonly networks: Readonly<Record<string, { readonly role: NetworkRole; readonly v4?: readonly string[]; readonly v6?: readonly string[] }>>;
  readonly listeners: Readonly<Record<string, { readonly node?: string; readonly protocol: Protocol; readonly address: string; readonly port: number; readonly from: readonly string[] }>>;
  readonly nodes?: readonly { readonly name: string; readonly folder: string; readonly runs: PolicyNode["runs"]; readonly public?: string; readonly private?: string }[];
  readonly link?: CoreLink;
  readonly media?: { readonly first: number; readonly last: number };
  /** Accounts by listener. */
  readonly accounts?: Readonly<Record<string, number>>;
  readonly register?: Rate | null;
  readonly invite?: Rate | null;
  readonly ban?: Ban | null;
  readonly ssh?: { readonly port: number; readonly from: readonly string[] };
  readonly ami?: { readonly port: number; readonly from: readonly string[] };
}

export const TEN_A_MINUTE: Rate = { text: "10/min", count: 10, per: 60, burst: 20 };
export const TWENTY_A_MINUTE: Rate = { text: "20/min", count: 20, per: 60, burst: 10 };
export const FIVE_FAILURES: Ban = { failures: 5, within: 600, for: 3600, atMost: 86_400 };

export function makePolicy(sketch: PolicySketch): Policy {
  const networks: Network[] = Object.entries(sketch.networks).map(([name, { role, v4 = [], v6 = [] }]) => ({ name, path: `networks.${name}`, at, role, v4, v6 }));
  networks.push({ name: "world", path: "networks.world", at, role: "world", v4: ["0.0.0.0/0"], v6: ["::/0"] });
  networks.push({ name: "localhost", path: "networks.localhost", at, role: "localhost", v4: ["127.0.0.0/8"], v6: ["::1/128"] });
  const pick = (names: readonly string[]): Setting<readonly Network[]> => setting(networks.filter(({ name }) => names.includes(name)));
  const nodes = (sketch.nodes ?? [{ name: "node", folder: "", runs: ["asterisk"] as const }]).map(
    (node): PolicyNode => ({ name: node.name, path: `nodes.${node.name}`, at, folder: node.folder, runs: node.runs, public: node.public ?? null, private: node.private ?? null }),
  );
  const listeners = Object.entries(sketch.listeners).map(
    ([name, listener]): Listener => ({
      name, path: `listeners.${name}`, at, node: listener.node ?? nodes[0]?.name ?? "node", protocol: setting(listener.protocol),
      address: listener.address, family: listener.address.includes(":") ? 6 : 4, port: setting(listener.port), from: pick(listener.from),
    }),
  );
  return {
    version: 1, name: sketch.name ?? "test", profile: setting("strict"), guideline: "2026-11", hash: "0".repeat(64), at,
    engines: { asterisk: { text: "22", major: 22, minor: null, patch: null }, kamailio: null, firewall: sketch.firewall === undefined ? "iptables" : sketch.firewall },
    nodes, link: sketch.link ?? null, networks, listeners, tls: null,
    media: { encryption: setting("sdes"), ports: setting(sketch.media ?? { first: 20_000, last: 20_999 }) },
    auth: { realm: setting("pbx.example"), algorithms: setting(["SHA-256"]) },
    accounts: listeners.flatMap((listener) => Array.from({ length: sketch.accounts?.[listener.name] ?? 0 }, (_, index) => account(`${100 + index}`, listener))),
    trunks: [], calling: { path: "calling", at, home: setting("US"), timezone: null, emergency: setting(["911"]), plans: [] },
    limits: { path: "limits", at, register: setting(sketch.register === undefined ? TEN_A_MINUTE : sketch.register), invite: setting(sketch.invite === undefined ? TWENTY_A_MINUTE : sketch.invite), ban: setting(sketch.ban === undefined ? FIVE_FAILURES : sketch.ban, "limits.ban") },
    management: (["ssh", "ami"] as const).flatMap((service): ManagementService[] => {
      const wanted = sketch[service];
      return wanted === undefined ? [] : [{ name: service, path: `management.${service}`, at, service, port: setting(wanted.port), from: pick(wanted.from) }];
    }),
    exceptions: [],
  };
}

function account(name: string, listener: Listener): Account {
  return {
    name, path: `accounts.${name}`, at, displayName: null, secret: { from: "env", name: "RF", at, path: `accounts.${name}.secret` },
    listener, calling: null, media: setting("sdes"),
  };
}

export function onlyNode(policy: Policy): PolicyNode {
  const [node] = policy.nodes;
  if (node === undefined) throw new Error("a policy has a node");
  return node;
}

/** The first example of the manual, reduced to what a packet filter can see. */
export const HEADQUARTERS: PolicySketch = {
  name: "acme-hq",
  networks: {
    office: { role: "phones", v4: ["203.0.113.0/24"], v6: ["2001:db8:10::/48"] },
    vpn: { role: "management", v4: ["10.8.0.0/24"] },
    carrier: { role: "trunk", v4: ["198.51.100.10/32", "198.51.100.11/32"] },
  },
  listeners: {
    phones: { protocol: "tls", address: "192.0.2.10", port: 15_061, from: ["office", "vpn"] },
    carrier: { protocol: "tls", address: "192.0.2.10", port: 15_071, from: ["carrier"] },
  },
  accounts: { phones: 2 },
  ssh: { port: 22, from: ["vpn"] },
  ami: { port: 5038, from: ["localhost"] },
};

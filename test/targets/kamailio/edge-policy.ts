import type { Policy, Setting } from "../../../src/policy/types.js";
import { wholeFile } from "../../../src/source/index.js";

const at = wholeFile({ path: "edge.yaml", text: "" });
const named = (name: string, path: string) => ({ name, path, at });
const setting = <T>(value: T, path: string): Setting<T> => ({ value, written: true, at, path });

/** The second example of the policy language, resolved by hand, so that a view can be tried without the reader. */
export function edgePolicy(change: Partial<Policy> = {}): Policy {
  const carrier = { ...named("carrier", "networks.carrier"), role: "trunk" as const, v4: ["198.51.100.10/32", "198.51.100.11/32"], v6: [] };
  const vpn = { ...named("vpn", "networks.vpn"), role: "management" as const, v4: ["10.8.0.0/24"], v6: [] };
  const world = { ...named("world", "networks.world"), role: "world" as const, v4: ["0.0.0.0/0"], v6: ["::/0"] };
  const remote = {
    ...named("remote", "listeners.remote"), node: "edge", protocol: setting("tls" as const, "listeners.remote.protocol"), address: "192.0.2.20", family: 4 as const,
    port: setting(15061, "listeners.remote.port"), from: setting([world], "listeners.remote.from"),
  };
  const line = {
    ...named("carrier", "listeners.carrier"), node: "edge", protocol: setting("udp" as const, "listeners.carrier.protocol"), address: "192.0.2.20", family: 4 as const,
    port: setting(15060, "listeners.carrier.port"), from: setting([carrier], "listeners.carrier.from"),
  };
  const national = {
    ...named("national", "calling.plans.national"), allow: setting(["accounts", "national", "mobile", "toll-free"] as const, "calling.plans.national.allow"),
    deny: setting(["premium"] as const, "calling.plans.national.deny"), trunk: "carrier-a", hours: setting(null, "calling.plans.national.hours"),
    concurrent: setting(2, "calling.plans.national.concurrent"),
  };
  const account = (name: string) => ({
    ...named(name, `accounts.${name}`), displayName: null, secret: { from: "env" as const, name: `RF_${name}`, at, path: `accounts.${name}.secret` },
    listener: remote, calling: national, media: setting("sdes" as const, "media.encryption"),
  });
  const accounts = [account("201"), account("202")];
  return {
    version: 1, name: "acme-edge", profile: setting("standard", "profile"), guideline: "2026-11", hash: "5".repeat(64), at,
    engines: { kamailio: { text: "6.0", major: 6, minor: 0, patch: null }, asterisk: { text: "22", major: 22, minor: null, patch: null }, firewall: "nftables" },
    nodes: [
      { ...named("edge", "nodes.edge"), folder: "edge", runs: ["kamailio"], public: "192.0.2.20", private: "10.20.0.5" },
      { ...named("core", "nodes.core"), folder: "core", runs: ["asterisk"], public: null, private: "10.20.0.10" },
    ],
    link: { edgeNode: "edge", coreNode: "core", address: { edge: "10.20.0.5", core: "10.20.0.10" }, port: { edge: 5080, core: 5080 }, mediaAddress: "192.0.2.20" },
    networks: [carrier, vpn, world], listeners: [remote, line],
    tls: {
      path: "tls", at, certificate: "/etc/ringfence/tls/fullchain.pem", key: "/etc/ringfence/tls/privkey.pem", ca: null,
      clientCertificates: setting("optional", "tls.clientCertificates"), minimum: setting("1.2", "tls.minimum"),
    },
    media: { encryption: setting("sdes", "media.encryption"), ports: setting({ first: 30000, last: 31999 }, "media.ports") },
    auth: { realm: setting("sip.acme.example", "auth.realm"), algorithms: setting(["SHA-256", "MD5"], "auth.algorithms") },
    accounts,
    trunks: [{
      ...named("carrier-a", "trunks.carrier-a"), listener: line, peers: carrier, authentication: setting("address", "trunks.carrier-a.authentication"),
      credentials: null, inbound: accounts[0] ?? null, media: setting("none", "media.encryption"),
    }],
    calling: { path: "calling", at, home: setting("GB", "calling.home"), timezone: null, emergency: setting(["999", "112"], "calling.emergency"), plans: [national] },
    limits: {
      path: "limits", at,
      register: setting({ text: "10/min", count: 10, per: 60, burst: 20 }, "limits.register"),
      invite: setting({ text: "20/min", count: 20, per: 60, burst: 10 }, "limits.invite"),
      ban: setting({ failures: 5, within: 600, for: 3600, atMost: 86_400 }, "limits.ban"),
    },
    management: [], exceptions: [],
    ...change,
  };
}

export const edgeSecrets = new Map([["accounts.201.secret", "wq-201-Zr"], ["accounts.202.secret", "wq-202-Zr"]]);

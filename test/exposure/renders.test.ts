import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { lowerIptables, parseIpsetSave, parseIptablesSave } from "../../src/dialects/iptables/index.js";
import { lowerNft, parseNftText } from "../../src/dialects/nftables/index.js";
import { addressSet, difference, everybody, exposureOf, intersection, isEmpty, parseAddress, parseRange, rangeToCidrs, type AddressSet, type Exposure, type Family, type Match, type Ruleset } from "../../src/exposure/index.js";
import { readPolicy } from "../../src/policy/index.js";
import type { FirewallKind, Policy, PolicyNode } from "../../src/policy/types.js";
import { iptables } from "../../src/targets/iptables/index.js";
import { nftables } from "../../src/targets/nftables/index.js";
import { ROOT } from "../root.js";

/**
 * Our own packet filters, read back: what they let in is what a person reads in the example's page of YAML. The tables
 * below were written from the policies, not from what is rendered.
 */
interface Open {
  readonly protocol: "tcp" | "udp";
  readonly ports: readonly [first: number, last: number];
  /** One of the node's addresses; null: all of them. */
  readonly at: string | null;
  readonly from: readonly string[];
}

const VPN = "10.8.0.0/24";
const CARRIER = ["198.51.100.10/32", "198.51.100.11/32"];
const WORLD = "0.0.0.0/0";
const SSH: Open = { protocol: "tcp", ports: [22, 22], at: null, from: [VPN] };
/** Answers of DHCPv6 servers come from the link (RFC 8415, 7.2). */
const DHCPV6: Open = { protocol: "udp", ports: [546, 546], at: null, from: ["fe80::/10"] };

interface Host {
  readonly example: string;
  readonly node: string | null;
  readonly addresses: readonly string[];
  readonly open: readonly Open[];
  /** Sent on to another host, from anybody. */
  readonly redirected?: { readonly protocol: "udp"; readonly ports: readonly [number, number]; readonly at: string; readonly to: string };
}

const HOSTS: readonly Host[] = [
  {
    example: "acme-hq", node: null, addresses: ["192.0.2.10", "2001:db8::10"],
    open: [
      SSH, DHCPV6,
      { protocol: "tcp", ports: [15_061, 15_061], at: "192.0.2.10", from: ["203.0.113.0/24", VPN] },
      { protocol: "tcp", ports: [15_071, 15_071], at: "192.0.2.10", from: CARRIER },
      { protocol: "udp", ports: [20_000, 20_999], at: null, from: ["203.0.113.0/24", VPN, ...CARRIER] },
    ],
  },
  {
    example: "acme-edge", node: "edge", addresses: ["192.0.2.20", "10.20.0.5", "2001:db8::20"],
    open: [
      SSH, DHCPV6,
      { protocol: "tcp", ports: [15_061, 15_061], at: "192.0.2.20", from: [WORLD] },
      { protocol: "udp", ports: [15_060, 15_060], at: "192.0.2.20", from: CARRIER },
      { protocol: "tcp", ports: [5061, 5061], at: "10.20.0.5", from: ["10.20.0.10/32"] },
    ],
    redirected: { protocol: "udp", ports: [30_000, 31_999], at: "192.0.2.20", to: "10.20.0.10" },
  },
  {
    example: "acme-edge", node: "core", addresses: ["10.20.0.10", "2001:db8::30"],
    open: [
      SSH, DHCPV6,
      { protocol: "tcp", ports: [5061, 5061], at: "10.20.0.10", from: ["10.20.0.5/32"] },
      { protocol: "udp", ports: [30_000, 31_999], at: "10.20.0.10", from: [WORLD] },
    ],
  },
];

/** Everybody that no policy here names. */
const granted = HOSTS.flatMap(({ open }) => open.flatMap(({ from }) => from)).filter((cidr) => cidr !== WORLD && !cidr.includes(":")).flatMap((cidr) => parseRange(cidr)?.range ?? []);
const stranger = difference(everybody(4), addressSet(4, granted));

function policyOf(example: string, firewall: FirewallKind): Policy {
  const { policy } = readPolicy({ path: `${example}.yaml`, text: readFileSync(join(ROOT, "examples", `${example}.yaml`), "utf8") });
  assert.ok(policy !== null);
  return { ...policy, engines: { ...policy.engines, firewall } };
}

function rendered(policy: Policy, node: PolicyNode, name: string): { readonly path: string; readonly text: string } {
  const target = policy.engines.firewall === "nftables" ? nftables : iptables;
  const artifact = target.render({ policy, node, secrets: new Map() }).artifacts.find(({ path }) => path.endsWith(name));
  assert.ok(artifact !== undefined, name);
  return artifact;
}

/** The filters of a node, one for each family. */
function modelsOf(policy: Policy, node: PolicyNode): Readonly<Record<Family, Ruleset>> {
  if (policy.engines.firewall === "nftables") {
    const read = parseNftText(rendered(policy, node, "ringfence.nft"));
    assert.deepEqual(read.problems, []);
    return { 4: lowerNft(read), 6: lowerNft(read) };
  }
  const { sets, problems } = parseIpsetSave(rendered(policy, node, "ipset.conf"));
  assert.deepEqual(problems, []);
  const one = (family: Family): Ruleset => {
    const saved = parseIptablesSave(rendered(policy, node, `rules.v${family}`));
    assert.deepEqual(saved.problems, []);
    return lowerIptables(saved, family, sets);
  };
  return { 4: one(4), 6: one(6) };
}

function kindsIn(match: Match): string[] {
  return match.kind === "any" ? match.alternatives.flat().flatMap(kindsIn) : [match.kind];
}

function allowed(host: Host, protocol: string, port: number, at: string): AddressSet {
  const family: Family = at.includes(":") ? 6 : 4;
  const rows = host.open.filter((row) => row.protocol === protocol && row.ports[0] <= port && port <= row.ports[1] && (row.at === null || row.at === at));
  const ranges = rows.flatMap(({ from }) => from.map(parseRange)).flatMap((parsed) => (parsed?.family === family ? [parsed.range] : []));
  return addressSet(family, ranges);
}

/** Every port that the policy names, its neighbours, and those that strangers try. */
function portsOf(host: Host): number[] {
  const named = [...host.open, ...(host.redirected === undefined ? [] : [host.redirected])].flatMap(({ ports: [first, last] }) => [first - 1, first, last, last + 1]);
  return [...new Set([...named, 0, 53, 80, 443, 5038, 5060, 5061, 8088, 8089, 10_000, 15_060, 15_061, 15_071, 20_500, 30_500, 65_535])];
}

function words({ family, ranges }: AddressSet): string {
  return ranges.flatMap((range) => rangeToCidrs(family, range)).join(" ");
}

for (const host of HOSTS) {
  for (const firewall of ["iptables", "nftables"] as const) {
    const policy = policyOf(host.example, firewall);
    const node = policy.nodes.find(({ name }) => host.node === null || name === host.node);
    assert.ok(node !== undefined);
    const models = modelsOf(policy, node);
    const ask = (protocol: string, port: number, at: string): Exposure => {
      const address = parseAddress(at);
      assert.ok(address !== null);
      return exposureOf(models[address.family], { family: address.family, inInterface: "eth0", protocol, sourcePort: null, destinationPort: port, destination: address.value, state: "new" });
    };
    const name = `${host.example}${host.node === null ? "" : `, ${host.node}`}, ${firewall}`;

    test(`${name}: every statement is understood`, () => {
      const rules = [models[4], models[6]].flatMap(({ chains }) => [...chains.values()].flatMap((chain) => chain.rules));
      assert.ok(rules.length > 20);
      for (const { at, matches, verdict } of rules) assert.ok(verdict.kind !== "unknown" && !matches.flatMap(kindsIn).includes("unknown"), at.file.text.slice(at.start, at.end));
    });

    test(`${name}: exactly what the policy grants is let in`, () => {
      for (const at of host.addresses) {
        for (const protocol of ["tcp", "udp"]) {
          for (const port of portsOf(host)) {
            const { sure, possible, redirected } = ask(protocol, port, at);
            const away = host.redirected;
            const leaves = away !== undefined && away.protocol === protocol && away.at === at && away.ports[0] <= port && port <= away.ports[1];
            const wanted = allowed(host, protocol, port, at);
            const what = `${protocol} to ${at} port ${port}`;
            assert.equal(words(sure), words(wanted), what);
            assert.equal(words(possible), words(wanted), what);
            assert.deepEqual(redirected.map(({ rule }) => rule.verdict.kind === "redirect" && rule.verdict.address), leaves ? [away.to] : [], what);
          }
        }
      }
    });

    test(`${name}: where strangers may knock, a limit counts each source for itself`, () => {
      const worldwide = host.open.filter(({ protocol, from }) => protocol === "tcp" && from.includes(WORLD));
      for (const { ports: [port], at } of worldwide) {
        const strangers = ask("tcp", port, at ?? host.addresses[0] ?? "").admissions.filter(({ sure }) => !isEmpty(intersection(sure, stranger)));
        assert.ok(strangers.length > 0);
        for (const { limits } of strangers) assert.ok(limits.some(({ matches }) => matches.some((match) => match.kind === "limit" && match.per === "source")));
      }
    });
  }
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressSet, parseRange, unionOf, type Family } from "../../../src/exposure/index.js";
import type { Listener as PolicyListener, Policy } from "../../../src/policy/index.js";
import { isKnown, type Audience, type Fact, type Listener, type RateLimit } from "../../../src/posture/index.js";
import { EXAMPLES, exampleText, hostsOf, variants, type Host } from "./hosts.js";

/*
 * What a policy means, and what its files say, are told in different words in a few places. All of them:
 *
 * - a Kamailio socket is called by the policy's path of its listener, an Asterisk transport by the listener's name;
 * - networks have names in a policy and addresses in a filter;
 * - between two hosts there is a listener on each that no policy writes: the link;
 * - behind an edge, accounts and trunks come in by the link, and who they are the edge has asked: the core has no digests;
 * - of the limits, Kamailio holds the figures in a script that is not read for them, Asterisk has the packet filter alone, which counts
 *   packets over UDP and connections over TCP, and trunks and the link are exempt;
 * - Kamailio counts failures itself, so one line of its log is enough for a ban;
 * - an SSH server is not configured by what is rendered, and calling plans are not read back.
 */
const nameIn = ({ node }: Host, listener: PolicyListener): string => (node.runs.includes("kamailio") ? listener.path : listener.name);

const value = <T>(fact: Fact<T> | undefined): T | string => (fact === undefined ? "absent" : isKnown(fact) ? fact.value : `? ${fact.because}`);

function ranges(cidrs: readonly string[], family: Family): unknown {
  return unionOf(family, cidrs.flatMap((cidr) => { const read = parseRange(cidr); return read?.family === family ? [addressSet(family, [read.range])] : []; })).ranges;
}

/** Sources as addresses of the family that the listener speaks; nobody of the other can come. */
function meantSources({ from, family }: PolicyListener): unknown {
  return from.value.some(({ role }) => role === "world") ? "world" : ranges(from.value.flatMap(({ v4, v6 }) => (family === 4 ? v4 : v6)), family);
}

function readSources(audience: Fact<Audience>, family: Family): unknown {
  if (!isKnown(audience)) return audience.because;
  return audience.value.world ? "world" : ranges(audience.value.sources, family);
}

type LimitFact = Fact<RateLimit | "off">;

/** How far each engine's limit can be read back. */
function checkLimit({ node, policy }: Host, listener: PolicyListener, limit: LimitFact, exempt: boolean): void {
  if (node.runs.includes("kamailio")) return assert.deepEqual(value(limit), { perSecond: null, burst: null }, listener.path);
  if (exempt) return assert.equal(value(limit), "off", listener.path);
  assert.ok(policy.limits.register.value !== null);
  assert.match(String(value(limit)), /^\? the packet filter holds new connections to /, listener.path);
}

function checkListeners(host: Host): void {
  const { policy, node, read, meant } = host;
  const found = new Map((read.listeners ?? []).map((listener) => [listener.name, listener]));
  const inPolicy = policy.link === null || node.runs.includes("kamailio") ? policy.listeners.filter((listener) => listener.node === node.name) : [];
  for (const listener of inPolicy) {
    const one = found.get(nameIn(host, listener));
    const posture = meant.listeners?.find(({ path }) => path === listener.path);
    assert.ok(one !== undefined && posture !== undefined, listener.path);
    const facts = ({ protocol, port, address, authenticated }: Listener): unknown => [protocol, port, address, authenticated].map((fact: Fact<unknown>) => value(fact));
    assert.deepEqual(facts(one), facts(posture), listener.path);
    assert.deepEqual(readSources(one.audience, listener.family), meantSources(listener), listener.path);
    const exempt = listener.from.value.every(({ role }) => role === "trunk" || role === "peers");
    for (const limit of [one.registerLimit, one.inviteLimit]) checkLimit(host, listener, limit, exempt);
  }
  assert.equal(found.size, inPolicy.length + (policy.link === null ? 0 : 1));
  checkLink(host, found);
}

function checkLink({ policy: { link }, node }: Host, found: ReadonlyMap<string, Listener>): void {
  if (link === null) return;
  const [end, other] = node.runs.includes("kamailio") ? (["edge", "core"] as const) : (["core", "edge"] as const);
  const listener = found.get(end === "edge" ? "link" : "edge@link");
  assert.deepEqual([listener?.protocol, listener?.port, listener?.address].map((fact) => value<unknown>(fact)), ["tls", link.port[end], link.address[end]]);
  assert.ok(listener !== undefined);
  assert.deepEqual(readSources(listener.audience, 4), ranges([link.address[other]], 4));
}

/** The policy's TLS where phones and carriers come in, and the link's own on both its ends. */
function checkTls({ policy, node, read, meant }: Host): void {
  const pairs = (read.tls ?? []).map(({ minimum, clientCertificates }) => `${value(minimum)} ${value(clientCertificates)}`);
  const [tls] = meant.tls ?? [];
  const asked = policy.tls?.ca === null && value(tls?.clientCertificates) === "optional" ? "none" : value(tls?.clientCertificates);
  const outside = policy.link === null || node.runs.includes("kamailio") ? [`${value(tls?.minimum)} ${asked}`] : [];
  assert.deepEqual(new Set(pairs), new Set([...outside, ...(policy.link === null ? [] : ["1.2 required"])]));
}

function checkAccounts({ policy, node, read, meant }: Host): void {
  if (!node.runs.includes("asterisk")) return;
  const behind = policy.link !== null;
  const accounts = (all: typeof meant.accounts, signalling?: string, algorithms?: readonly string[]): unknown =>
    (all ?? []).map((one) => [one.name, value(one.media), signalling ?? value(one.signalling), algorithms ?? value(one.algorithms)]);
  // The edge's keepalive has an endpoint of its own, which is no account.
  assert.deepEqual(accounts(read.accounts?.filter(({ name }) => name !== "ringfence-edge")), behind ? accounts(meant.accounts, "tls", []) : accounts(meant.accounts));
  const trunks = (all: typeof meant.trunks, signalling?: string): unknown => (all ?? []).map((one) => [one.name, value(one.media), signalling ?? value(one.signalling)]);
  assert.deepEqual(trunks(read.trunks), behind ? trunks(meant.trunks, "tls") : trunks(meant.trunks));
  if (!behind) assert.deepEqual(read.trunks?.map(({ authentication }) => value(authentication)), meant.trunks?.map(({ authentication }) => value(authentication)));
}

function checkManagement({ policy, node, read }: Host): void {
  if (!node.runs.includes("asterisk")) return;
  const ami = policy.management.filter(({ service }) => service === "ami");
  assert.deepEqual((read.management ?? []).map(({ service, port, audience }) => [service, value(port), (value(audience) as Audience).roles]), ami.map(({ port, from }) => ["ami", port.value, from.value.map(({ role }) => role)]));
}

function checkBans({ policy, node, read, meant }: Host): void {
  if (policy.link !== null && !node.runs.includes("kamailio")) return assert.equal(read.bans, undefined, "nothing is watched on a core, which sees its edge alone");
  const ban = value(meant.bans?.ban);
  assert.ok(typeof ban === "object");
  assert.deepEqual(value(read.bans?.ban), node.runs.includes("kamailio") ? { ...ban, failures: 1 } : ban);
}

/** Releases that know one digest alone are given less than the policy means, and say so when they are rendered. */
const knowsAll = (policy: Policy): boolean => !["18", "20.11", "22.1"].includes(policy.engines.asterisk?.text ?? "") || policy.link !== null;

for (const example of EXAMPLES) {
  test(`${example}: the facts read back are the facts meant, for every release and packet filter`, () => {
    let hosts = 0;
    for (const { text } of variants(exampleText(example))) {
      for (const host of hostsOf(text) ?? []) {
        hosts += 1;
        checkListeners(host);
        checkTls(host);
        if (knowsAll(host.policy)) checkAccounts(host);
        checkManagement(host);
        checkBans(host);
      }
    }
    assert.ok(hosts > 0);
  });
}

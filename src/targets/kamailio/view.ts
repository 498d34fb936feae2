import type { Account, CoreLink, Limits, Policy, PolicyNode } from "../../policy/types.js";
import { headerLines } from "../header.js";
import { linkTransport, TRUNK_HEADER } from "../link.js";
import type { Quoted, Secrets } from "../target.js";
import { effectiveAlgorithms } from "./algorithms.js";
import { DIGEST_LENGTHS, DIGEST_TABLES, digestRows, hostKey } from "./digests.js";
import { banView, floodThreshold, pace, paceMemory } from "./limits.js";
import { listenerViews } from "./listeners.js";
import type { Problems } from "../problems.js";
import { bare, comment, host, number, string } from "./quote.js";
import { sourceGroups } from "./sources.js";
import { tlsView } from "./tls.js";
import { CORE_SET, trunkViews } from "./trunks.js";
import { type Abilities, abilities, SUPPORTED } from "./version.js";

type Text = Quoted<"kamailio">;

export interface DigestView {
  /** `SHA-256`, quoted. */
  readonly name: Text;
  readonly table: Text;
  readonly rows: ReturnType<typeof digestRows>;
  /** Stands in for the digest of an account that does not exist, so that both take the same road. */
  readonly decoy: Text;
}

export type EdgeView = NonNullable<ReturnType<typeof edgeView>>;

/** Everything the templates say, decided. Null where the policy cannot be expressed; `problems` then says why. */
export function edgeView(policy: Policy, node: PolicyNode, secrets: Secrets, problems: Problems) {
  const able = capable(policy, problems);
  const link = policy.link;
  if (link === null) problems.error("kamailio-without-core", "Kamailio is the edge before an Asterisk core, and this policy has no core", policy.at, "add asterisk to engines");
  if (able === null || link === null) return null;

  const listeners = policy.listeners.filter((listener) => listener.node === node.name);
  const here = new Set(listeners.map(({ path }) => path));
  const trunks = policy.trunks.filter(({ listener }) => here.has(listener.path));
  const sockets = listenerViews(listeners, policy, problems);
  const outer = sockets[0]?.host;
  if (outer === undefined) problems.error("kamailio-without-listener", `node ${node.name} runs Kamailio, but no listener is on it`, node.at);
  const realm = problems.quoting("kamailio-unquotable", policy.auth.realm.at, () => string(policy.auth.realm.value));
  const digests = digestViews(policy, policy.accounts.filter(({ listener }) => here.has(listener.path)), able, secrets, problems);
  const calls = trunkViews(policy, trunks, problems);
  const tls = tlsView({ policy, link, listeners, trunks, able, problems });
  if (realm === null || outer === undefined) return null;

  const known = digests.flatMap(({ rows }) => rows.map(({ digest }) => digest));
  return {
    header: headerLines({ ...policy, name: comment(policy.name) }, "#"),
    release: comment(policy.engines.kamailio?.text ?? ""),
    able: { ...able },
    realm,
    ...domainView(policy.auth.realm.value, outer, sockets.map(({ host: name }) => name)),
    maskHost: string(outer),
    maskKey: hostKey("topology mask", policy.hash, known) as Text,
    namesKey: hostKey("names", policy.hash, known) as Text,
    listeners: sockets,
    link: linkView(link),
    trunks: calls,
    outboundTrunks: calls.filter((trunk) => trunk.reachable),
    trunkHeader: TRUNK_HEADER as Text,
    sets: { core: number(CORE_SET) },
    digests,
    severalDigests: digests.length > 1,
    firstDigest: digests[0]?.name ?? string("MD5"),
    tls: tls ?? NO_TLS,
    hasTls: tls !== null,
    groups: sourceGroups(policy, node, link.address.core, listeners, trunks),
    subnets: number(Math.max(512, policy.networks.reduce((sum, network) => sum + network.v4.length + network.v6.length, 0) * 4)),
    ...limitsView(policy.limits),
  };
}

function digestViews(policy: Policy, accounts: readonly Account[], able: Abilities, secrets: Secrets, problems: Problems): DigestView[] {
  return effectiveAlgorithms(policy.auth, able, problems).map((algorithm) => ({
    name: string(algorithm),
    table: DIGEST_TABLES[algorithm] as Text,
    rows: digestRows(accounts, algorithm, policy.auth.realm.value, secrets, problems),
    decoy: string("0".repeat(DIGEST_LENGTHS[algorithm])),
  }));
}

/** The realm is also the domain that phones call, where it can be one; the listeners' addresses do as well. */
function domainView(realm: string, outer: Text, addresses: readonly Text[]) {
  const domain = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(realm) ? realm : null;
  return {
    domain: bare(domain ?? outer),
    hosts: [...new Set([...(domain === null ? [] : [domain.toLowerCase()]), ...addresses])].map(string),
  };
}

function limitsView(limits: Limits) {
  const ban = banView(limits.ban);
  const [register, invite] = [pace(limits.register), pace(limits.invite)];
  return {
    register: register ?? NO_PACE,
    limitsRegister: register !== null,
    invite: invite ?? NO_PACE,
    limitsInvite: invite !== null,
    limits: register !== null || invite !== null,
    paceMemory: number(paceMemory(limits)),
    ban: ban ?? NO_BAN,
    bans: ban !== null,
    flood: number(floodThreshold(limits)),
  };
}

const NO_PACE = { path: "" as Text, figure: "" as Text, interval: "0" as Text, tolerance: "0" as Text };
const NO_BAN = { path: "" as Text, failures: "0" as Text, within: "0" as Text, first: "0" as Text, endless: false, steps: [], memory: "0" as Text };
const NO_TLS = { profiles: [] };

function linkView(link: CoreLink) {
  const { address, port } = link;
  const edge = `${host(address.edge)}:${port.edge}`;
  const core = `${host(address.core)}:${port.core}`;
  const transport = linkTransport(link);
  return {
    socket: bare(`${transport}:${edge}`),
    socketName: string(`${transport}:${edge}`),
    coreAddress: host(address.core),
    coreUri: bare(`sip:${core};transport=${transport}`),
    coreHost: string(host(address.core)),
    edgeHost: string(host(address.edge)),
  };
}

function capable(policy: Policy, problems: Problems): Abilities | null {
  const version = policy.engines.kamailio;
  const able = version === null ? null : abilities(version);
  if (version !== null && able === null) {
    problems.error("kamailio-version", `Kamailio ${version.text} is not among the releases that can be rendered for: ${SUPPORTED.first} to ${SUPPORTED.last}`, policy.at);
  }
  return able;
}

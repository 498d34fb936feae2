import type { MediaEncryption } from "../../posture/index.js";
import type { Block } from "../block.js";
import type { Account, CallingPlan, Listener, Media, Setting, Trunk } from "../types.js";
import type { Context } from "./context.js";
import type { Networks } from "./networks.js";
import { resolveSecret } from "./secret.js";
import { ENCRYPTIONS } from "./settings.js";

/** What accounts and trunks refer to. A name may be declared and yet not resolve; then its own mistake is reported. */
export interface Surroundings {
  readonly root: Block;
  readonly listeners: ReadonlyMap<string, Listener>;
  readonly plans: ReadonlyMap<string, CallingPlan>;
  readonly networks: Networks;
  readonly media: Media;
}

export function resolveAccounts(around: Surroundings, context: Context): readonly Account[] {
  return [...around.root.block("accounts").named()].flatMap(({ name, block }) => {
    const listener = resolveListenerName(block, around, context);
    const secret = resolveSecret(block, context);
    const calling = resolvePlanName(block, around, context);
    if (listener === null || secret === null) return [];
    const displayName = block.text("name")?.value ?? null;
    return [{ name, path: block.path, at: block.at, displayName, secret, listener, calling, media: resolveMediaOf(block, listener, around.media) }];
  });
}

export function resolveTrunks(around: Surroundings, accounts: readonly Account[], context: Context): readonly Trunk[] {
  const byName = new Map(accounts.map((account) => [account.name, account]));
  return [...around.root.block("trunks").named()].flatMap(({ name, block }) => {
    const listener = resolveListenerName(block, around, context);
    const peers = resolvePeers(block, around, context);
    const authentication = block.word("authentication", ["address", "digest", "certificate"]);
    const credentials = resolveCredentials(block, authentication?.value ?? null, context);
    const inbound = resolveInbound(block, around, byName, context);
    if (listener === null || peers === null || authentication === null) return [];
    checkReach(block, listener, peers.name, context);
    return [{
      name, path: block.path, at: block.at, listener, peers, credentials, inbound,
      authentication: block.setting("authentication", authentication, authentication.value), media: resolveMediaOf(block, listener, around.media),
    }];
  });
}

function resolveListenerName(block: Block, { root, listeners }: Surroundings, { problems }: Context): Listener | null {
  const located = block.text("listener");
  if (located === null) return null;
  const declared = root.block("listeners");
  if (!declared.has(located.value)) problems.unknownName(located.at, located.path, "listener", located.value, declared.keys());
  return listeners.get(located.value) ?? null;
}

function resolvePlanName(block: Block, { plans }: Surroundings, { problems }: Context): CallingPlan | null {
  const located = block.text("calling");
  if (located === null) return null;
  const plan = plans.get(located.value);
  if (plan === undefined) problems.unknownName(located.at, located.path, "calling plan", located.value, [...plans.keys()]);
  return plan ?? null;
}

/** Keys of SRTP in SDP are secret only where signalling is: over a cleartext listener, unwritten encryption means none. */
function resolveMediaOf(block: Block, listener: Listener, media: Media): Setting<MediaEncryption> {
  const written = block.word("media", ENCRYPTIONS);
  if (written !== null) return block.setting("media", written, written.value);
  const protocol = listener.protocol.value;
  return protocol === "tls" || protocol === "wss" ? media.encryption : block.setting<MediaEncryption>("media", null, "none");
}

function resolvePeers(block: Block, { networks }: Surroundings, { problems }: Context): Trunk["peers"] | null {
  const located = block.text("peers");
  if (located === null) return null;
  const network = networks.byName.get(located.value);
  const ofRole = networks.all.filter(({ role }) => role === "trunk").map(({ name }) => name);
  if (network === undefined) problems.unknownName(located.at, located.path, "network", located.value, ofRole);
  else if (network.role !== "trunk" && network.role !== "unknown") {
    problems.error("trunk-peers-role", located.at, `${located.path}: the network ${network.name} has the role ${network.role}, and a trunk's peers need the role trunk`, { hint: ofRole.length === 0 ? "give the carrier's addresses a network with role: trunk" : `networks with that role: ${ofRole.join(", ")}` });
    return null;
  }
  return network ?? null;
}

function resolveCredentials(block: Block, authentication: string | null, context: Context): Trunk["credentials"] {
  const { problems } = context;
  const username = block.text("username");
  const secret = resolveSecret(block, context);
  if (authentication === null) return null;
  if (authentication !== "digest") {
    for (const key of ["username", "secret"]) {
      const at = block.entry(key)?.keySpan;
      if (at !== undefined) problems.error("trunk-credentials", at, `${block.pathOf(key)} is of no use with authentication: ${authentication}`, { hint: "remove it, or write authentication: digest" });
    }
    return null;
  }
  const missing = ["username", "secret"].filter((key) => !block.has(key));
  if (missing.length > 0) problems.error("trunk-credentials", block.at, `${block.path} authenticates by digest and lacks ${missing.join(" and ")}`, { hint: "e.g. username: acme, secret: { env: RF_CARRIER }" });
  return username === null || secret === null ? null : { username: username.value, secret };
}

function resolveInbound(block: Block, { root }: Surroundings, accounts: ReadonlyMap<string, Account>, { problems }: Context): Account | null {
  const located = block.text("inbound");
  if (located === null) return null;
  const declared = root.block("accounts");
  if (!declared.has(located.value)) problems.unknownName(located.at, located.path, "account", located.value, declared.keys());
  return accounts.get(located.value) ?? null;
}

/** A carrier that its listener does not let in brings no calls. */
function checkReach(block: Block, listener: Listener, peers: string, { problems }: Context): void {
  const from = listener.from.value.map(({ name }) => name);
  if (from.includes(peers) || from.includes("world")) return;
  const at = block.text("peers")?.at ?? block.at;
  problems.error("trunk-unreachable", at, `${block.path}: its peers ${peers} may not reach its listener ${listener.name}`, {
    hint: `add ${peers} to ${listener.path}.from`, related: [{ at: listener.from.at, note: `who may reach ${listener.name}` }],
  });
}

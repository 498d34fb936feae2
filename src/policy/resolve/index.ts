import { checkNames } from "../check/names.js";
import { checkOverlap, checkWorldInParts } from "../check/overlap.js";
import { checkLinkPorts, checkManagementPorts, checkMediaPorts, checkSockets } from "../check/ports.js";
import { checkTls, warn, warnUnreachable } from "../check/sense.js";
import { Block } from "../block.js";
import { hashOf } from "../meaning.js";
import type { Problems } from "../problems.js";
import { currentGuideline } from "../profiles.js";
import type { Node } from "../read/tree.js";
import type { Network, Policy, Profile } from "../types.js";
import { resolveAccounts, resolveTrunks } from "./accounts.js";
import { resolveCalling } from "./calling.js";
import type { Context } from "./context.js";
import { resolveEngines } from "./engines.js";
import { resolveExceptions } from "./exceptions.js";
import { resolveLimits } from "./limits.js";
import { resolveLink } from "./link.js";
import { resolveListeners } from "./listeners.js";
import { resolveManagement } from "./management.js";
import { resolveNetworks, type Networks } from "./networks.js";
import { resolveNodes } from "./nodes.js";
import { resolveAuth, resolveMedia, resolveTls } from "./settings.js";

const PROFILES = ["strict", "standard", "legacy-phones"] as const satisfies readonly Profile[];

/**
 * Looks references up, parses the small languages, fills in the profile's defaults, and checks what only the whole can
 * show. Everything found wrong goes to `problems`; what is returned is a policy only where there are no errors.
 */
export function resolve(node: Node, problems: Problems, knownRules: readonly string[] | null): Policy {
  const root = Block.root(node);
  const guideline = currentGuideline();
  const profile = root.setting<Profile>("profile", root.word("profile", PROFILES), guideline.profile);
  const context: Context = { problems, defaults: guideline.profiles[profile.value], knownRules };
  const policy: Omit<Policy, "hash"> = {
    version: 1, name: root.text("name")?.value ?? "", profile, guideline: guideline.date, at: root.at,
    ...resolveParts(root, context),
  };
  return { ...policy, hash: problems.errors === 0 ? hashOf(policy) : "" };
}

type Parts = Omit<Policy, "version" | "name" | "profile" | "guideline" | "at" | "hash">;

function resolveParts(root: Block, context: Context): Parts {
  const { problems } = context;
  const engines = resolveEngines(root, context);
  const nodes = resolveNodes(root, engines, context);
  const networks = resolveNetworks(root, context);
  const resolved = resolveListeners(root, nodes, networks, context);
  const listeners = resolved.map(({ listener }) => listener);
  const link = resolveLink(root, engines, nodes, resolved, context);
  const [tls, media, auth] = [resolveTls(root, context), resolveMedia(root, context), resolveAuth(root, context)];
  const calling = resolveCalling(root, context);
  const around = { root, networks, media, listeners: byName(listeners), plans: byName(calling.plans) };
  const accounts = resolveAccounts(around, context);
  const trunks = resolveTrunks(around, accounts, context);
  const limits = resolveLimits(root, context);
  const management = resolveManagement(root, engines, networks, context);
  const exceptions = resolveExceptions(root, context);

  checkOverlap(networks, problems);
  checkWorldInParts([...listeners, ...management], networks, problems);
  checkSockets(resolved, problems);
  checkMediaPorts(resolved, media, problems);
  checkManagementPorts(management, resolved, nodes, problems);
  checkLinkPorts(link, resolved, problems);
  checkNames(root, calling.emergency.value, problems);
  checkTls(root, tls, listeners, trunks, problems);
  warn(root, engines, problems);
  warnUnreachable(accounts, problems);
  return { engines, nodes, link, networks: usedNetworks(networks, [...listeners, ...management]), listeners, tls, media, auth, accounts, trunks, calling, limits, management, exceptions };
}

/** The policy's own networks, and of the built-in ones those that somebody names. */
function usedNetworks(networks: Networks, services: readonly { readonly from: { readonly value: readonly Network[] } }[]): readonly Network[] {
  const used = new Set(services.flatMap(({ from }) => from.value));
  return networks.all.filter((network) => (network.role !== "world" && network.role !== "localhost") || used.has(network));
}

function byName<T extends { readonly name: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.name, thing]));
}

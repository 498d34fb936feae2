import type { Account, CoreLink, Listener, Policy, PolicyNode, Trunk } from "../../policy/types.js";
import type { Problems } from "../problems.js";
import type { Secrets } from "../target.js";
import { digits, name } from "./quote.js";
import { abilities, type Abilities, SUPPORTED } from "./version.js";

/** What every view of this target starts from. */
export interface Scene {
  readonly policy: Policy;
  readonly able: Abilities;
  readonly secrets: Secrets;
  readonly problems: Problems;
  /** Set where this Asterisk is the core behind an edge: then the edge has the listeners and authenticates. */
  readonly link: CoreLink | null;
  /** Listeners on this host. */
  readonly listeners: readonly Listener[];
  readonly accounts: readonly Account[];
  readonly trunks: readonly Trunk[];
}

/** Null, and an error, where there is no way to write for this version. */
export function sceneOf(policy: Policy, node: PolicyNode, secrets: Secrets, problems: Problems): Scene | null {
  const version = policy.engines.asterisk;
  const able = version === null ? null : abilities(version);
  if (able === null) {
    problems.error("asterisk-version", `Asterisk ${version?.text ?? "(none)"} is not among the releases that can be rendered for: ${SUPPORTED.join(", ")}`, policy.at);
    return null;
  }
  checkNames(policy, problems);
  if (problems.hasErrors) return null;
  const shared = { policy, able, secrets, problems };
  if (policy.link !== null) return { ...shared, link: policy.link, listeners: [], accounts: policy.accounts, trunks: policy.trunks };
  const listeners = policy.listeners.filter((listener) => listener.node === node.name);
  const here = new Set(listeners.map(({ path }) => path));
  return {
    ...shared, link: null, listeners,
    accounts: policy.accounts.filter(({ listener }) => here.has(listener.path)),
    trunks: policy.trunks.filter(({ listener }) => here.has(listener.path)),
  };
}

/** Names stand in so many places that they are looked at once, here; the views may then rely on them. */
function checkNames({ accounts, trunks, listeners, calling }: Policy, problems: Problems): void {
  for (const named of [...accounts, ...trunks, ...listeners, ...calling.plans]) problems.quoting("asterisk-name", named.at, () => name(named.name));
  for (const number of calling.emergency.value) problems.quoting("asterisk-name", calling.emergency.at, () => digits(number));
}

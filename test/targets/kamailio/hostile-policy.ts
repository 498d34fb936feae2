import type { Account, Listener, Network, Policy, Trunk } from "../../../src/policy/index.js";
import { edgePolicy, edgeSecrets } from "./edge-policy.js";

/** Every text of a policy that is its user's own, and that this target writes somewhere. */
export interface Texts {
  readonly name: string;
  readonly realm: string;
  readonly listener: string;
  readonly account: string;
  readonly displayName: string;
  readonly trunk: string;
  readonly network: string;
  readonly certificate: string;
  readonly key: string;
  readonly ca: string;
  readonly password: string;
}

export const TAME: Texts = {
  name: "tame", realm: "sip.tame.example", listener: "tame", account: "tame", displayName: "Tame", trunk: "tame", network: "tame",
  certificate: "/etc/tame/cert.pem", key: "/etc/tame/key.pem", ca: "/etc/tame/ca.pem", password: "tame",
};

/** The example with these texts in it, past the reader that would refuse many of them. */
export function policyWith(texts: Texts): { policy: Policy; secrets: Map<string, string> } {
  const base = edgePolicy();
  const networks = base.networks.map((network): Network => (network.role === "trunk" ? { ...network, name: texts.network, path: `networks.${texts.network}` } : network));
  const renamed = (network: Network): Network => networks.find((one) => one.at === network.at) ?? network;
  const listeners = base.listeners.map((listener): Listener => {
    const from = { ...listener.from, value: listener.from.value.map(renamed) };
    return listener.name === "remote" ? { ...listener, from, name: texts.listener, path: `listeners.${texts.listener}` } : { ...listener, from };
  });
  const moved = (listener: Listener): Listener => listeners.find((one) => one.at === listener.at) ?? listener;
  const accounts = base.accounts.map((account, index): Account => ({
    ...account, listener: moved(account.listener), displayName: texts.displayName,
    ...(index === 0 ? { name: texts.account, path: `accounts.${texts.account}` } : {}),
  }));
  const trunks = base.trunks.map((trunk): Trunk => ({ ...trunk, name: texts.trunk, path: `trunks.${texts.trunk}`, listener: moved(trunk.listener), peers: renamed(trunk.peers) }));
  const plans = base.calling.plans.map((plan) => ({ ...plan, trunk: texts.trunk }));
  const policy: Policy = {
    ...base, name: texts.name, networks, listeners, accounts, trunks, calling: { ...base.calling, plans },
    auth: { ...base.auth, realm: { ...base.auth.realm, value: texts.realm } },
    tls: base.tls === null ? null : { ...base.tls, certificate: texts.certificate, key: texts.key, ca: texts.ca },
  };
  return { policy, secrets: new Map([...edgeSecrets, ["accounts.201.secret", texts.password]]) };
}

import type { FilterRule, Ruleset } from "./model.js";

/** An interface that no rule names: what comes in by any of the others. */
export const ANY_INTERFACE = "any other interface";

/** Made by software, for tunnels, containers and virtual machines: nothing of the Internet arrives there unasked. */
const INNER = /^(?:lo|docker|br-|virbr|veth|lxc|lxd|podman|cni|flannel|cali|kube|wg|tun|tap|ipsec|tailscale|zt|vboxnet|vmnet|dummy|ppp-vpn|utun|nordlynx)/;

/** Whether packets of the Internet may come in by it, as far as its name and the rules tell. */
export function isInner(name: string): boolean {
  return INNER.test(name);
}

/** A rule that lets in whatever comes by some interfaces, and looks at nothing else. */
function trusts({ matches, verdict }: FilterRule): readonly string[] {
  const [only, ...more] = matches;
  return verdict.kind === "accept" && only?.kind === "in-interface" && !only.negated && more.length === 0 ? only.names : [];
}

/**
 * Interfaces by which the Internet may come in, one that no rule names among them. Left out are those made by software, and
 * those that a rule trusts whole where it names others that it does not: that is how an inner network is let in.
 */
export function outerInterfaces({ chains }: Ruleset): readonly string[] {
  const rules = [...chains.values()].flatMap((chain) => chain.rules);
  const named = new Set(rules.flatMap(({ matches }) => matches.flatMap((match) => (match.kind === "in-interface" && !match.negated ? match.names : []))));
  const outer = [...named].filter((name) => !isInner(name) && !/[+*]$/.test(name));
  const trusted = new Set(rules.flatMap(trusts));
  const doubted = outer.filter((name) => !trusted.has(name));
  return [ANY_INTERFACE, ...(doubted.length > 0 ? doubted : outer)];
}

import { createHash } from "node:crypto";
import type { Policy, SecretRef } from "./types.js";

/**
 * SHA-256 (hex) of what a policy means: no places, no order of keys, no difference between a default and the same value
 * written. Parts name each other as in the policy, so the text that is hashed grows with the policy and no faster.
 */
export function hashOf(policy: Omit<Policy, "hash">): string {
  return createHash("sha256").update(JSON.stringify(meaningOf(policy))).digest("hex");
}

// Objects are built key by key here, and named things are sorted: this is the canonical form.
function meaningOf(policy: Omit<Policy, "hash">): unknown {
  const { tls, calling, limits } = policy;
  return {
    version: policy.version, name: policy.name, profile: policy.profile.value, guideline: policy.guideline,
    engines: [policy.engines.asterisk?.text, policy.engines.kamailio?.text, policy.engines.firewall].map((engine) => engine ?? null),
    nodes: sorted(policy.nodes).map((node) => [node.name, node.folder, node.runs, node.public, node.private]),
    link: policy.link === null ? null : [policy.link.edgeNode, policy.link.coreNode, policy.link.address.edge, policy.link.address.core, policy.link.port.edge, policy.link.port.core, policy.link.mediaAddress, policy.link.tls === null ? null : [policy.link.tls.certificate, policy.link.tls.key, policy.link.tls.ca]],
    networks: sorted(policy.networks).map((network) => [network.name, network.role, network.v4, network.v6]),
    listeners: sorted(policy.listeners).map((one) => [one.name, one.node, one.protocol.value, one.address, one.port.value, names(one.from.value)]),
    tls: tls === null ? null : [tls.certificate, tls.key, tls.ca, tls.clientCertificates.value, tls.minimum.value],
    media: [policy.media.encryption.value, policy.media.ports.value.first, policy.media.ports.value.last],
    auth: [policy.auth.realm.value, policy.auth.algorithms.value],
    accounts: sorted(policy.accounts).map((one) => [one.name, one.displayName, secret(one.secret), one.listener.name, one.calling?.name ?? null, one.media.value]),
    trunks: sorted(policy.trunks).map((one) => [
      one.name, one.listener.name, one.peers.name, one.authentication.value, one.credentials === null ? null : [one.credentials.username, secret(one.credentials.secret)],
      one.inbound?.name ?? null, one.media.value,
    ]),
    calling: [calling.home.value, calling.timezone, calling.emergency.value.toSorted(), sorted(calling.plans).map((plan) => [
      plan.name, plan.allow.value.toSorted(), plan.deny.value.toSorted(), plan.trunk, plan.hours.value?.windows.map(({ days, from, to }) => [days, from, to]) ?? null, plan.concurrent.value,
    ])],
    limits: [limits.register, limits.invite].map(({ value }) => (value === null ? null : [value.count, value.per, value.burst])),
    ban: limits.ban.value === null ? null : [limits.ban.value.failures, limits.ban.value.within, limits.ban.value.for, limits.ban.value.atMost],
    management: policy.management.map((service) => [service.service, service.port.value, names(service.from.value)]),
    exceptions: policy.exceptions.map(({ rule, where, reason, owner, until }) => [rule, where, reason, owner, until]),
  };
}

function sorted<T extends { readonly name: string }>(things: readonly T[]): readonly T[] {
  return things.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function names(networks: readonly { readonly name: string }[]): readonly string[] {
  return networks.map(({ name }) => name).toSorted();
}

function secret({ from, name }: SecretRef): readonly [string, string] {
  return [from, name];
}

import type { Listener, Policy, PolicyNode } from "../policy/types.js";
import { sourceCeiling } from "./filter-limits.js";
import type { PacketRate } from "./filter-rules.js";
import type { Figure } from "./target.js";

/** What the packet filter, in either format, lets one source do before it drops. */
export function filterFigures(policy: Policy, node: PolicyNode): readonly Figure[] {
  return policy.listeners.filter((listener) => listener.node === node.name).flatMap((listener) => {
    const where = `packet filter, ${listener.path} (${listener.protocol.value})`;
    const text = figureOf(policy, listener);
    return [policy.limits.register, policy.limits.invite].map(({ path }) => ({ path, where, figure: text }));
  });
}

function figureOf(policy: Policy, listener: Listener): string {
  if (listener.from.value.every(({ role }) => role === "trunk" || role === "peers" || role === "localhost")) return "no limit: only trunks and peers reach it, and they are never limited";
  const ceiling = sourceCeiling(policy.limits, listener, policy.accounts);
  if (ceiling === null) return "no limit, as one of the two is off: a packet filter cannot tell one kind of request from the other";
  const held = listener.protocol.value === "udp"
    ? rate(ceiling.packets, "packets")
    : `${rate(ceiling.connections, "new connections")}, ${ceiling.concurrent} open at once`;
  return `${held}, from one address (IPv6: one /64), for registrations and calls together; room for ${ceiling.phones === 1 ? "one phone" : `${ceiling.phones} phones`} behind it`;
}

function rate({ count, per, burst }: PacketRate, what: string): string {
  return `${count} ${what} a ${per}, ${burst} in a burst`;
}

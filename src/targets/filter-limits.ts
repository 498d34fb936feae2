/**
 * What one source address may send before the packet filter drops it. The policy's limits count requests; the filter
 * counts packets and connections and cannot tell one request from another, so its figures are ceilings that lie above
 * every use the policy allows, and the engines behind it enforce the exact ones.
 *
 * - A registration is 2 packets from the phone: REGISTER, and REGISTER with the digest.
 * - A call is 10: INVITE, ACK, INVITE with the digest, ACK, a re-INVITE with its ACK, BYE, and as called party the
 *   answers 180, 200 to INVITE and 200 to BYE.
 * - Twice that over UDP, where each side repeats what it takes for lost.
 * - One packet a second for the rest: keepalives, answers to OPTIONS, subscriptions.
 * - Times the phones that may share the address: an office behind one NAT address is one source.
 */
import type { Account, Limits, Listener } from "../policy/types.js";
import type { PacketRate } from "./filter-rules.js";

const PACKETS_PER_REGISTRATION = 2;
const PACKETS_PER_CALL = 10;
const RETRANSMISSION = 2;
const OTHER_PER_SECOND = 1;

/** Above this many phones an office is assumed to have more than one public address, or a network with the role `peers`. */
const PHONES_BEHIND_ONE_ADDRESS = 64;

/** A phone may keep a connection for each of several lines, and leaves half-dead ones behind when its NAT forgets them. */
const CONNECTIONS_PER_PHONE = 4;
const LEAST_CONNECTIONS = 32;

/** What both formats can hold; a policy above it limits nothing a network card could carry. */
const MOST_PER_UNIT = 100_000;
const MOST_BURST = 1_000_000;

export interface SourceCeiling {
  /** Phones assumed behind one address. */
  readonly phones: number;
  /** UDP: every packet counts. */
  readonly packets: PacketRate;
  /** TCP, TLS, WebSocket: new connections count, as if each registration and each call opened one. */
  readonly connections: PacketRate;
  readonly concurrent: number;
}

/**
 * Ceilings for a listener's sources; null where the policy switches one of the two limits off: the filter cannot limit
 * one kind of request without the other.
 */
export function sourceCeiling(limits: Limits, listener: Listener, accounts: readonly Account[]): SourceCeiling | null {
  const register = limits.register.value;
  const invite = limits.invite.value;
  if (register === null || invite === null) return null;
  const onListener = accounts.filter((account) => account.listener.name === listener.name).length;
  const phones = Math.min(Math.max(onListener, 1), PHONES_BEHIND_ONE_ADDRESS);
  const packets = (registrations: number, calls: number): number =>
    phones * RETRANSMISSION * (PACKETS_PER_REGISTRATION * registrations + PACKETS_PER_CALL * calls);
  const perSecond = packets(register.count / register.per, invite.count / invite.per) + phones * OTHER_PER_SECOND;
  const perMinute = phones * 60 * (register.count / register.per + invite.count / invite.per);
  return {
    phones,
    packets: packetRate(perSecond, "second", packets(register.burst, invite.burst)),
    connections: packetRate(perMinute, "minute", phones * (register.burst + invite.burst)),
    concurrent: Math.max(LEAST_CONNECTIONS, phones * CONNECTIONS_PER_PHONE),
  };
}

function packetRate(count: number, per: PacketRate["per"], burst: number): PacketRate {
  return { count: Math.min(Math.ceil(count), MOST_PER_UNIT), per, burst: Math.max(1, Math.min(Math.ceil(burst), MOST_BURST)) };
}

/** Seconds until an empty bucket is full again. */
export function refillTime({ count, per, burst }: PacketRate): number {
  return Math.ceil((burst / count) * (per === "second" ? 1 : 60));
}

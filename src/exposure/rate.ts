import type { PacketRate } from "./model.js";

/** Any shortening of a unit will do (libxt_limit.c: parse_rate); nft writes them out. */
const UNITS: readonly (readonly [string, number])[] = [["second", 1], ["minute", 60], ["hour", 3600], ["day", 86_400], ["week", 604_800]];

/** What both tools allow at once where nobody writes it (xt_hashlimit.h, nftables statement.c). */
export const USUAL_BURST = 5;

/** Reads `60/minute`, `10/sec`, `5`; null for bytes and whatever else is no rate of packets. */
export function packetRate(text: string, burst: number | null): PacketRate | null {
  const [, count, unit = "second"] = /^(\d+)\s*(?:packets\s*)?(?:\/\s*([a-z]+))?$/i.exec(text.trim()) ?? [];
  const per = UNITS.find(([name]) => name.startsWith(unit.toLowerCase()))?.[1];
  return count === undefined || per === undefined ? null : { perSecond: Number(count) / per, burst: burst ?? USUAL_BURST };
}

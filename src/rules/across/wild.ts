import type { FilterRule, Match, NumberRange } from "../../exposure/index.js";

const EVERY: NumberRange = { first: 0, last: 65_535 };

/** UDP ports that a rule lets somebody in to; none where it does not accept new packets. */
export function wildRule({ matches, verdict }: FilterRule): readonly NumberRange[] {
  if (verdict.kind !== "accept") return [];
  const parts = matches.flatMap((match) => (match.kind === "any" && !match.negated ? match.alternatives.flat() : [match]));
  if (parts.some((match) => match.kind === "state" && !match.negated && !match.states.includes("new"))) return [];
  if (parts.some((match) => match.kind === "protocol" && match.protocols.includes("udp") === match.negated)) return [];
  if (parts.some((match) => match.kind === "in-interface" && match.names.includes("lo") && !match.negated)) return [];
  const ports = parts.filter(isPort);
  if (ports.some(({ negated }) => negated)) return [EVERY];
  if (ports.some(({ protocols }) => protocols.length > 0 && !protocols.includes("udp"))) return [];
  return ports.length === 0 ? [EVERY] : ports.flatMap((match) => match.ports);
}

function isPort(match: Match): match is Match & { readonly kind: "destination-port" } {
  return match.kind === "destination-port";
}

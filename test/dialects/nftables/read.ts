import { contains, exposureOf, parseAddress, type Exposure, type FilterRule, type Match, type Query, type Ruleset } from "../../../src/exposure/index.js";
import { lowerNft, parseNftJson, parseNftText } from "../../../src/dialects/nftables/index.js";

export const SIP: Query = { family: 4, inInterface: "eth0", protocol: "udp", sourcePort: null, destinationPort: 5060, destination: null, state: "new" };

export function fromText(text: string): Ruleset {
  return lowerNft(parseNftText({ path: "rules.nft", text }));
}

export function fromJson(objects: readonly object[]): Ruleset {
  return lowerNft(parseNftJson({ path: "rules.json", text: JSON.stringify({ nftables: objects }) }));
}

/** A table inet with a base chain at input that drops, and the rules in it. */
export function input(rules: string, around = ""): string {
  return `table inet filter {\n${around}\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n${rules}\n\t}\n}\n`;
}

export function ask(model: Ruleset, query: Partial<Query> = {}): Exposure {
  return exposureOf(model, { ...SIP, ...query });
}

export function includes(set: Exposure["sure"], address: string): boolean {
  return contains(set, parseAddress(address)?.value ?? -1n);
}

/** Whether a packet from the address gets in, gets lost, or nobody can tell. */
export function fate(model: Ruleset, address: string, query: Partial<Query> = {}): "in" | "out" | "unsure" {
  const { sure, possible } = ask(model, { ...query, family: address.includes(":") ? 6 : 4 });
  return includes(sure, address) ? "in" : includes(possible, address) ? "unsure" : "out";
}

/** Matches of a kind anywhere in a rule, also inside alternatives. */
export function matchesOf({ matches }: FilterRule, kind: Match["kind"]): Match[] {
  const inside = (match: Match): Match[] => [...(match.kind === kind ? [match] : []), ...(match.kind === "any" ? match.alternatives.flat().flatMap(inside) : [])];
  return matches.flatMap(inside);
}

/** What a model says, without places; names of limits and unknowns are said in other words by the two spellings. */
export function meaning({ chains }: Ruleset): unknown {
  const plain = (match: Match): unknown =>
    match.kind === "any" ? { ...match, alternatives: match.alternatives.map((each) => each.map(plain)) } : match;
  return [...chains.values()].map(({ key, base, rules }) => ({
    key,
    base: base === null ? null : { ...base, policyAt: null },
    rules: rules.map(({ matches, verdict, adds }) => ({ matches: matches.map(plain), verdict, adds: adds ?? [] })),
  }));
}

import { addressSet, parseRange, rangeToCidrs, type AddressSet, type Family } from "../../exposure/index.js";

/** `198.51.100.10`, `198.51.100.0/24`, `198.51.100.0/255.255.255.0`, `2001:db8::/48` as CIDRs; null for what is no address. */
export function parseCidrText(text: string): readonly string[] | null {
  const parsed = parseRange(text.trim());
  return parsed === null ? null : rangeToCidrs(parsed.family, parsed.range);
}

export function setOf(family: Family, cidrs: readonly string[]): AddressSet {
  return addressSet(family, cidrs.flatMap((cidr) => {
    const parsed = parseRange(cidr);
    return parsed === null || parsed.family !== family ? [] : [parsed.range];
  }));
}

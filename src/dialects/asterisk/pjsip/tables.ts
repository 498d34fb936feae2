import { type AsteriskVersion, knownSince, type OptionFact, type OptionTable } from "./option.js";
import { endpoint } from "./options-endpoint.js";
import { asteriskPublication, inboundPublication, outboundPublish, phoneprov, resourceList } from "./options-events.js";
import { acl, aor, auth, domainAlias, identify, registration } from "./options-identity.js";
import { global, system, transport } from "./options-transport.js";

/** Object types that chan_pjsip reads from pjsip.conf, by the value of `type`; contacts of `type=contact` live in the database alone. */
export const TABLES: Readonly<Record<string, OptionTable>> = {
  transport, global, system, endpoint, aor, auth, identify, acl, registration, domain_alias: domainAlias,
  "outbound-publish": outboundPublish, "inbound-publication": inboundPublication, "asterisk-publication": asteriskPublication, resource_list: resourceList, phoneprov,
};

/** Types whose options may have any name, or any of a pattern. */
const OPEN: Readonly<Record<string, RegExp>> = { phoneprov: /^/, "inbound-publication": /^event_/i };

export type Known =
  | { readonly kind: "known"; readonly name: string; readonly fact: OptionFact }
  | { readonly kind: "other-version"; readonly name: string; readonly since: string }
  | { readonly kind: "unknown" };

/** Looks an option up as the engine does: by name without regard to case; names with `@` are anybody's own. */
export function findOption(type: string, name: string, version: AsteriskVersion): Known {
  const lower = name.toLowerCase();
  const fact = Object.hasOwn(TABLES[type] ?? {}, lower) ? TABLES[type]?.[lower] : undefined;
  if (fact !== undefined) {
    return knownSince(fact.since, version) ? { kind: "known", name: lower, fact } : { kind: "other-version", name: lower, since: fact.since ?? "" };
  }
  if (name.startsWith("@") || OPEN[type]?.test(name) === true) return { kind: "known", name, fact: { kind: "any", default: null } };
  return { kind: "unknown" };
}

/** Types that have an option of this name, for one that stands in the wrong section. */
export function typesWith(name: string): string[] {
  return Object.keys(TABLES).filter((type) => Object.hasOwn(TABLES[type] ?? {}, name.toLowerCase()));
}

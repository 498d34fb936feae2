import type { Call } from "../ast.js";
import { NEGATIVE, POSITIVE, truthOf, UNKNOWN, type Truth, type Value } from "./value.js";

/** Who sends what: the walk asks what the routes do with it. */
export interface Scenario {
  readonly method: string;
  /** A request without To-tag begins something; one with To-tag claims to belong to it. */
  readonly inDialog: boolean;
}

/** A request of somebody who has no account, no known address and no dialog: the one that must get nowhere. */
export function stranger(method: string): Scenario {
  return { method, inDialog: false };
}

/**
 * Functions that hold for those who prove a password (READMEs of auth, auth_db, auth_xkeys, auth_ephemeral, jwt). Not
 * has_credentials(), check_from() and check_to(): they look at what a header claims, and anybody can write a header.
 */
export const DIGEST: ReadonlySet<string> = new Set([
  "auth_check", "www_authenticate", "proxy_authenticate", "www_authorize", "proxy_authorize", "pv_auth_check", "pv_www_authenticate", "pv_proxy_authenticate", "auth_xkeys_check", "jwt_verify",
  "radius_www_authorize", "radius_proxy_authorize", "autheph_check", "autheph_www", "autheph_proxy", "ims_www_authenticate", "ims_proxy_authenticate",
]);

/** Functions that hold for those who come from a known address or with a known certificate. */
export const TRUST: ReadonlySet<string> = new Set([
  "allow_source_address", "allow_source_address_group", "allow_address", "allow_address_group", "allow_trusted", "ds_is_from_list", "is_peer_verified", "from_gw", "from_any_gw",
]);

/** Functions whose answer a first and quiet request knows: nothing is exceeded, malformed or under way. */
const PASSES: ReadonlySet<string> = new Set(["pike_check_req", "sanity_check", "mf_process_maxfwd_header", "rl_check", "pl_check"]);
const FAILS: ReadonlySet<string> = new Set(["t_check_trans", "t_precheck_trans", "t_lookup_request", "is_known_dlg", "t_is_set", "t_is_canceled", "loose_route"]);

/**
 * The value a call has in the scenario. `loose_route()` on a request without To-tag is taken to fail here: a preloaded
 * Route is asked for by a scenario of its own.
 */
export function callValue({ name, args }: Call, scenario: Scenario): Value {
  const called = name.value;
  if (called === "is_method") return methodMatches(args[0], scenario);
  if (called === "has_totag") return asValue(truthOf(scenario.inDialog));
  if (DIGEST.has(called) || TRUST.has(called) || FAILS.has(called)) return NEGATIVE;
  if (PASSES.has(called)) return POSITIVE;
  return UNKNOWN;
}

function methodMatches(arg: Call["args"][number] | undefined, { method }: Scenario): Value {
  if (arg?.kind !== "string") return UNKNOWN;
  return asValue(truthOf(arg.value.split("|").some((name) => name.trim().toUpperCase() === method)));
}

function asValue(truth: Truth): Value {
  return truth === "yes" ? POSITIVE : truth === "no" ? NEGATIVE : UNKNOWN;
}

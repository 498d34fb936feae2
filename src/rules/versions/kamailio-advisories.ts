import type { Severity } from "../../finding.js";
import type { KamailioSystem } from "../../posture/index.js";
import type { Span } from "../../source/index.js";

/** A published flaw of Kamailio, and what in a configuration makes it reachable. */
export interface KamailioAdvisory {
  readonly id: string;
  readonly severity: Severity;
  /** First fixed release of each branch. A branch that is not named: fixed where it is newer than all of them, open where it is older than the newest. */
  readonly fixed: string;
  readonly what: string;
  readonly meanwhile: string;
  /** Where the configuration makes it reachable; null where it does not. */
  readonly reason: (system: KamailioSystem) => { readonly at: Span; readonly text: string } | null;
}

/** https://www.kamailio.org/w/ (security announcements), https://github.com/kamailio/kamailio/security/advisories and the advisories of EnableSecurity. */
export const KAMAILIO_ADVISORIES: readonly KamailioAdvisory[] = [
  { id: "CVE-2018-8828", severity: "critical", fixed: "4.4.7 5.0.6 5.1.2", what: "an off-by-one write in the check for pending transactions", meanwhile: "do not call t_precheck_trans()", reason: ({ calls }) => call(calls, "t_precheck_trans", "") },
  { id: "CVE-2018-14767", severity: "critical", fixed: "5.0.7 5.1.4", what: "two To headers crash it", meanwhile: "call sanity_check() before anything is answered", reason: ({ at }) => ({ at, text: "it answers SIP" }) },
  { id: "CVE-2018-16657", severity: "critical", fixed: "5.0.7 5.1.4", what: "an invalid Via crashes it", meanwhile: "let only known addresses reach it", reason: ({ at }) => ({ at, text: "it answers SIP" }) },
  { id: "CVE-2020-27507", severity: "critical", fixed: "5.5.0", what: "a long tag overflows a buffer of tm", meanwhile: "let only known addresses reach it", reason: ({ modules }) => loaded(modules, "tm") },
  { id: "CVE-2020-28361", severity: "medium", fixed: "5.3.6 5.4.0", what: "a blank before the colon hides a header from remove_hf()", meanwhile: "call remove_hf_re() with \\s* at the end of the name", reason: ({ calls }) => call(calls, "remove_hf", "X-") },
  { id: "CVE-2026-39863", severity: "high", fixed: "5.8.8 6.0.6 6.1.1", what: "a Content-Length overflows and crashes it over TCP", meanwhile: "write disable_tcp=yes, or let only known addresses reach TCP", reason: ({ settings, at }) => (settings.some(({ name, value }) => name === "disable_tcp" && /^(?:1|yes|true|on)$/.test(String(value))) ? null : { at, text: "it takes TCP connections" }) },
  { id: "CVE-2026-39864", severity: "medium", fixed: "5.8.7 6.0.5", what: "identity checks of pv_* authentication read past the end", meanwhile: "call pv_auth_check() without checks and compare the user by hand", reason: checkedIdentity },
];

/** Branches that get no releases any more, by the day of the last one; the project supports the two latest. */
export const KAMAILIO_LAST_RELEASE: Readonly<Record<string, string>> = {
  "4.4": "2018-02-26", "5.0": "2019-04-04", "5.1": "2020-02-10", "5.2": "2020-10-02", "5.3": "2021-12-08", "5.4": "2022-09-16", "5.5": "2023-07-19", "5.6": "2024-07-03", "5.7": "2025-05-21", "5.8": "2026-03-06",
};

function call(calls: KamailioSystem["calls"], name: string, prefix: string): { readonly at: Span; readonly text: string } | null {
  const found = calls.find((each) => each.name === name && String(each.arguments[0]?.literal ?? "").startsWith(prefix));
  return found === undefined ? null : { at: found.at, text: `${name}() is called` };
}

function loaded(modules: KamailioSystem["modules"], name: string): { readonly at: Span; readonly text: string } | null {
  const found = modules.find((each) => each.name === name);
  return found === undefined ? null : { at: found.at, text: `${name} is loaded` };
}

/** pv_auth_check(realm, password, flags, checks): the flaw is in the checks (README of auth). */
function checkedIdentity({ calls }: KamailioSystem): { readonly at: Span; readonly text: string } | null {
  const found = calls.find(({ name, arguments: given }) => name === "pv_auth_check" && String(given[3]?.literal ?? "0") !== "0");
  return found === undefined ? null : { at: found.at, text: "pv_auth_check() compares identities" };
}

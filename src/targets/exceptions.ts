/** Exceptions of the policy, repeated in the rendered files at the lines that an audit of them blames. */
import type { Listener, Policy, PolicyException, Trunk } from "../policy/types.js";

/** Rules that a finding in a rendered file may come from, and the policy's own names of what it is about. */
export interface Blamed {
  readonly rules: readonly string[];
  readonly subjects: readonly string[];
}

/**
 * Texts of `ringfence: ignore` comments for one line of a rendered file: where the policy bears with a weakness, the
 * file must not be accused of it, and must not stay silent either once the exception has ended. One for each rule.
 */
export function ignoring({ exceptions }: Policy, ...blamed: readonly Blamed[]): string[] {
  const told = new Map<string, string>();
  for (const { rules, subjects } of blamed) {
    for (const rule of rules) {
      const found = exceptions.find((exception) => exception.rule === rule && subjects.some((subject) => covers(exception, subject)));
      if (found !== undefined && !told.has(rule)) told.set(rule, commentOf(rule, found));
    }
  }
  return [...told.values()];
}

/**
 * Comments for a line that is there because a trunk speaks UDP. To bear with a carrier that is known by its address over
 * UDP is to bear with what UDP is: signalling in clear at its listener, and speech in clear, as keys have no safe way.
 */
export function ignoringUdp(policy: Policy, rule: string, trunk: Trunk, ...blamed: readonly Blamed[]): string[] {
  const own = ignoring(policy, ...blamed);
  if (own.length > 0) return own;
  const borne = policy.exceptions.find((exception) => exception.rule === UDP_TRUST && covers(exception, trunk.path));
  return trunk.listener.protocol.value === "udp" && borne !== undefined ? [commentOf(rule, borne)] : [];
}

/** As `ignoringUdp`, for a listener that trunks alone use and all of whose trunks are borne with. */
export function ignoringCleartext(policy: Policy, listener: Listener): string[] {
  const own = ignoring(policy, { rules: [CLEARTEXT], subjects: [listener.path] });
  const trunks = policy.trunks.filter((trunk) => trunk.listener.path === listener.path);
  const onlyTrunks = listener.from.value.every(({ role }) => role === "trunk");
  const [first] = trunks;
  if (own.length > 0 || first === undefined || !onlyTrunks || !trunks.every((trunk) => ignoringUdp(policy, CLEARTEXT, trunk).length > 0)) return own;
  return ignoringUdp(policy, CLEARTEXT, first);
}

const UDP_TRUST = "address-only-trust-over-udp";
const CLEARTEXT = "listener-cleartext";

/** An exception covers its path and everything below. */
function covers({ where }: PolicyException, subject: string): boolean {
  return subject === where || subject.startsWith(`${where}.`) || subject.startsWith(`${where}[`);
}

/** The owner is one word in a comment, and the reason ends with its line. */
function commentOf(rule: string, { until, owner, reason }: PolicyException): string {
  return `ringfence: ignore ${rule} until ${until} owner ${owner.trim().replace(/\s+/g, "-")} reason ${reason.replace(/\s+/g, " ").trim()}`;
}

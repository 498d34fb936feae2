/** Decides the jails: which logs are watched, after how many failures and for how long a source is banned, and who never is. */
import type { Ban, Policy, PolicyNode } from "../../policy/types.js";
import { BAN_SET, neighboursOf, neverBanned } from "../filter-plan.js";
import { union } from "../filter-sets.js";
import { ASTERISK_LOGS } from "../asterisk-logs.js";
import { headerLines } from "../header.js";
import { address, number, remark, type Value } from "./quote.js";

export type Watched = "asterisk" | "kamailio";

export interface JailView {
  readonly name: string;
  readonly because: Value;
  /** False where the journal is read. */
  readonly isFile: boolean;
  readonly log: string;
  readonly failures: Value;
}

/**
 * The engine that faces the network, whose log names the true sources: behind an edge, Asterisk sees the edge alone, and
 * a ban of the edge would be the end of all calls.
 */
export function watchedOn(policy: Policy, node: PolicyNode): Watched | null {
  if (node.runs.includes("kamailio")) return "kamailio";
  return policy.link === null && node.runs.includes("asterisk") ? "asterisk" : null;
}

/**
 * Each log has a jail of its own, so a failure that both logs name still counts once in each, and the first to count
 * enough bans.
 */
export function jailsOf(watched: Watched, ban: Ban): JailView[] {
  if (watched === "kamailio") {
    // It counts failures itself and logs the ban: one line is one ban.
    return [{ name: "kamailio", because: remark("Kamailio counts failures itself; each line of its log is one ban"), isFile: false, log: "", failures: number(1) }];
  }
  const failures = number(ban.failures);
  return [
    { name: "asterisk", because: remark("every kind of security event"), isFile: true, log: ASTERISK_LOGS.security.path, failures },
    { name: "asterisk-notice", because: remark("the same failures where a request is made so that no security event can be written"), isFile: true, log: ASTERISK_LOGS.messages.path, failures },
  ];
}

/** fail2ban's word for a ban without an end. */
const FOREVER = -1;

export function jailFileView(policy: Policy, node: PolicyNode, watched: Watched, ban: Ban): object {
  const spared = union("trusted", "", neverBanned(policy), neighboursOf(policy, node));
  const grows = ban.for !== "forever" && (ban.atMost === "forever" || ban.atMost > ban.for);
  return {
    header: headerLines(policy, "#"),
    files: watched === "asterisk",
    jails: jailsOf(watched, ban).map((jail) => ({
      ...jail,
      action: actionOf(policy),
      within: number(ban.within),
      length: number(ban.for === "forever" ? FOREVER : ban.for),
      grows,
      bounded: grows && ban.atMost !== "forever",
      most: number(ban.atMost === "forever" ? FOREVER : ban.atMost),
      spared: ["127.0.0.0/8", "::1/128", ...spared.v4, ...spared.v6].map(address),
    })),
  };
}

export function actionOf(policy: Policy): "ringfence-nft" | "ringfence-ipset" {
  return policy.engines.firewall === "nftables" ? "ringfence-nft" : "ringfence-ipset";
}

export function actionView(policy: Policy): object {
  return { header: headerLines(policy, "#"), set: `${BAN_SET.name}4`, set6: `${BAN_SET.name}6` };
}

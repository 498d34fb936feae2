/** Decides the jails: which logs are watched, after how many failures and for how long a source is banned, and who never is. */
import type { Ban, Policy, PolicyNode } from "../../policy/types.js";
import { BAN_SET, neighboursOf, neverBanned } from "../filter-plan.js";
import { union } from "../filter-sets.js";
import { headerLines } from "../header.js";
import { address, number, type Value } from "./quote.js";

export type Watched = "asterisk" | "kamailio";

export interface JailView {
  readonly watched: Watched;
  readonly asterisk: boolean;
  readonly failures: Value;
  readonly within: Value;
  readonly length: Value;
  readonly grows: boolean;
  readonly bounded: boolean;
  readonly most: Value;
}

/**
 * The engine that faces the network, whose log names the true sources: behind an edge, Asterisk sees the edge alone, and
 * a ban of the edge would be the end of all calls.
 */
export function watchedOn(policy: Policy, node: PolicyNode): Watched | null {
  if (node.runs.includes("kamailio")) return "kamailio";
  return policy.link === null && node.runs.includes("asterisk") ? "asterisk" : null;
}

/** fail2ban's word for a ban without an end. */
const FOREVER = -1;

export function jailView(watched: Watched, ban: Ban): JailView {
  const grows = ban.for !== "forever" && (ban.atMost === "forever" || ban.atMost > ban.for);
  return {
    watched,
    asterisk: watched === "asterisk",
    // Kamailio counts failures itself and logs the ban: one line is one ban.
    failures: number(watched === "kamailio" ? 1 : ban.failures),
    within: number(ban.within),
    length: number(ban.for === "forever" ? FOREVER : ban.for),
    grows,
    bounded: grows && ban.atMost !== "forever",
    most: number(ban.atMost === "forever" ? FOREVER : ban.atMost),
  };
}

export function jailFileView(policy: Policy, node: PolicyNode, watched: Watched, ban: Ban): object {
  const spared = union("trusted", "", neverBanned(policy), neighboursOf(policy, node));
  return {
    header: headerLines(policy, "#"),
    ...jailView(watched, ban),
    action: policy.engines.firewall === "nftables" ? "ringfence-nft" : "ringfence-ipset",
    spared: ["127.0.0.0/8", "::1/128", ...spared.v4, ...spared.v6].map(address),
  };
}

export function actionView(policy: Policy): object {
  return { header: headerLines(policy, "#"), set: `${BAN_SET.name}4`, set6: `${BAN_SET.name}6` };
}

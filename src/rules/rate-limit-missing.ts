import { isKnown, type BanPosture, type Fact, type Listener } from "../posture/index.js";
import type { Severity } from "../finding.js";
import { byWhom, cannotTell, listed } from "./phrase.js";
import { isFewHosts, reachOf, widest, type Reach } from "./reach.js";
import { defineRule } from "./rule.js";
import { blamed, bySharedCause, limitsOf } from "./shared.js";

export const rateLimitMissing = defineRule({
  id: "rate-limit-missing",
  title: "Nothing limits how fast one source may ask",
  severity: "medium",
  needs: ["listeners"],
  why: `One source may send requests as fast as its line carries them: thousands of passwords a second, and floods that keep the
engine too busy for calls. A limit per source in the packet filter drops the excess before the engine spends anything on it.`,
  degrees: "High where a listener is open to the world and nothing bans, medium with bans; low where only phones get in; carriers, peers, management and a handful of single machines are exempt.",
  fix: "Limit registrations and calls per source.",
  before: `limits:
  register: off
  invite: off
  ban: { after: 5 failures in 10m, for: 1h, at-most: 24h }`,
  after: `limits:
  register: { rate: 10/min, burst: 20 }
  invite: { rate: 20/min, burst: 10 }
  ban: { after: 5 failures in 10m, for: 1h, at-most: 24h }`,
  versions: "All engines; the limit is held by the packet filter and by Kamailio.",
  references: ["https://www.rfc-editor.org/rfc/rfc6404", "https://kamailio.org/docs/modules/stable/modules/pike.html"],
  cwe: 799,
  check({ listeners, bans }, report) {
    for (const { fact, members } of bySharedCause(limitsOf(listeners), ({ limit }) => limit)) {
      const subject = byEngine(fact) ? (members[0]?.path ?? fact.spelling) : blamed(fact, members);
      const names = listed([...new Set(members.map(({ path }) => path))]);
      if (fact.kind === "unknown") {
        cannotTell(report, fact, subject, `whether anything limits how fast one source may ask ${names}`);
        continue;
      }
      const severity = severityOf(members, bans);
      if (fact.value !== "off" || severity === null) continue;
      report(fact, {
        subject,
        severity,
        message: `nothing limits how fast one source may ask ${names}: ${byEngine(fact) ? fact.by : `${fact.spelling} is off${byWhom(fact)}`}`,
        fix: byEngine(fact)
          ? "let the packet filter pass some tens of requests a minute from one source (hashlimit, or a meter of nftables), with a burst for phones that start all at once"
          : `limit \`${fact.spelling}\` to some tens of requests a minute, with a burst for phones that start all at once`,
      });
    }
  },
});

/** An engine has no setting to turn on: somebody else has to hold the rate. */
function byEngine(fact: Fact<unknown>): fact is Fact<unknown> & { readonly kind: "default" } {
  return fact.kind === "default" && fact.spelling === "rate limit";
}

function severityOf(listeners: readonly Pick<Listener, "audience">[], bans: BanPosture | undefined): Severity | null {
  const reach: Reach = widest(listeners.map(({ audience }) => reachOf(audience)));
  // A ban ends guessing after a few tries, a flood it does not end: so the missing limit still counts.
  const banned = bans !== undefined && isKnown(bans.ban) && bans.ban.value !== "off";
  if (reach === "world") return banned ? "medium" : "high";
  // Carriers, peers and management are known machines that are exempt from limits anyway.
  if (reach === "unknown" && listeners.every(({ audience }) => isFewHosts(audience))) return null;
  return reach === "phones" || reach === "unknown" ? "low" : null;
}

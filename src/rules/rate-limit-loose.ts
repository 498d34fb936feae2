import { grouped, listed } from "./phrase.js";
import { reachOf, widest } from "./reach.js";
import { defineRule } from "./rule.js";
import { blamed, bySharedCause, limitsOf } from "./shared.js";

/** Requests a second of one source. No phone comes near: a busy one registers and calls a few times a minute. */
const MOST_PER_SECOND = 5;

export const rateLimitLoose = defineRule({
  id: "rate-limit-loose",
  title: "A rate limit lets through what it should stop",
  severity: "low",
  needs: ["listeners"],
  why: `A limit far above what phones need stops nobody: at five requests a second one source still tries eighteen thousand passwords
an hour, and a hundred sources keep the engine busy with nothing else. Yet the line in the policy looks like protection.`,
  degrees: "Low where a listener is open to the world, else info.",
  fix: "Limit to some tens of requests a minute, with a burst for phones that start all at once.",
  before: `limits:
  register: { rate: 50/s, burst: 20 }
  invite: { rate: 50/s, burst: 10 }`,
  after: `limits:
  register: { rate: 30/min, burst: 20 }
  invite: { rate: 20/min, burst: 10 }`,
  versions: "All engines; the limit is held by the packet filter and by Kamailio.",
  references: ["https://kamailio.org/docs/modules/stable/modules/pike.html"],
  cwe: 799,
  check({ listeners }, report) {
    const strange = listeners.filter(({ audience }) => ["world", "unknown", "phones"].includes(reachOf(audience)));
    for (const { fact, members } of bySharedCause(limitsOf(strange), ({ limit }) => limit)) {
      // A missing or unreadable limit is rate-limit-missing's to report.
      if (fact.kind === "unknown" || fact.value === "off") continue;
      const { perSecond } = fact.value;
      // What certainly holds, to a figure that nobody read, is not called loose.
      if (perSecond === null || perSecond < MOST_PER_SECOND) continue;
      const world = widest(members.map(({ audience }) => reachOf(audience))) === "world";
      report(fact, {
        subject: blamed(fact, members),
        severity: world ? "low" : "info",
        message: `${fact.spelling} lets one source ask ${listed([...new Set(members.map(({ path }) => path))])} ${round(perSecond)} times a second, which is ${grouped(round(perSecond * 3600))} times an hour`,
        fix: `limit \`${fact.spelling}\` to some tens of requests a minute, with a burst for phones that start all at once`,
      });
    }
  },
});

function round(figure: number): number {
  return figure < 10 ? Math.round(figure * 10) / 10 : Math.round(figure);
}

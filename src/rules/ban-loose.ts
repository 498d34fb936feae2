import type { BanPosture, Fact } from "../posture/index.js";
import { byWhom, grouped } from "./phrase.js";
import { defineRule } from "./rule.js";
import { settingOf } from "./shared.js";

type Ban = BanPosture["ban"] extends Fact<infer B> ? Exclude<B, "off"> : never;

const DAY = 86_400;
/** Guesses a day of one source. Behind the usual ban (5 in 10 minutes, an hour long) it is some hundreds. */
const MOST_PER_DAY = 10_000;

export const banLoose = defineRule({
  id: "ban-loose",
  title: "A ban leaves time to guess on",
  severity: "low",
  needs: ["bans"],
  why: `A source guesses either up to the ban, waits and goes on, or stays just below the number of failures that brings one. With
short bans, or many failures in a short time, either way still leaves it tens of thousands of guesses a day, as if there
were no ban.`,
  degrees: "Low: there is a ban, it only comes late or ends soon.",
  fix: "Ban after few failures within some minutes, for an hour or more.",
  before: `limits:
  ban: { after: 100 failures in 1m, for: 1m, at-most: 1m }`,
  after: `limits:
  ban: { after: 5 failures in 10m, for: 1h, at-most: 24h }`,
  versions: "All engines; bans are held by the packet filter.",
  references: ["https://cwe.mitre.org/data/definitions/307.html"],
  cwe: 307,
  check({ bans }, report) {
    const { ban, path } = bans;
    if (ban.kind === "unknown" || ban.value === "off") return;
    const guesses = guessesPerDay(ban.value);
    if (guesses <= MOST_PER_DAY) return;
    report(ban, {
      subject: settingOf(ban, path),
      message: `one source may still guess about ${grouped(guesses)} passwords a day in spite of the ban${byWhom(ban)}`,
      fix: `ban after about 5 failures in 10 minutes, for an hour and at most a day (${ban.spelling})`,
    });
  },
});

/** The better of the two ways: to be banned and come back (bans grow up to `atMost`), or to stay one failure below. */
function guessesPerDay({ failures, within, atMost }: Ban): number {
  const comingBack = atMost === "forever" ? failures : failures * Math.max(1, DAY / Math.max(1, atMost));
  const stayingBelow = (failures - 1) * (DAY / Math.max(1, within));
  return Math.round(Math.max(comingBack, stayingBelow));
}

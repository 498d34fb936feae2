import type { Listener } from "../posture/index.js";
import type { Severity } from "../finding.js";
import { byWhom, cannotTell } from "./phrase.js";
import { reachOf, widest } from "./reach.js";
import { defineRule } from "./rule.js";
import { settingOf } from "./shared.js";

export const banMissing = defineRule({
  id: "ban-missing",
  title: "Whoever guesses passwords is never shut out",
  severity: "medium",
  needs: ["bans", "listeners"],
  why: `Without a ban a source may fail to log in for ever. Even behind a limit of ten tries a minute that is more than fourteen
thousand guesses a day from each address, and botnets bring many addresses; extension numbers used as passwords fall in minutes.`,
  degrees: "Medium where a listener is open to the world, low where only named networks of phones get in, nothing where no phones do.",
  fix: "Ban a source after a few failures, for hours rather than for ever.",
  before: `limits:
  register: { rate: 10/min, burst: 20 }
  invite: { rate: 20/min, burst: 10 }
  ban: off`,
  after: `limits:
  register: { rate: 10/min, burst: 20 }
  invite: { rate: 20/min, burst: 10 }
  ban: { after: 5 failures in 10m, for: 1h, at-most: 24h }`,
  versions: "All engines; bans are held by the packet filter.",
  references: ["https://cwe.mitre.org/data/definitions/307.html", "https://docs.asterisk.org/Deployment/Asterisk-Security-Framework/"],
  cwe: 307,
  check({ bans, listeners }, report) {
    const { ban, path } = bans;
    if (ban.kind === "unknown") return cannotTell(report, ban, path, "whether anything bans sources that fail to log in");
    if (ban.value !== "off") return;
    const severity = severityOf(listeners);
    if (severity === null) return;
    report(ban, {
      subject: settingOf(ban, path),
      severity,
      message: `a source that keeps failing to log in is never banned: ${ban.spelling} is off${byWhom(ban)}`,
      fix: `ban after about 5 failures in 10 minutes, for an hour and at most a day (${ban.spelling})`,
    });
  },
});

function severityOf(listeners: readonly Listener[]): Severity | null {
  const reach = widest(listeners.map(({ audience }) => reachOf(audience)));
  if (reach === "world") return "medium";
  // Phones in known networks are exempt from bans, but a stolen laptop among them is the case for having one.
  return reach === "phones" || reach === "unknown" ? "low" : null;
}

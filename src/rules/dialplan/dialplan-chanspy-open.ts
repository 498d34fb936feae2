import { defineRule } from "../rule.js";
import { subjectOf, surenessOf, usesOf, wayOf, whoOf } from "./accuse.js";
import { chosen, textOf } from "./given.js";

export const dialplanChanspyOpen = defineRule({
  id: "dialplan-chanspy-open",
  title: "Calls can be listened to by whoever dials there",
  severity: "high",
  needs: ["asterisk"],
  why: `ChanSpy() and ExtenSpy() let a caller hear other people's calls, speak into them (w) or join in (B). Without a group that bounds
whom, and without a code before, everybody who finds the extension does.`,
  degrees: "Critical where strangers or trunks get there, high for accounts and where the files do not tell who calls.",
  fix: "Ask for a code before it, and bound it to a group: `ChanSpy(,qg(support))`.",
  before: { "extensions.conf": "[phones]\nexten => *55,1,ChanSpy()\n" },
  after: { "extensions.conf": "[phones]\nexten => *55,1,Authenticate(/etc/asterisk/pins)\n same => n,ChanSpy(,qg(support))\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/ChanSpy/"],
  cwe: 862,
  check({ asterisk }, report) {
    for (const use of usesOf(asterisk, "chanspy", "extenspy")) {
      const options = textOf(use, 1) ?? "";
      if (use.arrival.guard !== null || /[ge]\(/.test(options)) continue;
      report(use.at, {
        subject: subjectOf(use.step.at, use.context),
        severity: use.callers === "anyone" || use.callers === "trunk" ? "critical" : "high",
        confidence: surenessOf(use.callers, use.arrival),
        message: `${whoOf(use.callers)} listens to ${chosen(use, 0) ? "any call, by its number" : "calls of others"}${/[wB]/.test(options) ? " and speaks into them" : ""}, and no code is asked for`,
        note: use.step.application,
        related: wayOf(use.callers === "unknown" ? null : use.arrival, null, use.at),
      });
    }
  },
});

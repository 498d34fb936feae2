import { defineRule } from "../rule.js";
import { subjectOf, surenessOf, usesOf, wayOf, whoOf } from "./accuse.js";
import { textOf } from "./given.js";

export const dialplanDisa = defineRule({
  id: "dialplan-disa",
  title: "A caller gets a dial tone of the system",
  severity: "critical",
  needs: ["asterisk"],
  why: `DISA() gives whoever rings in the rights of a telephone in the house. Without a passcode anybody who finds the number calls the
world at your cost; a short passcode in the file is tried out in an afternoon, and read by whoever reads the dialplan.`,
  degrees: "Critical without a passcode where strangers or trunks get there, high without one else; high with a passcode in the file of fewer than eight digits, medium with a longer one.",
  fix: "Remove it; or demand a mailbox's or account's own PIN before, and lead to a context that allows little.",
  before: { "extensions.conf": "[menu]\nexten => 9,1,DISA(no-password,outbound)\n" },
  after: { "extensions.conf": "[menu]\nexten => 9,1,Hangup()\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/DISA/"],
  cwe: 306,
  check({ asterisk }, report) {
    for (const use of usesOf(asterisk, "disa")) {
      const code = textOf(use, 0);
      const open = code?.trim().toLowerCase() === "no-password";
      if (code === null || code.startsWith("/") || (open && use.arrival.guard !== null)) continue;
      report(use.at, {
        subject: subjectOf(use.step.at, use.context),
        severity: open ? (use.callers === "anyone" || use.callers === "trunk" ? "critical" : "high") : code.length < 8 ? "high" : "medium",
        confidence: surenessOf(use.callers, use.arrival),
        message: open ? `${whoOf(use.callers)} gets a dial tone without a passcode` : `one passcode of ${code.length} digits, written here, gives a dial tone`,
        note: use.step.application,
        related: wayOf(use.callers === "unknown" ? null : use.arrival, null, use.at),
      });
    }
  },
});

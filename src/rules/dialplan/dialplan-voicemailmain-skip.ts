import { defineRule } from "../rule.js";
import { subjectOf, surenessOf, usesOf, wayOf, whoOf } from "./accuse.js";
import { chosen, textOf } from "./given.js";

export const dialplanVoicemailmainSkip = defineRule({
  id: "dialplan-voicemailmain-skip",
  title: "A mailbox opens without its PIN",
  severity: "critical",
  needs: ["asterisk"],
  why: `Option s of VoiceMailMain() asks for no PIN. Where the mailbox is taken from the caller's number, which anybody can set,
everybody opens every mailbox: messages, greetings, and calls out where the mailbox may make them.`,
  degrees: "Critical where strangers or trunks get there, medium for accounts, whose number the system may set itself.",
  fix: "Leave option s out, or take the mailbox from what the endpoint's own set_var says.",
  before: { "extensions.conf": "[phones]\nexten => *97,1,VoiceMailMain(${CALLERID(num)}@default,s)\n" },
  after: { "extensions.conf": "[phones]\nexten => *97,1,VoiceMailMain(${CALLERID(num)}@default)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/VoiceMailMain/"],
  cwe: 287,
  check({ asterisk }, report) {
    for (const use of usesOf(asterisk, "voicemailmain")) {
      const stranger = use.callers === "anyone" || use.callers === "trunk";
      if (textOf(use, 1)?.includes("s") !== true || use.arrival.guard !== null || !(stranger || chosen(use, 0))) continue;
      report(use.at, {
        subject: subjectOf(use.step.at, use.context),
        severity: stranger ? "critical" : "medium",
        confidence: surenessOf(use.callers, use.arrival),
        message: `${whoOf(use.callers)} opens ${chosen(use, 0) ? "any mailbox, by a number that can be forged," : "a mailbox"} without its PIN`,
        note: use.step.application,
        related: wayOf(use.callers === "unknown" ? null : use.arrival, null, use.at),
      });
    }
  },
});

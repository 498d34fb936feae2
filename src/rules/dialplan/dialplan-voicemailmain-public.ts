import { defineRule } from "../rule.js";
import { subjectOf, surenessOf, usesOf, wayOf, whoOf } from "./accuse.js";

export const dialplanVoicemailmainPublic = defineRule({
  id: "dialplan-voicemailmain-public",
  title: "Strangers may try mailboxes' PINs",
  severity: "medium",
  needs: ["asterisk"],
  why: `VoiceMailMain() without a mailbox asks for one and its PIN. Reached from outside it is a machine for trying four digits, call
after call, and many PINs are the mailbox's own number.`,
  degrees: "High where anyone gets there without a password, low by trunks, where remote access is a common wish.",
  fix: "Leave it to the telephones in the house, or ask for a code of its own before.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\ncontext=from-carrier\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[from-carrier]\nexten => 2025550123,1,VoiceMailMain()\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\ncontext=from-carrier\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[from-carrier]\nexten => 2025550123,1,Authenticate(/etc/asterisk/pins)\n same => n,VoiceMailMain()\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/VoiceMailMain/"],
  cwe: 307,
  check({ asterisk }, report) {
    for (const use of usesOf(asterisk, "voicemailmain")) {
      if ((use.callers !== "anyone" && use.callers !== "trunk") || use.arrival.guard !== null) continue;
      report(use.at, {
        subject: subjectOf(use.step.at, use.context),
        severity: use.callers === "anyone" ? "high" : "low",
        confidence: surenessOf(use.callers, use.arrival),
        message: `${whoOf(use.callers)} may try the PINs of mailboxes`,
        note: use.step.application,
        related: wayOf(use.arrival, null, use.at),
      });
    }
  },
});

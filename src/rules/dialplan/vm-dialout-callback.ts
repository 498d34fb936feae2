import { mailboxContexts } from "../../dialplan/index.js";
import { defineRule } from "../rule.js";
import { dialplans, subjectOf, wayOf } from "./accuse.js";
import { wayInWords } from "./outbound.js";

export const vmDialoutCallback = defineRule({
  id: "vm-dialout-callback",
  title: "A mailbox calls out at your cost",
  severity: "high",
  needs: ["asterisk"],
  why: `dialout= lets whoever opened a mailbox call out of a context, callback= calls back the number that a message brought, which its
sender chose. A four-digit PIN is then all that stands before the world's numbers.`,
  degrees: "High where a line can be reached from that context; what rings telephones alone is not accused.",
  fix: "Remove dialout and callback, or name a context that rings telephones alone.",
  before: { "voicemail.conf": "[general]\ndialout=outbound\n", "extensions.conf": "[outbound]\nexten => _X.,1,Dial(DAHDI/g0/${EXTEN})\n" },
  after: { "voicemail.conf": "[general]\ndialout=desk\n", "extensions.conf": "[desk]\nexten => _XXX,1,Dial(PJSIP/${EXTEN})\n[outbound]\nexten => _X.,1,Dial(DAHDI/g0/${EXTEN})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Applications/Voicemail/"],
  cwe: 863,
  check({ asterisk }, report) {
    for (const { system, analysis } of dialplans(asterisk)) {
      for (const { name, value, at } of mailboxContexts(system)) {
        const [call] = analysis.from(value).filter(({ arrival }) => arrival.guard === null);
        if (call === undefined) continue;
        report(at, {
          subject: subjectOf(at, "general"),
          confidence: call.arrival.confidence,
          message: `${name} leads whoever opened the mailbox to calls by ${call.trunk}: ${wayInWords(call)}`,
          note: name,
          related: wayOf(call.arrival, null, at),
        });
      }
    }
  },
});

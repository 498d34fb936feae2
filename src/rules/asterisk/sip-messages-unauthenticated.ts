import { defineRule } from "../rule.js";
import { usesChanSip } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { isFalse, isTrue, settingsOf } from "./settings.js";

export const sipMessagesUnauthenticated = defineRule({
  id: "sip-messages-unauthenticated",
  title: "Text messages of strangers run the dialplan",
  severity: "medium",
  needs: ["asterisk"],
  why: `A MESSAGE outside of a call starts the dialplan like a call. With \`auth_message_requests=no\` nobody is asked for a password: whoever sends one starts its context
in the name of whom he likes.`,
  degrees: "Medium.",
  fix: "Write `auth_message_requests=yes`, the default, or `accept_outofcall_message=no`.",
  before: { "sip.conf": "[general]\nallowguest=no\nauth_message_requests=no\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\nauth_message_requests=yes\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 306,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "sip.conf", "general", "auth_message_requests", "yes")) {
      const taken = settingsOf([system], "sip.conf", "general", "accept_outofcall_message", "yes").every((each) => isTrue(each.fact.value));
      if (isFalse(fact.value) && taken && usesChanSip(system)) report(fact, { subject, message: "text messages of strangers run the dialplan without a password" });
    }
  },
});

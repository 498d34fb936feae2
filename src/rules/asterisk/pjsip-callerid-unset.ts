import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { phones } from "./peers.js";
import { EVERY_PJSIP, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipCalleridUnset = defineRule({
  id: "pjsip-callerid-unset",
  title: "Phones call under the name they write",
  severity: "info",
  needs: ["asterisk"],
  why: `Without a number in \`callerid\` Asterisk takes the one in From, which the phone's user sets as they like: colleagues, dialplan checks by
number and mailboxes believe it.`,
  degrees: "Info: many dialplans set the number themselves.",
  fix: "Write `callerid=\"Name\" <number>` in endpoints of phones.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\naors=101\n[101]\ntype=aor\nmax_contacts=1\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\naors=101\ncallerid=Alice <101>\n[101]\ntype=aor\nmax_contacts=1\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 290,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const unset = phones(sip).filter((endpoint) => !/<[^<>]+>|^\s*\d+\s*$/.test(valueIn(sip, endpoint, "callerid")));
      blameEach(report, causesOf(sip, unset, "callerid"), "endpoint", (whose) => ({ message: `the number that ${whose} ${whose.startsWith("endpoint `") ? "calls" : "call"} under is the one in From, which the phone writes` }));
    }
  },
});

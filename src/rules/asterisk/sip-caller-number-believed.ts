import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, isOn, optionOf, usesChanSip, valueOf } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";

export const sipCallerNumberBelieved = defineRule({
  id: "sip-caller-number-believed",
  title: "A telephone chooses the number it calls from",
  severity: "medium",
  needs: ["asterisk"],
  why: `With \`trustrpid\` the number in Remote-Party-ID or P-Asserted-Identity counts. A telephone that was taken over calls as the managing director, or as an emergency
number; checks of the dialplan by caller number let it pass.`,
  degrees: "Medium for telephones; not told for a carrier with a fixed address, who may know.",
  fix: "Remove `trustrpid` for telephones, and write `callerid` for each.",
  before: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\ntrustrpid=yes\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20"), "https://www.rfc-editor.org/rfc/rfc3325"],
  cwe: 290,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!usesChanSip(system)) continue;
      const phones = accountsOf(system, "sip").filter((peer) => isOn(peer, "trustrpid") && valueOf(peer, "host").toLowerCase() === "dynamic");
      blameEach(report, causesOf(phones, (peer) => optionOf(peer, "trustrpid")), "peer", (whose) => ({ message: `${whose} may call from any number` }));
    }
  },
});

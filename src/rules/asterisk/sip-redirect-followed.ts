import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, isOn, optionOf, usesChanSip } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";

export const sipRedirectFollowed = defineRule({
  id: "sip-redirect-followed",
  title: "The called side decides where a call goes on to",
  severity: "medium",
  needs: ["asterisk"],
  why: `With \`promiscredir\` a redirection from the called telephone or carrier is followed to any address it names, past the dialplan and its limits. A telephone that was
taken over sends its calls to a host of the thief.`,
  degrees: "Medium.",
  fix: "Remove the line: redirections then go through the dialplan.",
  before: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\npromiscredir=yes\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 601,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!usesChanSip(system)) continue;
      const peers = accountsOf(system, "sip").filter((peer) => isOn(peer, "promiscredir"));
      blameEach(report, causesOf(peers, (peer) => optionOf(peer, "promiscredir")), "peer", (whose) => ({ message: `a redirection by ${whose} is followed to any address` }));
    }
  },
});

import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, isFenced, sectionOf, usesChanSip, valueOf } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { reachOfSip } from "./sip-reach.js";

export const sipNoSecret = defineRule({
  id: "sip-no-secret",
  title: "A telephone of chan_sip has no password",
  severity: "critical",
  needs: ["asterisk"],
  why: `\`host=dynamic\` lets the account register from anywhere, and without \`secret\` nobody is asked for one: whoever knows the number takes its calls and calls in its
name, at its cost.`,
  degrees: "Critical; one step less where only known networks reach the port. Not told where an access list holds the account to networks.",
  fix: "Give the account a random secret of 20 characters or more.",
  before: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 306,
  check(posture, report) {
    for (const system of posture.asterisk) {
      if (!usesChanSip(system)) continue;
      const reach = reachOfSip(posture, system);
      const open = accountsOf(system, "sip").filter((peer) => valueOf(peer, "host").toLowerCase() === "dynamic" && peer.secrets.length === 0 && !isFenced(peer, [4]));
      blameEach(report, causesOf(open, (peer) => sectionOf(peer, "secret")), "peer", (whose) => ({ severity: lessened("critical", reach), confidence: surenessOf(reach), message: `whoever knows the name registers and calls as ${whose}: there is no password` }));
    }
  },
});

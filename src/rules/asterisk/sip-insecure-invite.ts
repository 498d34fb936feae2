import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, isFenced, optionOf, usesChanSip, valueOf, wordsOf } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { reachOfSip } from "./sip-reach.js";

export const sipInsecureInvite = defineRule({
  id: "sip-insecure-invite",
  title: "A peer's calls are taken without its password",
  severity: "high",
  needs: ["asterisk"],
  why: `\`insecure=invite\` asks for no password at a call, whatever \`secret\` says. For a telephone (\`host=dynamic\`) whoever writes its name into From calls as it; a carrier
is known by its address alone, which over UDP anybody can write.`,
  degrees: "High for telephones without an access list, low for a carrier with a fixed address, as many offer nothing else.",
  fix: "Remove `insecure`; hold a carrier's peer to its addresses with `deny` and `permit`.",
  before: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\ninsecure=invite\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 306,
  check(posture, report) {
    for (const system of posture.asterisk) {
      if (!usesChanSip(system)) continue;
      const reach = reachOfSip(posture, system);
      const lax = accountsOf(system, "sip").filter((peer) => wordsOf(peer, "insecure").includes("invite"));
      for (const dynamic of [true, false]) {
        const some = lax.filter((peer) => (valueOf(peer, "host").toLowerCase() === "dynamic" && !isFenced(peer, [4])) === dynamic);
        blameEach(report, causesOf(some, (peer) => optionOf(peer, "insecure")), "peer", (whose) => ({ severity: lessened(dynamic ? "high" : "low", reach), confidence: surenessOf(reach), message: dynamic ? `whoever writes the name calls as ${whose}: no password is asked for` : `calls of ${whose} are known by their address alone` }));
      }
    }
  },
});

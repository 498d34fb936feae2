import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, secretFact, sectionOf, usesChanSip, valueOf, type Account } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { weaknessOf } from "./passwords.js";
import { lessened, surenessOf } from "./peers.js";
import { reachOfSip } from "./sip-reach.js";
import type { Variable } from "../../posture/index.js";

export const sipWeakSecret = defineRule({
  id: "sip-weak-secret",
  title: "A password of sip.conf is guessed",
  severity: "critical",
  needs: ["asterisk"],
  why: `Scanners register with the passwords of their lists day and night, and one digest seen on the way is tried at home against billions of passwords a second. The
account's own number is the first guess.`,
  degrees: "Critical: on a list, made of the account's name, below 8 characters, or few digits. Medium: below 12 characters. Less from narrower networks, and for a carrier's account.",
  fix: "Give every account a random secret of 20 characters or more.",
  before: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=101\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20"), "https://pages.nist.gov/800-63-4/sp800-63b.html"],
  cwe: 521,
  check(posture, report) {
    for (const system of posture.asterisk) {
      if (!usesChanSip(system)) continue;
      const reach = reachOfSip(posture, system);
      const weak = accountsOf(system, "sip").filter((peer) => secretOf(peer) !== undefined && weaknessOf(secretOf(peer)?.value ?? "", namesOf(peer)) !== null);
      for (const cause of causesOf(weak, (peer) => { const secret = secretOf(peer); return secret === undefined ? sectionOf(peer, "secret") : secretFact(secret); })) {
        const [peer] = cause.members;
        const weakness = weaknessOf(secretOf(peer)?.value ?? "", namesOf(peer));
        if (weakness === null) continue;
        // A fixed host is the other side's server, which mostly chose the password.
        const asked = valueOf(peer, "host").toLowerCase() === "dynamic";
        blameEach(report, [cause], "peer", (whose) => ({ severity: lessened(weakness.grave ? (asked ? "critical" : "medium") : asked ? "medium" : "low", reach), confidence: surenessOf(reach), message: `the password of ${whose} is guessed: ${weakness.because}` }));
      }
    }
  },
});

function secretOf({ secrets }: Account): Variable | undefined {
  return secrets.find(({ name }) => name.toLowerCase() === "secret");
}

function namesOf(peer: Account): readonly string[] {
  return [peer.name, valueOf(peer, "defaultuser")];
}

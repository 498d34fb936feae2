import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, optionOf, usesChanSip, valueOf, wordsOf } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";

export const sipInsecurePort = defineRule({
  id: "sip-insecure-port",
  title: "Every program at a peer's address is taken for the peer",
  severity: "low",
  needs: ["asterisk"],
  why: `\`insecure=port\` looks at the address alone: behind one router everybody has it, so that any machine there is taken for the peer where no password follows.`,
  degrees: "Low where the peer has no password, else info.",
  fix: "Remove `port` unless the carrier sends from other ports than it listens on.",
  before: { "sip.conf": "[general]\nallowguest=no\n[carrier]\ntype=peer\nhost=198.51.100.10\ninsecure=port\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\n[carrier]\ntype=peer\nhost=198.51.100.10\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 290,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!usesChanSip(system)) continue;
      // Together with invite it is told by another rule; a telephone is known by its name, not its port.
      const some = accountsOf(system, "sip").filter((peer) => wordsOf(peer, "insecure").includes("port") && !wordsOf(peer, "insecure").includes("invite") && valueOf(peer, "host").toLowerCase() !== "dynamic");
      blameEach(report, causesOf(some, (peer) => optionOf(peer, "insecure")), "peer", (whose, { members: [peer] }) => ({ severity: peer.secrets.length === 0 ? "low" : "info", message: `every program at the address of ${whose} is taken for it` }));
    }
  },
});

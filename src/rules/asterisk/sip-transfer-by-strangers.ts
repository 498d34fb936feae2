import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, optionOf, usesChanSip, valueOf, wordsOf } from "./accounts.js";
import { CHAN_SIP, sample } from "./pages.js";
import { isFalse, isTrue, pathOf, settingOf } from "./settings.js";
import { isKnown } from "../../posture/index.js";

export const sipTransferByStrangers = defineRule({
  id: "sip-transfer-by-strangers",
  title: "Strangers and carriers may transfer calls",
  severity: "medium",
  needs: ["asterisk"],
  why: `Whoever is in a call sends REFER and has Asterisk call any number of that call's context in its place, mostly one with a way out. A guest or a caller by a
trunk needs no transfer.`,
  degrees: "Medium for guests, low for carriers' peers.",
  fix: "Write `allowtransfer=no` into [general], and `yes` for the telephones.",
  before: { "sip.conf": "[general]\ncontext=public\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\ncontext=public\nallowtransfer=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\nallowtransfer=yes\n", "version.txt": "Asterisk 18.20.0" },
  versions: CHAN_SIP,
  references: [sample("sip.conf", "20")],
  cwe: 862,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!usesChanSip(system)) continue;
      const general = settingOf(system, "sip.conf", "general", "allowtransfer", "yes");
      const guests = settingOf(system, "sip.conf", "general", "allowguest", "yes");
      if (general !== undefined && guests !== undefined && isKnown(general) && isKnown(guests) && !isFalse(guests.value) && isTrue(general.value)) report(general, { subject: pathOf(general.at, "general"), message: "callers without an account may transfer calls" });
      // What [general] decides for carriers, too, is one cause with the above.
      const carriers = accountsOf(system, "sip").filter((peer) => wordsOf(peer, "insecure").includes("invite") && valueOf(peer, "host").toLowerCase() !== "dynamic" && peer.section.variables.some(({ name, value }) => /^allowtransfer$/i.test(name) && isTrue(value)));
      blameEach(report, causesOf(carriers, (peer) => optionOf(peer, "allowtransfer")), "peer", (whose) => ({ severity: "low", message: `whoever calls by ${whose} may transfer calls` }));
    }
  },
});

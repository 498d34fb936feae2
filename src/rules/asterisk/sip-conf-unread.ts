import { counted } from "../phrase.js";
import { defineRule } from "../rule.js";
import { majorOf } from "./accounts.js";
import { pathOf, release, sectionsOf, allSections } from "./settings.js";

export const sipConfUnread = defineRule({
  id: "sip-conf-unread",
  title: "sip.conf is written for a driver that is gone",
  severity: "info",
  needs: ["asterisk"],
  why: `Asterisk has no chan_sip from 21 on: accounts, access lists and refusals in sip.conf do nothing, while its passwords still lie there.`,
  degrees: "Info.",
  fix: "Move what is needed to pjsip.conf and remove the file.",
  before: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nsecret=documentation-only\n", "version.txt": "Asterisk 22.5.0" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\n", "version.txt": "Asterisk 22.5.0" },
  versions: "Asterisk 21 and later.",
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/Migrating-from-chan_sip-to-res_pjsip/"],
  cwe: 1164,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const peers = allSections(system, "sip.conf").filter(({ name }) => !/^(?:general|authentication)$/i.test(name));
      const first = sectionsOf(system, "sip.conf", "general")[0] ?? peers[0];
      if (majorOf(system) < 21 || first === undefined || peers.length === 0) continue;
      report(first.at, { subject: pathOf(first.at, first.name), message: `${release(system)} does not read sip.conf: ${counted(peers.length, "section")} of peers ${peers.length === 1 ? "does" : "do"} nothing` });
    }
  },
});

import { accountsOf, majorOf, usesChanSip } from "./accounts.js";
import { counted } from "../phrase.js";
import { defineRule } from "../rule.js";
import { isNamed, loadsAll } from "./modules.js";
import { pathOf, sectionsOf } from "./settings.js";

export const chanSipUsed = defineRule({
  id: "chan-sip-used",
  title: "Calls pass a SIP driver that nobody maintains",
  severity: "medium",
  needs: ["asterisk"],
  why: `chan_sip has had no maintainer since 2014, was left out of the default build with 19 and removed with 21: flaws in it stay. Beside chan_pjsip it is a
second door with rules of its own, guests among them.`,
  degrees: "Medium.",
  fix: "Move accounts to pjsip.conf (contrib/scripts/sip_to_pjsip begins the work), and write `noload = chan_sip.so`.",
  before: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n", "modules.conf": "[modules]\nautoload=yes\nload=chan_sip.so\n", "version.txt": "Asterisk 18.20.0" },
  after: { "sip.conf": "[general]\nallowguest=no\n[101]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n", "modules.conf": "[modules]\nautoload=yes\nnoload=chan_sip.so\n", "version.txt": "Asterisk 18.20.0" },
  versions: "Asterisk up to 20.",
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/Migrating-from-chan_sip-to-res_pjsip/"],
  cwe: 1104,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const general = sectionsOf(system, "sip.conf", "general")[0];
      const peers = accountsOf(system, "sip");
      if (!usesChanSip(system) || general === undefined) continue;
      // From 19 on it has to be asked for when Asterisk is built; who uses it mostly names it.
      const sure = isNamed(system, "chan_sip") || (majorOf(system) <= 18 && loadsAll(system));
      report(general.at, { subject: pathOf(general.at, "general"), confidence: sure ? "high" : "medium", message: `chan_sip carries ${peers.length === 0 ? "whoever calls by it" : counted(peers.length, "peer")}: no flaw in it is mended any more` });
    }
  },
});

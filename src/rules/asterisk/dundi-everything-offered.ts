import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isModuleOff } from "./modules.js";
import { allSections, factOf, linesOf, pathOf } from "./settings.js";

export const dundiEverythingOffered = defineRule({
  id: "dundi-everything-offered",
  title: "A DUNDi peer may ask for every number",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`permit=all\` answers a peer for every mapping, with the address and secret to call by; in the section \`[*]\` that is any peer whose key is known. Numbers that were
meant for one partner, paid lines among them, are offered to all.`,
  degrees: "Medium.",
  fix: "Write `permit=` with the mapping that the peer is meant to have.",
  before: { "dundi.conf": "[general]\n[mappings]\npriv => dundi-priv,0,IAX2,dundi:${SECRET}@192.0.2.10/${NUMBER}\n[00:0c:76:00:00:01]\nmodel=symmetric\npermit=all\n" },
  after: { "dundi.conf": "[general]\n[mappings]\npriv => dundi-priv,0,IAX2,dundi:${SECRET}@192.0.2.10/${NUMBER}\n[00:0c:76:00:00:01]\nmodel=symmetric\npermit=priv\n" },
  versions: EVERY_RELEASE,
  references: [sample("dundi.conf")],
  cwe: 284,
  check({ asterisk }, report) {
    for (const system of asterisk.filter((each) => !isModuleOff(each, "pbx_dundi"))) {
      for (const peer of allSections(system, "dundi.conf").filter(({ name }) => !/^(?:general|mappings)$/i.test(name))) {
        const line = linesOf(peer, "permit").find(({ value }) => /^all$/i.test(value));
        if (line !== undefined) report(factOf(line), { subject: pathOf(peer.at, peer.name), message: `${peer.name === "*" ? "any peer with a known key" : `peer \`${peer.name}\``} may ask for every number` });
      }
    }
  },
});

import { defineRule } from "../rule.js";
import { ASTERISK_END_OF_LIFE } from "./asterisk-advisories.js";
import { partsOf } from "./release.js";

export const asteriskReleaseEndOfLife = defineRule({
  id: "asterisk-release-end-of-life",
  title: "The branch of Asterisk gets no security fixes any more",
  severity: "high",
  needs: ["asterisk"],
  why: "Flaws found since the branch ended are mended in newer ones alone, and published there for everybody to read. What is found next week stays open here.",
  degrees: "High, once the branch's last day has passed.",
  fix: "Move to a branch with long-term support that still gets fixes: 22 until October 2029.",
  before: { "pjsip.conf": "[udp]\ntype=transport\nprotocol=udp\nbind=0.0.0.0\n", "asterisk-version.txt": "Asterisk 18.26.4\n" },
  after: { "pjsip.conf": "[udp]\ntype=transport\nprotocol=udp\nbind=0.0.0.0\n", "asterisk-version.txt": "Asterisk 22.10.1\n" },
  versions: "Asterisk, where the version was told.",
  references: ["https://docs.asterisk.org/About-the-Project/Asterisk-Versions/"],
  cwe: 1104,
  check({ asterisk }, report, { today }) {
    for (const { version, path, at } of asterisk) {
      if (version.kind !== "set") continue;
      const branch = String(partsOf(version.value)[0]);
      const end = ASTERISK_END_OF_LIFE[branch] ?? (Number(branch) < 16 ? "2022-01-01" : null);
      if (end === null || today <= end) continue;
      report(at, { subject: path, message: `Asterisk ${branch} has had no security fixes since ${end}`, note: `Asterisk ${version.value}` });
    }
  },
});

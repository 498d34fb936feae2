import { defineRule } from "../rule.js";
import { KAMAILIO_LAST_RELEASE } from "./kamailio-advisories.js";
import { compareReleases, partsOf } from "./release.js";

export const kamailioReleaseEndOfLife = defineRule({
  id: "kamailio-release-end-of-life",
  title: "The branch of Kamailio gets no releases any more",
  severity: "high",
  needs: ["kamailio"],
  why: "The project mends flaws in its two latest branches. What is found in the others is published with the fix for the newer ones, and stays open here.",
  degrees: "High, once the branch has had its last release.",
  fix: "Move to one of the two latest branches.",
  before: { "kamailio.cfg": "request_route {\n    exit;\n}\n", "kamailio-version.txt": "version: kamailio 5.6.3 (x86_64/linux)\n" },
  after: { "kamailio.cfg": "request_route {\n    exit;\n}\n", "kamailio-version.txt": "version: kamailio 6.0.7 (x86_64/linux)\n" },
  versions: "Kamailio, where the version was told.",
  references: ["https://github.com/kamailio/kamailio/security/policy", "https://www.kamailio.org/w/category/news/releases/"],
  cwe: 1104,
  check({ kamailio }, report) {
    for (const { version, path, at } of kamailio) {
      if (version.kind !== "set") continue;
      const branch = partsOf(version.value).slice(0, 2).join(".");
      const last = KAMAILIO_LAST_RELEASE[branch] ?? (compareReleases(branch, "4.4") < 0 ? "2018" : null);
      if (last === null) continue;
      report(at, { subject: path, message: `Kamailio ${branch} had its last release in ${last.slice(0, 4)}: later fixes are in newer branches alone`, note: `Kamailio ${version.value}` });
    }
  },
});

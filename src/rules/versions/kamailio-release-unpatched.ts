import { defineRule } from "../rule.js";
import { KAMAILIO_ADVISORIES, type KamailioAdvisory } from "./kamailio-advisories.js";
import { compareReleases, ofBranch, partsOf } from "./release.js";

export const kamailioReleaseUnpatched = defineRule({
  id: "kamailio-release-unpatched",
  title: "The release of Kamailio has a published flaw that this configuration makes reachable",
  severity: "high",
  needs: ["kamailio"],
  why: `The flaw is public, so is the change that mends it, and the Server header tells the version. Most need no account: one packet
is enough. Flaws in what this configuration does not use are not counted.`,
  degrees: "As the advisory has it. Only a release that was told to the last number is judged. Packages of a distribution may hold the fix under an old number, so the confidence is medium.",
  fix: "Upgrade to the newest release of a supported branch.",
  before: { "kamailio.cfg": "listen=tcp:192.0.2.1:5060\nrequest_route {\n    exit;\n}\n", "kamailio-version.txt": "version: kamailio 6.0.3 (x86_64/linux)\n" },
  after: { "kamailio.cfg": "listen=tcp:192.0.2.1:5060\nrequest_route {\n    exit;\n}\n", "kamailio-version.txt": "version: kamailio 6.0.7 (x86_64/linux)\n" },
  versions: "Kamailio 4.4 to 6.1; advisories up to August 2026.",
  references: ["https://github.com/kamailio/kamailio/security/advisories", "https://www.kamailio.org/w/2026/04/security-advisories-core-and-auth-module-april-7-2026/"],
  cwe: 1395,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const { version, path } = system;
      if (version.kind !== "set" || partsOf(version.value).length < 3) continue;
      for (const advisory of KAMAILIO_ADVISORIES.filter((each) => isOpen(each, version.value))) {
        const reason = advisory.reason(system);
        if (reason === null) continue;
        const fixed = ofBranch(advisory.fixed, version.value, 2);
        report(reason.at, {
          subject: `${path} ${advisory.id}`, severity: advisory.severity, confidence: "medium", note: reason.text,
          message: `Kamailio ${version.value} is open to ${advisory.id}, ${advisory.what}: ${reason.text}`,
          fix: `upgrade to ${fixed === null ? "a supported branch" : `${fixed} or later`}; until then ${advisory.meanwhile}`,
        });
      }
    }
  },
});

function isOpen({ fixed }: KamailioAdvisory, version: string): boolean {
  const mended = ofBranch(fixed, version, 2);
  if (mended !== null) return compareReleases(version, mended) < 0;
  // A branch without a fixed release of its own is open where a newer one had to be mended.
  return fixed.split(" ").some((release) => compareReleases(version, release) < 0);
}

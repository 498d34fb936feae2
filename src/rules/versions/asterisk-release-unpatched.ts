import { atLeast, type Severity } from "../../finding.js";
import { defineRule } from "../rule.js";
import { listed } from "../phrase.js";
import { ASTERISK_ADVISORIES, type AsteriskAdvisory } from "./asterisk-advisories.js";
import { CONDITIONS, type Condition } from "./asterisk-conditions.js";
import { compareReleases, ofBranch, partsOf } from "./release.js";

export const asteriskReleaseUnpatched = defineRule({
  id: "asterisk-release-unpatched",
  title: "The release has published flaws that this configuration makes reachable",
  severity: "high",
  needs: ["asterisk"],
  why: `The flaw is public, so is the change that mends it, and scanners read the version from the User-Agent header. Flaws in
what this configuration does not use are not counted.`,
  degrees: "The worst of the advisories. Only a release that was told to the last number is judged: `22` counts as its newest one. Packages of a distribution may hold the fix under an old number, so the confidence is medium.",
  fix: "Upgrade to the newest release of the branch.",
  before: { "pjsip.conf": "[udp]\ntype=transport\nprotocol=udp\nbind=0.0.0.0\n", "asterisk-version.txt": "Asterisk 22.5.0\n" },
  after: { "pjsip.conf": "[udp]\ntype=transport\nprotocol=udp\nbind=0.0.0.0\n", "asterisk-version.txt": "Asterisk 22.10.1\n" },
  versions: "Asterisk 16 to 23; advisories up to June 2026.",
  references: ["https://github.com/asterisk/asterisk/security/advisories", "https://downloads.asterisk.org/pub/security/"],
  cwe: 1395,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const { version, path } = system;
      if (version.kind !== "set" || partsOf(version.value).length < 2) continue;
      for (const [needs, advisories] of byCondition(version.value)) {
        const reason = CONDITIONS[needs](system);
        if (reason === null) continue;
        const fixed = newest(advisories.map((advisory) => ofBranch(advisory.fixed, version.value, 1) ?? ""));
        report(reason.at, {
          subject: `${path} ${needs}`, severity: worst(advisories), confidence: "medium", note: reason.text,
          message: `Asterisk ${version.value} is open to ${listed(advisories.map(({ id, cve, what }) => `${cve ?? id} (${what})`))}: ${reason.text}`,
          fix: `upgrade to ${fixed} or later; until then ${reason.meanwhile}`,
        });
      }
    }
  },
});

function byCondition(version: string): ReadonlyMap<Condition, readonly AsteriskAdvisory[]> {
  const groups = new Map<Condition, AsteriskAdvisory[]>();
  for (const advisory of ASTERISK_ADVISORIES) {
    if (isOpen(advisory, version)) groups.set(advisory.needs, [...(groups.get(advisory.needs) ?? []), advisory]);
  }
  return groups;
}

function isOpen({ fixed, since }: AsteriskAdvisory, version: string): boolean {
  const mended = ofBranch(fixed, version, 1);
  if (mended === null || compareReleases(version, mended) >= 0) return false;
  const from = since === undefined ? null : ofBranch(since, version, 1);
  return since === undefined || (from !== null && compareReleases(version, from) >= 0);
}

function newest(releases: readonly string[]): string {
  return [...releases].sort(compareReleases).at(-1) ?? "";
}

function worst(advisories: readonly AsteriskAdvisory[]): Severity {
  return advisories.reduce<Severity>((found, { severity }) => (atLeast(severity, found) ? severity : found), "info");
}

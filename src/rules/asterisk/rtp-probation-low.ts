import { isKnown } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { rewrite, pathOf } from "./settings.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { set } from "../../posture/index.js";

export const rtpProbationLow = defineRule({
  id: "rtp-probation-low",
  title: "Two packets are enough to be taken for the caller",
  severity: "low",
  needs: ["asterisk"],
  why: `At the start of a call strictrtp learns the caller's address from packets that follow each other. The fewer it wants, the easier somebody who sprays the port
range is learned in the caller's place.`,
  degrees: "Low: it needs luck at the first moment of a call.",
  fix: "Remove the line: four packets are the default.",
  before: { "rtp.conf": "[general]\nrtpstart=20000\nrtpend=20999\nprobation=2\n" },
  after: { "rtp.conf": "[general]\nrtpstart=20000\nrtpend=20999\nprobation=4\n" },
  versions: EVERY_RELEASE,
  references: [sample("rtp.conf")],
  cwe: 346,
  check({ asterisk }, report) {
    for (const { media: { rtp } } of asterisk) {
      if (rtp === null || !isKnown(rtp.probation) || !isKnown(rtp.strict) || rtp.strict.value === "no") continue;
      const { probation } = rtp;
      if (probation.kind === "set" && probation.value < 4) report(probation, { subject: pathOf(probation.at, "general"), message: `${probation.value} packets are enough to be taken for the caller`, ...rewrite(set(String(probation.value), probation.at, probation.spelling), "4") });
    }
  },
});

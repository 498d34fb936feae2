import { isKnown } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { pathOf } from "./settings.js";

export const udptlOverlapsRtp = defineRule({
  id: "udptl-overlaps-rtp",
  title: "Fax and speech share ports",
  severity: "info",
  needs: ["asterisk"],
  why: `UDPTL, which carries fax, and RTP take ports of their own ranges without asking each other. Where the ranges overlap one of them finds its port taken, and a
packet filter cannot close fax alone.`,
  degrees: "Info: a call fails now and then.",
  fix: "Write ranges apart from each other: `udptlstart=4000`, `udptlend=4999`.",
  before: { "rtp.conf": "[general]\nrtpstart=10000\nrtpend=20000\n", "udptl.conf": "[general]\nudptlstart=15000\nudptlend=15999\n" },
  after: { "rtp.conf": "[general]\nrtpstart=10000\nrtpend=20000\n", "udptl.conf": "[general]\nudptlstart=4000\nudptlend=4999\n" },
  versions: EVERY_RELEASE,
  references: [sample("udptl.conf")],
  cwe: null,
  check({ asterisk }, report) {
    for (const { media: { rtp, udptl } } of asterisk) {
      if (rtp === null || udptl === null || !isKnown(udptl.first) || !isKnown(udptl.last) || !isKnown(rtp.ports.first) || !isKnown(rtp.ports.last)) continue;
      if (udptl.first.value > rtp.ports.last.value || udptl.last.value < rtp.ports.first.value) continue;
      report(udptl.first, { subject: pathOf(udptl.first.at, "general"), message: `fax takes ports ${udptl.first.value} to ${udptl.last.value}, which speech takes, too (${rtp.ports.first.value} to ${rtp.ports.last.value})`, related: [{ span: rtp.ports.first.at, note: rtp.ports.first.spelling }] });
    }
  },
});

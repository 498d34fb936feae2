import { isKnown } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { pathOf } from "./settings.js";

export const rtpRangeWide = defineRule({
  id: "rtp-range-wide",
  title: "Media may use tens of thousands of ports",
  severity: "low",
  needs: ["asterisk"],
  why: `The packet filter has to let the whole range in, for whoever may call. Two ports carry one stream: a range of 26 000, the default, is for more calls than most
hosts ever carry, and covers ports where other programs listen.`,
  degrees: "Low where the range is written, info where it is the default.",
  fix: "Write `rtpstart` and `rtpend` for four ports for each call at once, and let the filter pass that range alone.",
  before: { "rtp.conf": "[general]\nrtpstart=10000\nrtpend=30000\n" },
  after: { "rtp.conf": "[general]\nrtpstart=20000\nrtpend=20999\n" },
  versions: EVERY_RELEASE,
  references: [sample("rtp.conf")],
  cwe: 1327,
  check({ asterisk }, report) {
    for (const { media: { rtp } } of asterisk) {
      if (rtp === null || !isKnown(rtp.ports.first) || !isKnown(rtp.ports.last)) continue;
      const { first, last } = rtp.ports;
      // The range of the example that comes along, which nobody chose for its width, is not told.
      if (last.value - first.value <= 10_000) continue;
      report(last, { subject: pathOf(last.at, "general"), severity: last.kind === "set" ? "low" : "info", message: `media may use ${last.value - first.value + 1} ports, ${first.value} to ${last.value}${last.kind === "default" ? ", as nobody wrote a range" : ""}` });
    }
  },
});

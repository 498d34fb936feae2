import type { PjsipObject } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipAllowAllCodecs = defineRule({
  id: "pjsip-allow-all-codecs",
  title: "Every codec is open to whoever calls",
  severity: "low",
  needs: ["asterisk"],
  why: `\`allow=all\` lets a caller pick the codec that costs the server most to convert, or one whose parser has a flaw that was published last month.`,
  degrees: "Low.",
  fix: "Write `allow=!all,` and the codecs that are used.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nallow=all\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nallow=!all,ulaw,alaw\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 770,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const all = objectsOf(sip, "endpoint").filter(allowsAll);
      blameEach(report, causesOf(sip, all, "allow"), "endpoint", (whose) => ({ message: `${whose} may use every codec that is loaded`, confidence: "high" }));
    }
  },
});

/** Elements count in order: `all` opens, `!all` and `disallow=all` close again. */
function allowsAll({ category }: PjsipObject): boolean {
  let open = false;
  for (const { name, value } of category.variables) {
    const allow = name.toLowerCase() === "allow";
    if (!allow && name.toLowerCase() !== "disallow") continue;
    for (const codec of value.split(/[,|]/).map((part) => part.trim().toLowerCase())) {
      if (codec === "all") open = allow;
      else if (codec === "!all") open = !allow;
    }
  }
  return open;
}

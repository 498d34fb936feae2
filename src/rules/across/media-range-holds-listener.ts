import { isKnown } from "../../posture/index.js";
import { isOf } from "./hosts.js";
import { mediaOf } from "./media.js";
import { defineRule } from "../rule.js";

export const mediaRangeHoldsListener = defineRule({
  id: "media-range-holds-listener",
  title: "A listener lies among the media ports",
  severity: "medium",
  needs: ["asterisk", "listeners"],
  why: `The range of media ports holds the port of a SIP listener. The filter opens the range to everybody, and with it
signalling that should be for a few; and a call that is given that port has no media.`,
  degrees: "Medium.",
  fix: "Move the range or the listener.",
  before: { "rtp.conf": "[general]\nrtpstart = 5000\nrtpend = 31000\n", "pjsip.conf": "[udp]\ntype = transport\nprotocol = udp\nbind = 0.0.0.0:5060\n" },
  after: { "rtp.conf": "[general]\nrtpstart = 10000\nrtpend = 20000\n", "pjsip.conf": "[udp]\ntype = transport\nprotocol = udp\nbind = 0.0.0.0:5060\n" },
  versions: "All that are read.",
  references: ["https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/Module_Configuration/res_rtp_asterisk/"],
  cwe: null,
  check({ asterisk, listeners }, report) {
    for (const system of asterisk) {
      const media = mediaOf(system);
      if (media === null) continue;
      const inside = listeners.filter(({ protocol, port, at }) => isKnown(protocol) && protocol.value === "udp" && isKnown(port) && port.value >= media.range.first && port.value <= media.range.last && isOf(system, at.file.path));
      const [one] = inside;
      if (one === undefined || !isKnown(one.port)) continue;
      report(media.first, { subject: `${media.first.at.file.path}[general]`, related: [{ span: one.port.at, note: "the listener" }], message: `media ports ${media.range.first}-${media.range.last} hold SIP's ${one.port.value}${media.first.kind === "default" ? ", by default of Asterisk" : ""}` });
    }
  },
});

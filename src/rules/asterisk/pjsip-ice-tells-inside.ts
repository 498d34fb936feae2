import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { linesOf, sectionsOf } from "./settings.js";
import { EVERY_PJSIP, isOn, objectsOf, sipsOf } from "./sip.js";

export const pjsipIceTellsInside = defineRule({
  id: "pjsip-ice-tells-inside",
  title: "Calls tell addresses of the inside",
  severity: "low",
  needs: ["asterisk"],
  why: `With ICE each offer lists every address of the machine, those of internal networks and tunnels as well, unless rtp.conf narrows them.
Who calls learns how the network is laid out.`,
  degrees: "Low.",
  fix: "Write `ice_deny` lines for internal networks in rtp.conf.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nwebrtc=yes\n", "rtp.conf": "[general]\nrtpstart=20000\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nwebrtc=yes\n", "rtp.conf": "[general]\nrtpstart=20000\nice_deny=10.0.0.0/8\n" },
  versions: EVERY_PJSIP,
  references: ["https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/Module_Configuration/res_rtp_asterisk/"],
  cwe: 200,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      if (!sip.system.files.has("rtp.conf") || sectionsOf(sip.system, "rtp.conf", "ice_host_candidates").some(({ variables }) => variables.length > 0)) continue;
      if (sectionsOf(sip.system, "rtp.conf", "general").some((section) => linesOf(section, "ice_deny", "ice_acl", "ice_permit", "ice_blacklist").length > 0)) continue;
      const telling = ["webrtc", "ice_support"].map((name) => ({ name, endpoints: objectsOf(sip, "endpoint").filter((endpoint) => isOn(sip, endpoint, name)) })).find(({ endpoints }) => endpoints.length > 0);
      if (telling !== undefined) blameEach(report, causesOf(sip, telling.endpoints, telling.name).slice(0, 1), "endpoint", (whose) => ({ message: `calls of ${whose} list every address of this machine: rtp.conf narrows none` }));
    }
  },
});

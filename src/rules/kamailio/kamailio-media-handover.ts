import { defineRule } from "../rule.js";
import { callsOf, subjectOfCall } from "./places.js";

export const kamailioMediaHandover = defineRule({
  id: "kamailio-media-handover",
  title: "A call's media may be taken over at any time",
  severity: "high",
  needs: ["kamailio"],
  why: `With media-handover rtpengine sends to whoever last sent to the port. Somebody who sprays packets over the ports hears calls, in the middle of them.`,
  degrees: "High.",
  fix: "Remove the flag.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "rtpengine.so"\nrequest_route { rtpengine_manage("replace-origin media-handover"); }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "rtpengine.so"\nrequest_route { rtpengine_manage("replace-origin"); }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/rtpengine.html", "https://www.rtpbleed.com/"],
  cwe: 346,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of callsOf(system, "rtpengine_manage", "rtpengine_offer", "rtpengine_answer")) {
        if (call.arguments.some(({ text }) => /\bmedia-handover\b/.test(text))) report(call.at, { subject: subjectOfCall(call), note: call.name, message: "media-handover sends a call's media to whoever last sent to its port" });
      }
    }
  },
});

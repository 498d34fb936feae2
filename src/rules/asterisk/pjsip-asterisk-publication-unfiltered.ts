import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, isOn, objectsOf, sipsOf, valueIn } from "./sip.js";

export const pjsipAsteriskPublicationUnfiltered = defineRule({
  id: "pjsip-asterisk-publication-unfiltered",
  title: "A peer may change the state of every device",
  severity: "low",
  needs: ["asterisk"],
  why: `States that another Asterisk publishes are taken as they come, for any device or mailbox: whoever is taken for the peer shows phones as
free or busy that are not its own.`,
  degrees: "Low: it takes the peer.",
  fix: "Write a `device_state_filter` or `mailbox_state_filter` that fits the peer's own devices and mailboxes.",
  before: { "pjsip.conf": "[peer]\ntype=asterisk-publication\ndevice_state=yes\n" },
  after: { "pjsip.conf": "[peer]\ntype=asterisk-publication\ndevice_state=yes\ndevice_state_filter=^PJSIP/branch\n" },
  versions: EVERY_PJSIP,
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/Exchanging-Device-and-Mailbox-State-Using-PJSIP/"],
  cwe: 345,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const state of ["device_state", "mailbox_state"]) {
        const open = objectsOf(sip, "asterisk-publication").filter((publication) => isOn(sip, publication, state) && valueIn(sip, publication, `${state}_filter`) === "");
        blameEach(report, causesOf(sip, open, state), "asterisk-publication", (whose) => ({ message: `${whose} takes and gives the state of every ${state === "device_state" ? "device" : "mailbox"}` }));
      }
    }
  },
});

import { defineRule } from "../rule.js";
import { EVERY_PJSIP, objectsOf, optionIn, pathIn, sipsOf, valueIn } from "./sip.js";

export const pjsipTransportNatIncomplete = defineRule({
  id: "pjsip-transport-nat-incomplete",
  title: "A transport tells outside addresses to the inside",
  severity: "info",
  needs: ["asterisk"],
  why: `\`external_media_address\` and \`external_signaling_address\` replace the machine's own address for whoever is not in \`local_net\`. With no
\`local_net\` nobody is: phones on the LAN send their speech through the outside, past the rules that were made for it.`,
  degrees: "Info: behind a proxy of one's own it is meant so.",
  fix: "Write a `local_net` line for each network inside.",
  before: { "pjsip.conf": "[udp]\ntype=transport\nbind=192.0.2.10\nexternal_media_address=203.0.113.1\n" },
  after: { "pjsip.conf": "[udp]\ntype=transport\nbind=192.0.2.10\nexternal_media_address=203.0.113.1\nlocal_net=192.0.2.0/24\n" },
  versions: EVERY_PJSIP,
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/Configuring-res_pjsip-to-work-through-NAT/"],
  cwe: 200,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const transport of objectsOf(sip, "transport").filter((each) => valueIn(sip, each, "local_net") === "")) {
        const name = ["external_media_address", "external_signaling_address"].find((each) => valueIn(sip, transport, each) !== "");
        if (name !== undefined) report(optionIn(sip, transport, name), { subject: pathIn(transport), message: `transport \`${transport.id}\` shows ${name} to everybody, hosts of its own networks included: it has no local_net` });
      }
    }
  },
});

import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { aorsOf, registers } from "./peers.js";
import { EVERY_PJSIP, isOn, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipAorSupportPath = defineRule({
  id: "pjsip-aor-support-path",
  title: "A phone chooses the proxies of its calls",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`support_path\` calls for a registered phone take the route that it wrote into its REGISTER. That is needed behind a proxy of one's
own; from anywhere else it lets a user have calls sent through any host, as traffic of the server.`,
  degrees: "Low: it takes a registered user. Info where addresses identify the endpoint: that is the proxy.",
  fix: "Take `support_path` out where phones register without a proxy between.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\naors=101\n[101]\ntype=aor\nmax_contacts=1\nsupport_path=yes\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\naors=101\n[101]\ntype=aor\nmax_contacts=1\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc3327"],
  cwe: 441,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const behindProxy = new Set(objectsOf(sip, "endpoint").filter((endpoint) => sip.identifies.has(endpoint.id) || valueIn(sip, endpoint, "outbound_proxy") !== "").flatMap((endpoint) => aorsOf(sip, endpoint)));
      const routed = objectsOf(sip, "aor").filter((aor) => registers(sip, aor) && isOn(sip, aor, "support_path") && !behindProxy.has(aor) && valueIn(sip, aor, "outbound_proxy") === "");
      blameEach(report, causesOf(sip, routed, "support_path"), "aor", (whose) => ({ message: `whoever registers as ${whose} writes the route of its calls` }));
    }
  },
});

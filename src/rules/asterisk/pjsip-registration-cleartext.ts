import type { PjsipObject } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, objectOf, objectsOf, RES_PJSIP, type Sip, sipsOf, valueIn } from "./sip.js";

export const pjsipRegistrationCleartext = defineRule({
  id: "pjsip-registration-cleartext",
  title: "The carrier's password is proven over an open line",
  severity: "low",
  needs: ["asterisk"],
  why: `Asterisk registers at the other side with a digest that travels in clear. Whoever sits on the path takes it home and guesses at the
password at billions of tries a second; with the password, calls are made elsewhere on this account.`,
  degrees: "Low: the path is mostly the provider's own, and many carriers offer nothing else.",
  fix: "Register with `server_uri=sip:…\\;transport=tls` over a TLS transport, where the carrier offers it.",
  before: { "pjsip.conf": "[c]\ntype=registration\nserver_uri=sip:sip.example.net\nclient_uri=sip:1000@sip.example.net\noutbound_auth=c\n" },
  after: { "pjsip.conf": "[c]\ntype=registration\nserver_uri=sip:sip.example.net\\;transport=tls\nclient_uri=sip:1000@sip.example.net\noutbound_auth=c\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP, "https://www.rfc-editor.org/rfc/rfc5630"],
  cwe: 319,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const clear = objectsOf(sip, "registration").filter((registration) => valueIn(sip, registration, "outbound_auth") !== "" && !isSealed(sip, registration));
      blameEach(report, causesOf(sip, clear, "server_uri"), "registration", (whose) => ({ message: `${whose} proves its password in clear: neither its URI nor its transport is TLS` }));
    }
  },
});

function isSealed(sip: Sip, registration: PjsipObject): boolean {
  const uri = valueIn(sip, registration, "server_uri");
  if (/^sips:|;transport=(?:tls|wss)\b/i.test(uri)) return true;
  const transport = objectOf(sip, "transport", valueIn(sip, registration, "transport"));
  return transport !== undefined && ["tls", "wss"].includes(valueIn(sip, transport, "protocol"));
}

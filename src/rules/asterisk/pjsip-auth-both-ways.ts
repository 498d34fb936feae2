import type { PjsipObject } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { inboundAuths } from "./peers.js";
import { EVERY_PJSIP, namesIn, objectOf, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipAuthBothWays = defineRule({
  id: "pjsip-auth-both-ways",
  title: "One password proves others to us, and us to others",
  severity: "medium",
  needs: ["asterisk"],
  why: `The same auth object stands in \`auth\` and \`outbound_auth\`. Whoever Asterisk calls may challenge it and gets a digest of the very
password by which phones are let in, to guess at offline.`,
  degrees: "Medium: it takes a peer that asks, and a password that is guessed.",
  fix: "Use one auth object for what comes in and another, with another password, for what goes out.",
  before: { "pjsip.conf": "[c]\ntype=endpoint\nauth=c\noutbound_auth=c\n[c]\ntype=auth\nusername=c\npassword=documentation-only\n" },
  after: { "pjsip.conf": "[c]\ntype=endpoint\nauth=c\noutbound_auth=out\n[c]\ntype=auth\nusername=c\npassword=documentation-only\n[out]\ntype=auth\nusername=c\npassword=documentation-too\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 522,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const inbound = inboundAuths(sip);
      const seen = new Set<PjsipObject>();
      for (const user of [...objectsOf(sip, "endpoint"), ...objectsOf(sip, "registration")]) {
        for (const name of namesIn(sip, user, "outbound_auth")) {
          const auth = objectOf(sip, "auth", name);
          const [asks] = auth === undefined ? [] : (inbound.get(auth) ?? []);
          if (auth === undefined || asks === undefined || seen.has(auth)) continue;
          seen.add(auth);
          report(optionIn(sip, user, "outbound_auth"), {
            subject: pathIn(user), message: `auth \`${auth.id}\` answers whoever ${user.type} \`${user.id}\` calls, and is what endpoint \`${asks.id}\` asks for`,
            related: [{ span: optionIn(sip, asks, "auth").at, note: "asked of who calls in" }],
          });
        }
      }
    }
  },
});

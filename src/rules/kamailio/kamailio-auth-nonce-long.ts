import { isKnown } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { parameterOf } from "./parameters.js";

export const kamailioAuthNonceLong = defineRule({
  id: "kamailio-auth-nonce-long",
  title: "A password's answer stays good for long",
  severity: "low",
  needs: ["kamailio"],
  why: `The answer to a challenge is accepted as long as its nonce is fresh. Who overhears one sends it again in the meantime, and calls.`,
  degrees: "Low.",
  fix: "`modparam(\"auth\", \"nonce_expire\", 60)`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth.so"\nmodparam("auth", "nonce_expire", 3600)\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth.so"\nmodparam("auth", "nonce_expire", 60)\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth.html"],
  cwe: 294,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const fact = parameterOf(system, "auth", "nonce_expire", 300);
      if (fact === undefined || !isKnown(fact)) continue;
      const { value } = fact;
      if (Number(value) > 300) report(fact, { subject: `${fact.at.file.path} auth nonce_expire`, message: `an answer that was overheard stays good for ${value} seconds` });
    }
  },
});

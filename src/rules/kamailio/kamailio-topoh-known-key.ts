import { isKnown } from "../../posture/index.js";
import { byWhom } from "../phrase.js";
import { defineRule } from "../rule.js";
import { parameterOf } from "./parameters.js";

export const kamailioTopohKnownKey = defineRule({
  id: "kamailio-topoh-known-key",
  title: "The key that hides addresses is the one everybody has",
  severity: "medium",
  needs: ["kamailio"],
  why: `topoh writes addresses in an encoding whose key is public unless another is set: whoever wants reads the hidden addresses, and writes such headers
that lead where it likes.`,
  degrees: "Medium.",
  fix: "`modparam(\"topoh\", \"mask_key\", \"…\")` with random characters of your own.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "topoh.so"\nmodparam("topoh", "mask_ip", "192.0.2.20")\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "topoh.so"\nmodparam("topoh", "mask_key", "k3Qm71xV0pZr8wL2nTq")\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/topoh.html"],
  cwe: 798,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const fact = parameterOf(system, "topoh", "mask_key", "_static_value_");
      if (fact === undefined || !isKnown(fact)) continue;
      const { value } = fact;
      if (String(value) === "_static_value_" || String(value) === "YouShouldChangeThisKey") report(fact, { subject: `${fact.at.file.path} topoh mask_key`, message: `addresses are hidden with a key that everybody has${byWhom(fact)}` });
    }
  },
});

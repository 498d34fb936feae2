import { isKnown } from "../../posture/index.js";
import { byWhom } from "../phrase.js";
import { defineRule } from "../rule.js";
import { parameterOf } from "./parameters.js";

export const kamailioRegisterUnbounded = defineRule({
  id: "kamailio-register-unbounded",
  title: "A user may register any number of contacts",
  severity: "low",
  needs: ["kamailio"],
  why: `Each contact is kept in memory and rung by every call. One account that was guessed fills the memory, or has a call forked to thousands of
addresses.`,
  degrees: "Low.",
  fix: "`modparam(\"registrar\", \"max_contacts\", 5)`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "registrar.so"\nrequest_route { save("location"); }\n#request_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "registrar.so"\nmodparam("registrar", "max_contacts", 5)\nrequest_route { save("location"); }\n#request_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/registrar.html"],
  cwe: 770,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const fact = parameterOf(system, "registrar", "max_contacts", 0);
      if (fact === undefined || !isKnown(fact)) continue;
      const { value } = fact;
      if (Number(value) === 0 && system.calls.some(({ name }) => name === "save")) report(fact, { subject: `${fact.at.file.path} registrar max_contacts`, message: `one account may register any number of contacts: max_contacts is ${value}${byWhom(fact)}` });
    }
  },
});

import { isKnown } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { parameterOf } from "./parameters.js";

export const kamailioAuthSecretWeak = defineRule({
  id: "kamailio-auth-secret-weak",
  title: "The key of the nonces can be guessed",
  severity: "medium",
  needs: ["kamailio"],
  why: `A nonce is believed because it is signed with this secret. Whoever guesses it, from an example or a word list, makes nonces of its own that never grow
old, and replays answers for ever.`,
  degrees: "Medium.",
  fix: "Remove the line, so that a random key is drawn at start; where several proxies share it, 32 random characters from the environment.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth.so"\nmodparam("auth", "secret", "johndoessecretphrase")\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth.so"\nmodparam("auth", "nonce_expire", 60)\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth.html"],
  cwe: 1391,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const fact = parameterOf(system, "auth", "secret", "");
      if (fact === undefined || !isKnown(fact)) continue;
      const { value } = fact;
      if (String(value) !== "" && (String(value).length < 24 || /secret|change|password|example|kamailio|^(.)\1+$/i.test(String(value)))) report(fact, { subject: `${fact.at.file.path} auth secret`, message: `the key that nonces are signed with is short or a word that others use too` });
    }
  },
});

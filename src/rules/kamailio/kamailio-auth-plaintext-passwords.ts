import { isKnown } from "../../posture/index.js";
import { byWhom } from "../phrase.js";
import { defineRule } from "../rule.js";
import { parameterOf } from "./parameters.js";

export const kamailioAuthPlaintextPasswords = defineRule({
  id: "kamailio-auth-plaintext-passwords",
  title: "Passwords lie readable in the database",
  severity: "low",
  needs: ["kamailio"],
  why: `With calculate_ha1 the passwords of all phones stand in the table as they are typed. Whoever reads it once, by a backup, an injection or the database's own
account, has every account at once.`,
  degrees: "Low: who reads the table has the accounts either way; a digest is of use in this realm alone, and for no other service of the same password.",
  fix: "Store digests and say so: `modparam(\"auth_db\", \"calculate_ha1\", 0)` and `modparam(\"auth_db\", \"password_column\", \"ha1\")`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth_db.so"\nmodparam("auth_db", "calculate_ha1", yes)\nmodparam("auth_db", "password_column", "password")\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth_db.so"\nmodparam("auth_db", "password_column", "ha1")\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth_db.html"],
  cwe: 256,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const fact = parameterOf(system, "auth_db", "calculate_ha1", 0);
      if (fact === undefined || !isKnown(fact)) continue;
      const { value } = fact;
      if (Number(value) !== 0 && value !== "no") report(fact, { subject: `${fact.at.file.path} auth_db calculate_ha1`, message: `the passwords of all phones stand readable in the database: calculate_ha1 is ${value}${byWhom(fact)}` });
    }
  },
});

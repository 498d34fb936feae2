import { defineRule } from "../rule.js";
import { callsOf, subjectOfCall } from "./places.js";

export const kamailioPasswordInScript = defineRule({
  id: "kamailio-password-in-script",
  title: "A password stands in the routing script",
  severity: "high",
  needs: ["kamailio"],
  why: `The script compares with one password for everybody, written in the file. Whoever reads a copy, a backup or the repository calls as any user.`,
  degrees: "High.",
  fix: "Fetch the password or digest of the user: auth_check() on the database, or a table as in `$sht(ha1=>$aU)`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth.so"\nrequest_route {\n    if (!pv_www_authenticate("example.org", "Tr0ub4dor", "0")) { exit; }\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth.so"\nloadmodule "htable.so"\nrequest_route {\n    if (!pv_www_authenticate("example.org", "$sht(ha1=>$aU)", "1")) { exit; }\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth.html"],
  cwe: 798,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of callsOf(system, "pv_www_authenticate", "pv_proxy_authenticate", "pv_auth_check")) {
        const password = call.arguments[1];
        // A digest that nobody's password has is what decoys are made of.
        if (password !== undefined && typeof password.literal === "string" && password.literal !== "" && !/^[0-9a-f]{32,64}$/i.test(password.literal)) report(password.at, { subject: subjectOfCall(call), note: "the password", message: `one password for everybody stands in the script, in ${call.name}()` });
      }
    }
  },
});

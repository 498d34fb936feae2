import { defineRule } from "../rule.js";
import { subjectOf, sure, wayTo } from "./ways.js";

export const kamailioFloodCheckLate = defineRule({
  id: "kamailio-flood-check-late",
  title: "The check against floods comes after the password",
  severity: "medium",
  needs: ["kamailio"],
  why: `Each request of a flood has cost a challenge and a look into the database before anything counts it. Guessing passwords is slowed by nothing, and the
database is what breaks first.`,
  degrees: "Medium.",
  fix: "Ask pike_check_req() or the table of banned addresses first of all, behind the exemption of trusted addresses.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "pike.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!auth_check("$fd", "subscriber", "1")) { exit; }\n    if (!pike_check_req()) { exit; }\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "pike.so"\nloadmodule "auth_db.so"\nrequest_route {\n    if (!pike_check_req()) { exit; }\n    if (!auth_check("$fd", "subscriber", "1")) { exit; }\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/pike.html"],
  cwe: 770,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const asked = system.paths.found.filter(({ sink, request, entry }) => sink === "digest" && entry.kind === "request" && request.sender === "stranger" && request.method === "INVITE" && !request.inDialog);
      const checked = system.paths.found.filter(({ sink, entry, passed, request }) => sink === "flood-check" && entry.kind === "request" && passed.has("digest-asked") && request.sender === "account");
      const [late] = checked;
      const early = system.paths.found.some(({ sink, passed }) => sink === "flood-check" && !passed.has("digest-asked"));
      if (late === undefined || early || asked.every(({ passed }) => passed.has("flood-check"))) continue;
      report(late.at, { subject: subjectOf(late), confidence: sure(late), related: wayTo(late), note: "asked here first", message: `${late.call?.name ?? "the check"}() comes after the password: nothing slows whoever guesses one` });
    }
  },
});

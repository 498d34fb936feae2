import { defineRule } from "../rule.js";

export const kamailioDatabaseDefaultPassword = defineRule({
  id: "kamailio-database-default-password",
  title: "The database is opened with the password everybody knows",
  severity: "high",
  needs: ["kamailio"],
  why: `These passwords stand in the documentation and in every shipped file. Whoever reaches the database, from the host or the network, reads and changes users and
routes.`,
  degrees: "High.",
  fix: "Give the account a password of its own.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth_db.so"\nmodparam("auth_db", "db_url", "mysql://kamailio:kamailiorw@localhost/kamailio")\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\n#!defenvs DBURL\nloadmodule "auth_db.so"\nmodparam("auth_db", "db_url", DBURL)\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth_db.html"],
  cwe: 1392,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const shown = new Set<number>();
      for (const { module, name, value, valueAt, via } of system.parameters) {
        const known = typeof value === "string" ? /:\/\/[^:/@]+:(kamailiorw|kamailioro|openserrw|openserro|heslo)@/.exec(value)?.[1] : undefined;
        if (known === undefined || shown.has(via[0]?.start ?? valueAt.start)) continue;
        shown.add(via[0]?.start ?? valueAt.start);
        report(via[0] ?? valueAt, { subject: `${valueAt.file.path} ${module} ${name}`, note: "the address of the database", message: `${module} opens the database with the password that the documentation shows` });
      }
    }
  },
});

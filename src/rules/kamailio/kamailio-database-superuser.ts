import { defineRule } from "../rule.js";

export const kamailioDatabaseSuperuser = defineRule({
  id: "kamailio-database-superuser",
  title: "Kamailio opens the database as its administrator",
  severity: "medium",
  needs: ["kamailio"],
  why: `A flaw in one query, or the file in the wrong hands, opens all databases of the server and often the host: the administrator reads and writes files.`,
  degrees: "Medium.",
  fix: "Give Kamailio an account with rights on its own tables alone.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "usrloc.so"\nmodparam("usrloc", "db_url", "mysql://root:x@localhost/kamailio")\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "usrloc.so"\nmodparam("usrloc", "db_url", "mysql://kamailio:x@localhost/kamailio")\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/usrloc.html"],
  cwe: 250,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const { module, name, value, valueAt, via } of system.parameters) {
        const account = typeof value === "string" ? /^(?:\w+=>)?(?:mysql|postgres|unixodbc|oracle|cassandra):\/\/(root|postgres|sa|admin)[:@]/.exec(value)?.[1] : undefined;
        if (account !== undefined) report(valueAt, { subject: `${valueAt.file.path} ${module} ${name}`, related: via.map((span) => ({ span, note: "written here" })), message: `${module} opens the database as ${account}, its administrator` });
      }
    }
  },
});

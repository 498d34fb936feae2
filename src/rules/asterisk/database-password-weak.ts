import type { AsteriskSystem, Category } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { weaknessOf } from "./passwords.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { allSections, factOf, isFalse, linesOf, pathOf } from "./settings.js";

const FILES = ["res_odbc.conf", "cdr_pgsql.conf", "cel_pgsql.conf", "res_pgsql.conf", "res_config_mysql.conf", "cdr_mysql.conf", "cdr_tds.conf", "cel_tds.conf"] as const;

export const databasePasswordWeak = defineRule({
  id: "database-password-weak",
  title: "A database's password is guessed, or its user may do anything",
  severity: "medium",
  needs: ["asterisk"],
  why: `The database holds call records, and with realtime the accounts themselves: who writes there gives himself an extension with a way out. Examples' passwords
are tried first, and as \`root\`, \`sa\` or \`postgres\` a single injection owns every table.`,
  degrees: "Medium for passwords of lists, short ones and empty ones; low below 12 characters, and for a user that may do anything.",
  fix: "Give Asterisk a user of its own with rights on its tables alone, and a random password.",
  before: { "cdr_pgsql.conf": "[global]\nhostname=192.0.2.5\nuser=asterisk\npassword=password\n" },
  after: { "cdr_pgsql.conf": "[global]\nhostname=192.0.2.5\nuser=asterisk\npassword=documentation-only\n" },
  versions: EVERY_RELEASE,
  references: [sample("res_odbc.conf"), sample("cdr_pgsql.conf")],
  cwe: 521,
  check({ asterisk }, report) {
    for (const section of asterisk.flatMap(databases)) {
      const user = linesOf(section, "user", "username", "dbuser").at(-1);
      const password = linesOf(section, "password", "pass", "dbpass").at(-1);
      const weakness = password === undefined ? null : password.value === "" ? { grave: true, because: "it is empty" } : weaknessOf(password.value, [user?.value ?? "", section.name]);
      const subject = pathOf(section.at, section.name);
      if (password !== undefined && weakness !== null) report(factOf(password), { subject, severity: weakness.grave ? "medium" : "low", message: `the database's password is guessed: ${weakness.because}` });
      if (user !== undefined && /^(?:root|sa|postgres)$/i.test(user.value)) report(factOf(user), { subject, severity: "low", message: `Asterisk logs in to the database as ${user.value}, who may do anything there` });
    }
  },
});

function databases(system: AsteriskSystem): readonly Category[] {
  return FILES.flatMap((file) => allSections(system, file)).filter((section) => !linesOf(section, "enabled").some(({ value }) => isFalse(value)));
}

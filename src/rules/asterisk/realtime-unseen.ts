import { counted, listed } from "../phrase.js";
import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { allSections, factOf, pathOf, sectionsOf } from "./settings.js";

/** Of extconfig.conf what decides who gets in and where calls go. */
const JUDGED = /^(?:ps_(?:endpoints|auths|aors|domain_aliases|endpoint_id_ips|registrations|contacts)|sippeers|sipusers|iaxpeers|iaxusers|extensions|voicemail|queues|queue_members|acls|followme)$/i;

export const realtimeUnseen = defineRule({
  id: "realtime-unseen",
  title: "A part of the configuration stands in a database",
  severity: "info",
  needs: ["asterisk"],
  why: `Accounts or dialplan come from a database that this audit does not see: an account without a password there is told nowhere, and what looks as if it were
missing may be there.`,
  degrees: "Info: it tells what was not judged.",
  fix: "Export the tables into files of the same names and audit those, too.",
  before: { "extconfig.conf": "[settings]\nps_endpoints => odbc,asterisk\n" },
  after: { "extconfig.conf": "[settings]\n;ps_endpoints => odbc,asterisk\n" },
  versions: EVERY_RELEASE,
  references: [sample("extconfig.conf"), sample("sorcery.conf")],
  cwe: null,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const mapped = sectionsOf(system, "extconfig.conf", "settings").flatMap(({ variables }) => variables).filter(({ name, value }) => JUDGED.test(name) && value !== "");
      const sorcery = allSections(system, "sorcery.conf").filter(({ name }) => /^res_pjsip/i.test(name)).flatMap(({ variables }) => variables).filter(({ value }) => /^realtime\b/i.test(value));
      const [first, ...rest] = [...sorcery, ...mapped];
      if (first === undefined) continue;
      const names = [first, ...rest].map(({ name }) => name.replace(/\/.*$/, ""));
      report(factOf(first), { subject: pathOf(first.at, "realtime"), message: `${counted(names.length, "kind")} of objects come from a database and were not judged: ${listed([...new Set(names)])}` });
    }
  },
});

import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { factOf, isFalse, linesOf, allSections, pathOf, sectionsOf } from "./settings.js";

export const realtimeCleartext = defineRule({
  id: "realtime-cleartext",
  title: "Accounts are fetched from a web server in clear",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`curl\` as a driver asks a web server for accounts and their secrets. In clear, or without a look at the certificate, whoever sits on the way reads all of
them, and answers with an account of their own.`,
  degrees: "Medium; not told for a server on the host itself.",
  fix: "Write `https://` and `ssl_verifypeer=yes`.",
  before: { "extconfig.conf": "[settings]\nps_auths => curl,http://db.example.com/auths\n" },
  after: { "extconfig.conf": "[settings]\nps_auths => curl,https://db.example.com/auths\n" },
  versions: EVERY_RELEASE,
  references: [sample("extconfig.conf"), sample("res_curl.conf")],
  cwe: 319,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const lines = sectionsOf(system, "extconfig.conf", "settings").flatMap(({ variables }) => variables).filter(({ value }) => /^curl\b/i.test(value));
      for (const line of lines.filter(({ value }) => /^curl\s*,\s*http:\/\/(?!(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$))/i.test(value))) {
        report(factOf(line), { subject: pathOf(line.at, "settings"), message: `what ${line.name} holds is fetched in clear` });
      }
      const unverified = allSections(system, "res_curl.conf").flatMap((section) => linesOf(section, "ssl_verifypeer")).find(({ value }) => isFalse(value));
      if (unverified !== undefined && lines.some(({ value }) => /https:/i.test(value))) report(factOf(unverified), { subject: pathOf(unverified.at, "globals"), message: "any certificate passes for the server that accounts are fetched from" });
    }
  },
});

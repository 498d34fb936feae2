import { defineRule } from "../rule.js";
import { majorOf } from "./accounts.js";
import { sample } from "./pages.js";
import { factOf, linesOf, pathOf, release, sectionsOf } from "./settings.js";

/** The release that removed each. */
const GONE: Readonly<Record<string, number>> = { chan_sip: 21, chan_alsa: 21, chan_mgcp: 21, chan_skinny: 21, app_macro: 21, app_osplookup: 21, res_monitor: 21, chan_oss: 19, chan_phone: 19, chan_nbs: 19, chan_misdn: 19, chan_vpb: 19, cdr_syslog: 19, conf2ael: 19, muted: 19, res_config_sqlite: 19, app_dahdiras: 19, app_nbscat: 19, app_image: 19, app_url: 19, app_fax: 19, app_ices: 19, app_mysql: 19, cdr_mysql: 19 };

export const moduleGone = defineRule({
  id: "module-gone",
  title: "A module is asked for that the release no longer has",
  severity: "info",
  needs: ["asterisk"],
  why: `The line does nothing but warn, and what the module did is gone: calls by it, its recording, its macros. With \`require\` Asterisk does not start at all.`,
  degrees: "Medium for `require`, with which Asterisk does not start after the update; else info.",
  fix: "Remove the line, and move what relied on it.",
  before: { "modules.conf": "[modules]\nautoload=yes\nload=app_macro.so\n" },
  after: { "modules.conf": "[modules]\nautoload=yes\n" },
  versions: "Asterisk 19 and 21, which removed modules, and later.",
  references: ["https://docs.asterisk.org/Development/Asterisk-Module-Deprecations/", sample("modules.conf")],
  cwe: 1164,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const line of sectionsOf(system, "modules.conf", "modules").flatMap((section) => linesOf(section, "load", "preload", "require", "preload-require"))) {
        const module = line.value.trim().replace(/\.so$/, "");
        const since = Object.hasOwn(GONE, module) ? (GONE[module] ?? 99) : 99;
        if (majorOf(system) < since) continue;
        const needed = /require/i.test(line.name);
        report(factOf(line), { subject: pathOf(line.at, "modules"), severity: needed ? "medium" : "info", message: `${release(system)} has no ${module} (gone since ${since})${needed ? ", and does not start without it" : ""}` });
      }
    }
  },
});

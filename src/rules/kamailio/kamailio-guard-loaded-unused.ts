import { defineRule } from "../rule.js";
import { hidesParts } from "./problems.js";

/** Functions without which a module does nothing (export tables). */
const GUARDS: Readonly<Record<string, RegExp>> = {
  pike: /^pike_check_/, sanity: /^sanity_check$/, permissions: /^allow_/, secfilter: /^secf_check_/, ratelimit: /^rl_check/, pipelimit: /^pl_check$/, maxfwd: /maxfwd|^mf_/, auth_db: /^(?:auth_check|is_subscriber|(?:www|proxy)_authori[sz]e|(?:www|proxy)_authenticate)$/,
};
//POST

export const kamailioGuardLoadedUnused = defineRule({
  id: "kamailio-guard-loaded-unused",
  title: "A module against attacks is loaded and never called",
  severity: "medium",
  needs: ["kamailio"],
  why: `Loading it does nothing: pike counts only where pike_check_req() is called, permissions looks up only where it is asked. Whoever sees the line believes
the protection is on.`,
  degrees: "Medium; low for the checks of form and hops.",
  fix: "Call it on the way of every request, or remove the line.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "pike.so"\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "pike.so"\nrequest_route { if (!pike_check_req()) { exit; } }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/pike.html", "https://www.kamailio.org/docs/modules/stable/modules/secfilter.html"],
  cwe: 1061,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      // A script in another language calls functions that no route shows.
      if (hidesParts(system) || system.routes.length === 0 || system.modules.some(({ name }) => name.startsWith("app_"))) continue;
      for (const { name, at } of system.modules) {
        const guard = Object.hasOwn(GUARDS, name) ? GUARDS[name] : undefined;
        if (guard !== undefined && !system.calls.some((call) => guard.test(call.name))) report(at, { subject: `${at.file.path} loadmodule ${name}`, message: `${name} is loaded and no route calls it: it protects nothing`, severity: name === "sanity" || name === "maxfwd" ? "low" : "medium" });
      }
    }
  },
});

import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isTrue, settingsOf } from "./settings.js";

export const moduleAutoload = defineRule({
  id: "module-autoload",
  title: "Every module that is there is loaded",
  severity: "info",
  needs: ["asterisk"],
  why: `An update or a package brings modules along, and \`autoload=yes\` loads them: parsers, functions that run programs, ports. Who lists what is needed has
less to patch, and an intruder fewer tools.`,
  degrees: "Info.",
  fix: "Write `autoload=no` and a `load` line for each module in use; `module show` tells them.",
  before: { "modules.conf": "[modules]\nautoload=yes\n" },
  after: { "modules.conf": "[modules]\nautoload=no\nload=res_pjsip.so\n" },
  versions: EVERY_RELEASE,
  references: [sample("modules.conf")],
  cwe: 1104,
  check({ asterisk }, report) {
    for (const { fact, subject } of settingsOf(asterisk, "modules.conf", "modules", "autoload", "no")) {
      if (isTrue(fact.value)) report(fact, { subject, message: "every module that is installed is loaded" });
    }
  },
});

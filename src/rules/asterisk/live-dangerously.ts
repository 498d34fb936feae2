import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { isTrue, settingsOf } from "./settings.js";

export const liveDangerously = defineRule({
  id: "live-dangerously",
  title: "Programs from outside may use functions that run commands",
  severity: "high",
  needs: ["asterisk"],
  why: `With \`live_dangerously\` a manager or ARI user who may only set and read variables reads and writes any file of Asterisk's by FILE() and deletes from its
database, and by ARI runs programs by SHELL(): a small right becomes the host. The manager may then edit files outside the configuration folder, too.`,
  degrees: "High.",
  fix: "Write `live_dangerously = no`; the dialplan itself is not restricted by it.",
  before: { "asterisk.conf": "[options]\nlive_dangerously = yes\n" },
  after: { "asterisk.conf": "[options]\nlive_dangerously = no\n" },
  versions: "Asterisk, all versions; off by default since 12.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Privilege-Escalations-with-Dialplan-Functions/", sample("asterisk.conf")],
  cwe: 250,
  check({ asterisk }, report) {
    for (const { fact, subject } of settingsOf(asterisk, "asterisk.conf", "options", "live_dangerously", "no")) {
      if (isTrue(fact.value)) report(fact, { subject, message: "who may ask for variables by the manager or ARI may read and write files and run programs" });
    }
  },
});

import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { factOf, isTrue, pathOf, sectionsOf } from "./settings.js";

export const cliStartupCommandRisky = defineRule({
  id: "cli-startup-command-risky",
  title: "A command at start loads, calls or logs more than files tell",
  severity: "low",
  needs: ["asterisk"],
  why: `Commands of cli.conf run at every start. Loading a module past modules.conf, placing a call or switching debugging on there hides from whoever reads the
other files, and is a place where an intruder stays.`,
  degrees: "Low.",
  fix: "Put it where it belongs: modules.conf, logger.conf, the dialplan; remove it where nobody knows why it is there.",
  before: { "cli.conf": "[startup_commands]\nmodule load chan_sip.so = yes\n", "modules.conf": "[modules]\n" },
  after: { "cli.conf": "[startup_commands]\ncore show version = yes\n", "modules.conf": "[modules]\n" },
  versions: EVERY_RELEASE,
  references: [sample("cli.conf")],
  cwe: 78,
  check({ asterisk }, report) {
    for (const line of asterisk.flatMap((system) => sectionsOf(system, "cli.conf", "startup_commands")).flatMap(({ variables }) => variables)) {
      if (!isTrue(line.value) || !RISKY.test(line.name)) continue;
      report(factOf({ ...line, at: line.nameAt }), { subject: pathOf(line.nameAt, "startup_commands"), message: `\`${line.name}\` is run at every start` });
    }
  },
});

const RISKY = /^(?:module (?:load|unload)|channel originate|originate|dialplan (?:add|remove|set)|database (?:put|del)|core set debug|(?:pjsip|sip|iax2|rtp|manager) set (?:logger|debug)|(?:ari )?set debug)/i;

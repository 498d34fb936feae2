import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { settingsOf } from "./settings.js";

export const controlSocketOpen = defineRule({
  id: "control-socket-open",
  title: "Every user of the host commands Asterisk",
  severity: "high",
  needs: ["asterisk"],
  why: `Whoever may write to Asterisk's control socket has its command line: places calls, reads secrets, loads modules and runs programs as Asterisk's user.
A flaw in a web page of the same host is enough.`,
  degrees: "High.",
  fix: "Write `astctlpermissions = 0660` and `astctlgroup` for the administrators' group.",
  before: { "asterisk.conf": "[files]\nastctlpermissions = 0666\n" },
  after: { "asterisk.conf": "[files]\nastctlpermissions = 0660\nastctlgroup = asterisk\n" },
  versions: EVERY_RELEASE,
  references: [sample("asterisk.conf"), sample("cli_permissions.conf")],
  cwe: 732,
  check({ asterisk }, report) {
    for (const { fact, subject } of settingsOf(asterisk, "asterisk.conf", "files", "astctlpermissions", "")) {
      // Read as octal, with or without a leading 0.
      const mode = Number.parseInt(fact.value, 8);
      if (mode % 8 === 2 || mode % 8 === 3 || mode % 8 > 5) report(fact, { subject, message: `every user of the host may write to Asterisk's control socket: its mode is ${fact.value}` });
    }
  },
});

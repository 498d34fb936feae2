import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { settingsOf } from "./settings.js";

export const vmMailCommand = defineRule({
  id: "vm-mail-command",
  title: "Voicemail runs a command line that others may change",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`mailcmd\`, \`externnotify\` and \`externpass\` are given to a shell as Asterisk's user, with data of the mailbox behind them. A program in a folder that others may write
to, or a line with a download in it, runs what somebody else puts there.`,
  degrees: "Medium.",
  fix: "Name a program by its full path, in a folder that root alone may write to.",
  before: { "voicemail.conf": "[general]\nexternnotify=/tmp/notify.sh\n" },
  after: { "voicemail.conf": "[general]\nexternnotify=/usr/local/sbin/notify.sh\n" },
  versions: EVERY_RELEASE,
  references: [sample("voicemail.conf")],
  cwe: 78,
  check({ asterisk }, report) {
    for (const name of ["mailcmd", "externnotify", "externpass", "externpassnotify", "externpasscheck", "smdicommand"]) {
      for (const { fact, subject } of settingsOf(asterisk, "voicemail.conf", "general", name, "")) {
        const why = /(?:^|[\s;|&(])\/(?:tmp|var\/tmp|dev\/shm|home)\//.test(fact.value) ? "a folder that others may write to" : /\b(?:curl|wget)\b|https?:\/\//.test(fact.value) ? "the network" : null;
        if (why !== null) report(fact, { subject, message: `${name} runs what comes from ${why}` });
      }
    }
  },
});

import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { allSections, factOf, linesOf, pathOf } from "./settings.js";

export const musiconholdForeignProgram = defineRule({
  id: "musiconhold-foreign-program",
  title: "Music on hold runs a program on what comes from elsewhere",
  severity: "low",
  needs: ["asterisk"],
  why: `A class of mode \`custom\` keeps a program running as Asterisk's user all day. One in a folder that others may write to is theirs to replace; one that plays a stream
parses what a server without TLS sends.`,
  degrees: "Medium for a program in a folder that others may write to, low for a stream without TLS.",
  fix: "Play files (`mode=files`), or name a program in a folder that root alone may write to.",
  before: { "musiconhold.conf": "[radio]\nmode=custom\napplication=/usr/bin/mpg123 -q -s --mono -r 8000 http://radio.example.com/stream\n" },
  after: { "musiconhold.conf": "[radio]\nmode=files\ndirectory=moh\n" },
  versions: EVERY_RELEASE,
  references: [sample("musiconhold.conf")],
  cwe: 78,
  check({ asterisk }, report) {
    for (const section of asterisk.flatMap((system) => allSections(system, "musiconhold.conf"))) {
      const line = linesOf(section, "application").at(-1);
      if (line === undefined || !/^custom/i.test(linesOf(section, "mode").at(-1)?.value ?? "")) continue;
      const open = /^\s*\/(?:tmp|var\/tmp|dev\/shm|home)\//.test(line.value);
      if (open || /\bhttp:\/\//.test(line.value)) report(factOf(line), { subject: pathOf(section.at, section.name), severity: open ? "medium" : "low", message: open ? "the program that plays music lies in a folder that others may write to" : "a program plays what a server without TLS sends" });
    }
  },
});

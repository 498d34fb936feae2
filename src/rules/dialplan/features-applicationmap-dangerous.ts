import { defineRule } from "../rule.js";
import { subjectOf } from "./accuse.js";
import { linesIn } from "./lines.js";

export const featuresApplicationmapDangerous = defineRule({
  id: "features-applicationmap-dangerous",
  title: "A key pressed in a call runs a command",
  severity: "high",
  needs: ["asterisk"],
  why: `applicationmap ties keys pressed in a call to an application. With System(), AGI() or Exec() there, whoever may press them, the
other side too where the line says peer, runs it while talking.`,
  degrees: "High where both sides may press it, medium where only the one that has the feature; it takes DYNAMIC_FEATURES to be set for the call.",
  fix: "Take commands out, or give the feature to `self` of telephones in the house alone.",
  before: { "features.conf": "[applicationmap]\nnote => *5,peer,System,/usr/local/bin/note\n", "extensions.conf": "[phones]\n" },
  after: { "features.conf": "[applicationmap]\nnote => *5,self,Playback,beep\n", "extensions.conf": "[phones]\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Features/Built-in-Dynamic-Features/"],
  cwe: 78,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { section, line } of linesIn(system, "features.conf")) {
        const [, who = "", call = ""] = line.value.split(",").map((part) => part.trim());
        if (section.toLowerCase() !== "applicationmap" || !/^(?:System|TrySystem|Exec|TryExec|AGI|EAGI|DeadAGI|ExternalIVR)\b/i.test(call)) continue;
        const both = /both|peer/i.test(who);
        report(line.at, { subject: subjectOf(line.at, section), severity: both ? "high" : "medium", message: `${both ? "either side" : "the side that has the feature"} runs ${call.replace(/\(.*/, "")}() by keys during a call`, note: line.name });
      }
    }
  },
});

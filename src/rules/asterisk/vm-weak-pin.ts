import { defineRule } from "../rule.js";
import { counted, listed } from "../phrase.js";
import { accountsOf, valueOf, type Account } from "./accounts.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { pinWeakness } from "./pins.js";
import { factOf } from "./settings.js";

export const vmWeakPin = defineRule({
  id: "vm-weak-pin",
  title: "A mailbox's PIN is guessed",
  severity: "high",
  needs: ["asterisk"],
  why: `Voicemail is reached by telephone, from everywhere where it can be listened to from outside. Who guesses a PIN hears the messages, and where the mailbox may call
back or dial out, calls at the owner's cost.`,
  degrees: "Critical where such a mailbox may dial out or call back; high for PINs of the first guesses, low for those of four or five digits.",
  fix: "Give each mailbox a random PIN of six digits or more, and write `minpassword=6`.",
  before: { "voicemail.conf": "[general]\nminpassword=6\n[default]\n1234 => 4242,Example Mailbox\n" },
  after: { "voicemail.conf": "[general]\nminpassword=6\n[default]\n1234 => 839174,Example Mailbox\n" },
  versions: EVERY_RELEASE,
  references: [sample("voicemail.conf"), "https://docs.asterisk.org/Configuration/Applications/Voicemail/"],
  cwe: 521,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const weak = accountsOf(system, "mailbox").map((box) => ({ box, weakness: weaknessOf(box) }));
      const groups = [
        { severity: "critical", boxes: weak.filter(({ box, weakness }) => weakness?.kind === "trivial" && dialsOut(box)), then: "; such a mailbox may call outside" },
        { severity: "high", boxes: weak.filter(({ box, weakness }) => weakness?.kind === "trivial" && !dialsOut(box)), then: "" },
        { severity: "low", boxes: weak.filter(({ weakness }) => weakness?.kind === "short"), then: "" },
      ] as const;
      for (const { severity, boxes, then } of groups) {
        const [first, ...rest] = boxes;
        const pin = first?.box.secrets[0];
        if (first === undefined || pin === undefined) continue;
        const names = boxes.map(({ box }) => `\`${box.name}\``);
        report(factOf({ ...pin, name: "PIN" }), {
          subject: `${pin.at.file.path} PIN`, severity,
          message: `${names.length > 4 ? `the PINs of ${counted(names.length, "mailbox").replace(/xs$/, "xes")} are` : names.length > 1 ? `the PINs of ${listed(names)} are` : `the PIN of ${names[0] ?? ""} is`} guessed: ${first.weakness?.because ?? ""}${then}`,
          related: rest.slice(0, 3).map(({ box, weakness }) => ({ span: box.at, note: `\`${box.name}\`: ${weakness?.because ?? ""}` })),
        });
      }
    }
  },
});

/** A minus before the PIN keeps its owner from changing it. */
function weaknessOf({ name, secrets: [pin] }: Account): ReturnType<typeof pinWeakness> {
  return pin === undefined ? null : pinWeakness(pin.value.replace(/^-/, "").trim(), name.replace(/@.*$/, ""));
}

function dialsOut(box: Account): boolean {
  return valueOf(box, "dialout") !== "" || valueOf(box, "callback") !== "";
}

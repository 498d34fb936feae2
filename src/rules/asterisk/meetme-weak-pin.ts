import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isModuleOff } from "./modules.js";
import { pinWeakness } from "./pins.js";
import { factOf, linesOf, pathOf, sectionsOf } from "./settings.js";

export const meetmeWeakPin = defineRule({
  id: "meetme-weak-pin",
  title: "A MeetMe room's PIN is guessed",
  severity: "medium",
  needs: ["asterisk"],
  why: `Rooms of meetme.conf are mostly reached from outside. Whoever guesses a PIN listens, unnoticed where the room is quiet.`,
  degrees: "Medium for PINs of the first guesses, low for four or five digits.",
  fix: "Write `conf => room,PIN,administrator's PIN` with six random digits or more, or move to ConfBridge: MeetMe is on its way out.",
  before: { "meetme.conf": "[rooms]\nconf => 1234,1234\n" },
  after: { "meetme.conf": "[rooms]\nconf => 1234,839174,530281\n" },
  versions: EVERY_RELEASE,
  references: [sample("meetme.conf")],
  cwe: 521,
  check({ asterisk }, report) {
    for (const system of asterisk.filter((each) => !isModuleOff(each, "app_meetme"))) {
      for (const line of sectionsOf(system, "meetme.conf", "rooms").flatMap((section) => linesOf(section, "conf"))) {
        const [room = "", ...pins] = line.value.split(",").map((part) => part.trim());
        // A room without any is open on purpose: nobody guesses anything.
        const weak = pins.filter((pin) => pin !== "").map((pin) => pinWeakness(pin, room)).find((weakness) => weakness !== null) ?? null;
        if (weak !== null) report(factOf(line), { subject: pathOf(line.at, "rooms"), severity: weak.kind === "trivial" ? "medium" : "low", message: `a PIN of room ${room} is guessed: ${weak.because}` });
      }
    }
  },
});

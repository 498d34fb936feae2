import type { Fact } from "../posture/index.js";
import { byWhom, cannotTell } from "./phrase.js";
import { defineRule } from "./rule.js";
import { settingOf } from "./shared.js";

export const emergencyMissing = defineRule({
  id: "emergency-missing",
  title: "No emergency number passes",
  severity: "high",
  needs: ["calling"],
  why: `Calling plans refuse all they do not allow, and hours and caps refuse more. A number that is not named as an emergency number
is refused like any other: the day somebody dials it at night, from a phone whose plan is internal, the call fails. In many
countries the law asks for it as well.`,
  degrees: "High where phones can call out, low where no plan reaches a trunk.",
  fix: "Name the emergency numbers of the country; they pass whatever the plan, the hour and the cap.",
  before: `calling:
  emergency: []`,
  after: `calling:
  emergency: ["911"]`,
  versions: "All engines: calling plans are enforced in the dialplan.",
  references: ["https://docs.asterisk.org/Deployment/Emergency-Calling/", "https://www.rfc-editor.org/rfc/rfc6881", "https://www.fcc.gov/mlts-911-requirements"],
  cwe: null,
  check({ calling }, report) {
    const { emergency, home, path, plans } = calling;
    if (emergency.kind === "unknown") return cannotTell(report, emergency, path, "whether emergency numbers pass");
    if (emergency.value.length > 0) return;
    const outward = plans.some((plan) => plan.paid);
    report(emergency, {
      subject: settingOf(emergency, path),
      // Where no plan reaches a trunk the system cannot call out at all, which its users know.
      severity: outward ? "high" : "low",
      message: `no emergency number is named${byWhom(emergency)}: ${outward ? "at night or from an internal phone such a call is refused" : "no phone here can reach one"}`,
      fix: `name the emergency numbers of ${country(home)} in \`${emergency.spelling}\``,
    });
  },
});

function country(home: Fact<string>): string {
  return home.kind === "unknown" || home.value === "" ? "your country" : home.value;
}

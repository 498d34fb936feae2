import { defineRule } from "../rule.js";
import { lineOf, routeText } from "./places.js";
import { isAsking } from "./ways.js";

export const kamailioCodeCompared = defineRule({
  id: "kamailio-code-compared",
  title: "A return code is compared where there is only yes and no",
  severity: "high",
  needs: ["kamailio"],
  why: `Within an expression a function is 1 or 0, whatever its return code: \`auth_check(...) == -2\` and \`allow_source_address() < 0\` never hold, so the
branch that refuses is never taken.`,
  degrees: "High where the function asks for a password or a known address, medium for others.",
  fix: "Call it first and compare `$rc` behind it, or ask `!f()`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "permissions.so"\nrequest_route {\n    if (allow_source_address("1") < 0) { exit; }\n    t_relay();\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "permissions.so"\nrequest_route {\n    if (!allow_source_address("1")) { exit; }\n    t_relay();\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/wikidocs/cookbooks/devel/core/"],
  cwe: 697,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      if (lineOf(system, "return_mode")?.value === 1) continue;
      for (const { operator, left, right, call, at, route } of system.comparisons) {
        const number = typeof right.literal === "number" ? right.literal : /^-\s*\d+$/.test(right.text) ? Number(right.text.replace(/\s/g, "")) : null;
        if (call === null || number === null || !neverOrAlways(operator, number)) continue;
        report(at, { severity: isAsking(call) ? "high" : "medium", subject: `${at.file.path} ${routeText(route)} ${call}`, note: left.text.length > 60 ? call : left.text, message: `${call}() is 1 or 0 in an expression, so \`${operator} ${right.text}\` ${always(operator, number) ? "always" : "never"} holds: its return code stands in $rc alone` });
      }
    }
  },
});

function holds(operator: string, value: number, number: number): boolean {
  switch (operator) {
    case "==": return value === number;
    case "!=": return value !== number;
    case "<": return value < number;
    case ">": return value > number;
    case "<=": return value <= number;
    case ">=": return value >= number;
    default: return value === 1; // not one of numbers: no claim
  }
}

/** Whether the answer is the same for yes and no. */
function neverOrAlways(operator: string, number: number): boolean {
  return holds(operator, 0, number) === holds(operator, 1, number);
}

function always(operator: string, number: number): boolean {
  return holds(operator, 1, number);
}

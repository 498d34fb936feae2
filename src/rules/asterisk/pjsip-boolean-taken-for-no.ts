import { counted } from "../phrase.js";
import { defineRule } from "../rule.js";
import { dropsOf } from "./drops.js";
import { pathOf } from "./settings.js";
import { CONFIG_FORMAT, EVERY_PJSIP } from "./sip.js";

export const pjsipBooleanTakenForNo = defineRule({
  id: "pjsip-boolean-taken-for-no",
  title: "A switch that is neither yes nor no counts as no",
  severity: "low",
  needs: ["asterisk"],
  why: `Asterisk takes yes, true, on, y, t and 1 for yes and every other word for no, and says nothing. A misspelt \`ture\` on a control
switches it off.`,
  degrees: "Medium for the switches of certificates' checks, which are off then; low for the others.",
  fix: "Write yes or no.",
  before: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nverify_server=ture\n" },
  after: { "pjsip.conf": "[tls]\ntype=transport\nprotocol=tls\nbind=192.0.2.10\nverify_server=true\n" },
  versions: EVERY_PJSIP,
  references: [CONFIG_FORMAT],
  cwe: 1188,
  reports: ["asterisk-neither-yes-nor-no"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { problem, objects } of dropsOf(system, ["neither-yes-nor-no"])) {
        report(problem.at, {
          subject: pathOf(problem.at, objects[0]?.id ?? ""), severity: /verify_|require_client/.test(problem.message) ? "medium" : "low",
          message: `${problem.message}${objects.length > 1 ? `, for ${counted(objects.length, "object")}` : ""}`,
        });
      }
    }
  },
});

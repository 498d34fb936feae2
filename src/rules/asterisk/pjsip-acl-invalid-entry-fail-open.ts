import { defineRule } from "../rule.js";
import { dropsOf, isAcl, reportDrops } from "./drops.js";
import { RES_PJSIP_ACL } from "./sip.js";

export const pjsipAclInvalidEntryFailOpen = defineRule({
  id: "pjsip-acl-invalid-entry-fail-open",
  title: "A mistake in an access list lets everybody in",
  severity: "high",
  needs: ["asterisk"],
  why: `One element that is no address (a blank after a comma is enough: \`permit=a, b\`) makes Asterisk drop the whole access list. The log says
that all SIP traffic is blocked; in truth the list does not exist after the start, and nobody is kept out.`,
  degrees: "High: a control that somebody relies on is not there at all.",
  fix: "Write each network as address/length, with commas and no blanks between them, or one to a line.",
  before: { "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24, 198.51.100.0/24\n" },
  after: { "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24,198.51.100.0/24\n" },
  versions: "Asterisk with chan_pjsip, all versions; seen on 16 and 22. A reload keeps the list of before, a start has none.",
  references: [RES_PJSIP_ACL],
  cwe: 636,
  reports: ["asterisk-bad-value"],
  check({ asterisk }, report) {
    for (const system of asterisk) {
      reportDrops(report, dropsOf(system, ["bad-value"]).filter(isAcl), () => ({ severity: "high", consequence: "Asterisk starts without it and lets everybody in, whatever its log says" }));
    }
  },
});

import { defineRule } from "../rule.js";
import { accessLists, viaOf } from "./access.js";
import { RES_PJSIP_ACL } from "./sip.js";

export const pjsipAclPermitWithoutDeny = defineRule({
  id: "pjsip-acl-permit-without-deny",
  title: "An access list that permits and never denies",
  severity: "high",
  needs: ["asterisk"],
  why: `Access lists of Asterisk begin with allow, and the last entry that fits an address decides. \`permit\` lines alone change nothing:
whoever is not named is let in as well. The list looks like a lock and is none.`,
  degrees: "High for all SIP; medium for one endpoint, whose password still stands, for contacts, and for a named list.",
  fix: "Write `deny=0.0.0.0/0` and `deny=::/0` before the permit lines.",
  before: { "pjsip.conf": "[office]\ntype=acl\npermit=203.0.113.0/24\n" },
  after: { "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24\n" },
  versions: "Asterisk, all versions.",
  references: [RES_PJSIP_ACL],
  cwe: 284,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const list of accessLists(system)) {
        const [first] = list.entries.filter(({ permits }) => permits);
        if (first === undefined || list.entries.some(({ permits }) => !permits)) continue;
        report(first.line.at, {
          subject: list.path, severity: list.kind === "acl" && !list.ofContacts ? "high" : "medium", related: viaOf(first.line), note: first.line.name,
          message: `${list.owner} only permits: ${list.ofContacts ? "any contact" : "any address"} that it does not name is let in as well`,
        });
      }
    }
  },
});

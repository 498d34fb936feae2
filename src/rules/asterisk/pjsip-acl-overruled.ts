import { counted } from "../phrase.js";
import { defineRule } from "../rule.js";
import { accessLists, overruled, viaOf } from "./access.js";
import { RES_PJSIP_ACL } from "./sip.js";

export const pjsipAclOverruled = defineRule({
  id: "pjsip-acl-overruled",
  title: "An entry of an access list that a later one takes back",
  severity: "high",
  needs: ["asterisk"],
  why: `The last entry that fits decides, not the first as in a packet filter. A \`permit=0.0.0.0/0\` below the deny lines lets everybody in
again; a \`deny=0.0.0.0/0\` below the permit lines keeps everybody out, and the temptation is to remove the list altogether.`,
  degrees: "High where what was denied is let in; low where what was permitted is kept out.",
  fix: "Put the lines that stand for everybody first, and the exceptions below them.",
  before: { "pjsip.conf": "[office]\ntype=acl\ndeny=198.51.100.66\npermit=0.0.0.0/0\n" },
  after: { "pjsip.conf": "[office]\ntype=acl\npermit=0.0.0.0/0\ndeny=198.51.100.66\n" },
  versions: "Asterisk, all versions.",
  references: [RES_PJSIP_ACL],
  cwe: 284,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const list of accessLists(system)) {
        for (const opens of [true, false]) {
          const [first, ...rest] = overruled(list).filter(({ entry }) => entry.permits !== opens);
          if (first === undefined) continue;
          const more = rest.length === 0 ? "" : `, and ${counted(rest.length, "other entry").replace("entrys", "entries")}`;
          report(first.by.line.at, {
            subject: list.path, severity: opens ? (list.kind === "acl" ? "high" : "medium") : "low", note: first.by.line.name,
            message: `\`${first.by.line.name}=${first.by.text}\` comes after \`${first.entry.line.name}=${first.entry.text}\`${more} and overrules it: ${list.owner} ${opens ? "lets in" : "keeps out"} what that was to ${opens ? "keep out" : "let in"}`,
            related: [{ span: first.entry.line.at, note: "never counts" }, ...viaOf(first.by.line)],
          });
        }
      }
    }
  },
});

import { defineRule } from "../rule.js";
import { viaOf } from "./access.js";
import { whoseOf } from "./causes.js";
import { danglingIn, pathOfLine } from "./references.js";
import { EVERY_PJSIP, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipDanglingReference = defineRule({
  id: "pjsip-dangling-reference",
  title: "A line names an object that does not exist",
  severity: "medium",
  needs: ["asterisk"],
  why: `Asterisk looks names up when they are needed, and says nothing before: an endpoint whose \`auth\` does not exist refuses every call, an
identify for an endpoint that does not exist lets its addresses fall to the next way of telling who it is, a missing named access list denies everybody.`,
  degrees: "Medium: what follows is that calls fail, or that callers are not who they were meant to be.",
  fix: "Define the object, correct the name, or take the line out.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101-auth]\ntype=auth\nusername=101\npassword=documentation-only\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101-auth\n[101-auth]\ntype=auth\nusername=101\npassword=documentation-only\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const dangling of danglingIn(sip)) {
        const { line, option, target, name, users } = dangling;
        report(line.at, {
          subject: pathOfLine(dangling), note: option, related: viaOf(line),
          message: `there is no ${target === "acl.conf" ? "section" : target} \`${name}\`${target === "acl.conf" ? " in acl.conf" : ""}: ${consequence(option, target)} (${whoseOf(users, users[0]?.type ?? "object")})`,
        });
      }
    }
  },
});

function consequence(option: string, target: string): string {
  if (target === "acl.conf") return "a named list that is missing denies everybody";
  if (option === "auth") return "every call that needs its password is refused";
  if (option === "outbound_auth") return "challenges of the other side go unanswered";
  if (option === "aors") return "it can neither register nor be called";
  if (option === "endpoint") return "who is meant by it is looked for by name, or is a stranger";
  return "calls that need it fail";
}

import type { PjsipObject } from "../../posture/index.js";
import { defineRule } from "../rule.js";
import { whoseOf } from "./causes.js";
import { passwordOf } from "./passwords.js";
import { inboundAuths } from "./peers.js";
import { EVERY_PJSIP, optionIn, pathIn, sipsOf } from "./sip.js";

export const pjsipAuthPasswordReuse = defineRule({
  id: "pjsip-auth-password-reuse",
  title: "Several accounts have one password",
  severity: "medium",
  needs: ["asterisk"],
  why: `Whoever takes the password out of one phone (its web page, a provisioning file, a desk in the lobby) can be all the others as well, and
nobody can lock one account out without the rest.`,
  degrees: "Medium: it takes the password of one account first.",
  fix: "Give every account a random password of its own.",
  before: { "pjsip.conf": "[1]\ntype=endpoint\nauth=1\n[1]\ntype=auth\nusername=1\npassword=documentation-only\n[2]\ntype=endpoint\nauth=2\n[2]\ntype=auth\nusername=2\npassword=documentation-only\n" },
  after: { "pjsip.conf": "[1]\ntype=endpoint\nauth=1\n[1]\ntype=auth\nusername=1\npassword=documentation-only\n[2]\ntype=endpoint\nauth=2\n[2]\ntype=auth\nusername=2\npassword=documentation-too\n" },
  versions: EVERY_PJSIP,
  references: ["https://pages.nist.gov/800-63-4/sp800-63b.html"],
  cwe: 521,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const same = new Map<string, PjsipObject[]>();
      for (const auth of inboundAuths(sip).keys()) {
        const password = passwordOf(sip, auth);
        if (password !== null) same.set(password, [...(same.get(password)?.slice(0, 50) ?? []), auth]);
      }
      for (const auths of same.values()) {
        const [first, ...rest] = auths;
        if (first === undefined || rest.length === 0) continue;
        report(optionIn(sip, first, "password"), {
          subject: pathIn(first), message: `${whoseOf(auths, "auth")}${auths.length > 50 ? " and more" : ""} have the same password: whoever has it from one of them is all of them`,
          related: rest.slice(0, 3).flatMap((other) => ({ span: optionIn(sip, other, "password").at, note: `the password of \`${other.id}\`` })),
        });
      }
    }
  },
});

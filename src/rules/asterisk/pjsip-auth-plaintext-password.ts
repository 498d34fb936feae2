import { defineRule } from "../rule.js";
import { whoseOf } from "./causes.js";
import { passwordOf } from "./passwords.js";
import { inboundAuths } from "./peers.js";
import { EVERY_PJSIP, optionIn, sipsOf } from "./sip.js";

export const pjsipAuthPlaintextPassword = defineRule({
  id: "pjsip-auth-plaintext-password",
  title: "Passwords stand readable in the file",
  severity: "info",
  needs: ["asterisk"],
  why: `Whoever reads the file, its backup or the repository it is kept in has the passwords themselves. A digest is as good for logging in to this
realm, and only there.`,
  degrees: "Info: it is how most systems are run; the file's mode decides.",
  fix: "Write `password_digest` (or `md5_cred` before 20.12) in place of `password`, with the realm that is used.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword=documentation-only\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n[101]\ntype=auth\nusername=101\npassword_digest=MD5:00000000000000000000000000000000\n" },
  versions: EVERY_PJSIP,
  references: ["https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/PJSIP-Authentication/"],
  cwe: 256,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const readable = [...inboundAuths(sip).keys()].filter((auth) => passwordOf(sip, auth) !== null);
      const [first] = readable;
      if (first !== undefined) report(optionIn(sip, first, "password"), { subject: "password", message: `the password${readable.length === 1 ? "" : "s"} of ${whoseOf(readable, "auth")} can be read in the file` });
    }
  },
});

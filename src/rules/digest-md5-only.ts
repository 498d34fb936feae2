import { byWhom, cannotTell, speakers } from "./phrase.js";
import { isEncrypted } from "./reach.js";
import { defineRule } from "./rule.js";
import { blamed, bySharedCause, hostsOf, lacking } from "./shared.js";

export const digestMd5Only = defineRule({
  id: "digest-md5-only",
  title: "Passwords are proven by MD5 digests alone",
  severity: "medium",
  needs: ["accounts"],
  why: `An MD5 digest seen on the wire or in a leaked file is guessed against at billions of tries a second on one graphics
card. SHA-256 slows that by a small factor only, so it is no substitute for long random passwords and tls; but MD5 alone
also keeps every phone that could do better from doing so, and leaves nothing when rules (FIPS) or phones drop MD5.`,
  degrees: "Low where all accounts come in over tls, else medium.",
  fix: "Offer SHA-256, before MD5 where older phones still need that.",
  before: `auth: { realm: pbx.example.com, algorithms: [MD5] }`,
  after: `auth: { realm: pbx.example.com, algorithms: [SHA-256, MD5] }`,
  versions: "Kamailio, all versions; Asterisk from 20.12, 21.7 and 22.2 on, which are the first to know other digests.",
  references: ["https://www.rfc-editor.org/rfc/rfc8760", "https://www.rfc-editor.org/rfc/rfc7616"],
  cwe: 328,
  check({ accounts, asterisk = [] }, report) {
    for (const group of bySharedCause(accounts, (account) => account.algorithms, hostsOf({ asterisk }))) {
      const { fact, members } = group;
      const subject = blamed(fact, members);
      const whose = speakers(members, [], accounts.length);
      if (fact.kind === "unknown") {
        cannotTell(report, fact, subject, `which digests ${whose} may use`);
        continue;
      }
      if (fact.value.length === 0 || fact.value.some((algorithm) => algorithm !== "MD5")) continue;
      const sealed = members.every(({ signalling }) => isEncrypted(signalling));
      report(fact, {
        subject,
        severity: sealed ? "low" : "medium", related: lacking(group),
        message: `MD5 is the only digest that ${whose} may use${byWhom(fact)}${sealed ? "; tls keeps it from being read on the way" : ", and it is seen on the way in signalling that is not encrypted"}`,
        fix: `put SHA-256 before MD5 in \`${fact.spelling}\`, and take MD5 out once every phone knows the other`,
      });
    }
  },
});

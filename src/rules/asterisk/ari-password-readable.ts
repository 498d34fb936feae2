import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, optionOf, valueOf } from "./accounts.js";
import { ARI_PAGE, EVERY_RELEASE } from "./pages.js";

export const ariPasswordReadable = defineRule({
  id: "ari-password-readable",
  title: "An ARI password stands in the file as it is",
  severity: "info",
  needs: ["asterisk"],
  why: `Who reads the file, a backup or this very report's input, has the password. ARI takes a salted hash as well.`,
  degrees: "Info.",
  fix: "Write `password_format=crypt` and the output of `mkpasswd -m sha-512`.",
  before: { "ari.conf": "[general]\n[app]\ntype=user\npassword=documentation-only\n" },
  after: { "ari.conf": "[general]\n[app]\ntype=user\npassword_format=crypt\npassword=$6$salt$hash\n" },
  versions: EVERY_RELEASE,
  references: [ARI_PAGE],
  cwe: 256,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const users = accountsOf(system, "ari").filter((user) => valueOf(user, "password_format").toLowerCase() !== "crypt");
      blameEach(report, causesOf(users, (user) => optionOf(user, "password_format")), "ARI user", (whose) => ({ message: `the password of ${whose} stands in the file as it is` }));
    }
  },
});

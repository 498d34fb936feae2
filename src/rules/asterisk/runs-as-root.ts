import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample, SECURITY_PAGE } from "./pages.js";
import { settingsOf } from "./settings.js";

export const runsAsRoot = defineRule({
  id: "runs-as-root",
  title: "Asterisk runs as root",
  severity: "high",
  needs: ["asterisk"],
  why: `Asterisk parses what strangers send, and its dialplan, manager and ARI can run programs. As root each flaw of it and each stolen login is the whole host,
its other services and its logs included.`,
  degrees: "High where root is written; info where no user is, as the unit file or the command line (-U) may give one.",
  fix: "Write `runuser = asterisk` and `rungroup = asterisk`, and give that user its folders.",
  before: { "asterisk.conf": "[options]\nrunuser = root\n" },
  after: { "asterisk.conf": "[options]\nrunuser = asterisk\nrungroup = asterisk\n" },
  versions: EVERY_RELEASE,
  references: [SECURITY_PAGE, sample("asterisk.conf")],
  cwe: 250,
  check({ asterisk }, report) {
    for (const { fact, subject } of settingsOf(asterisk, "asterisk.conf", "options", "runuser", "")) {
      if (fact.value === "root" || fact.value === "0") report(fact, { subject, message: "Asterisk runs as root" });
      else if (fact.value === "") report(fact, { subject, severity: "info", confidence: "low", message: "no user is written here: Asterisk stays root unless its unit file or command line names one" });
    }
  },
});

import { listed } from "../phrase.js";
import { defineRule } from "../rule.js";
import { allSections, linesOf, pathOf, sectionsOf } from "./settings.js";

export const sampleConfigInProduction = defineRule({
  id: "sample-config-in-production",
  title: "Examples of Asterisk are in use",
  severity: "low",
  needs: ["asterisk"],
  why: `The files that Asterisk ships show what can be done; their contexts dial out, their accounts have names and passwords that everybody
knows. In a running system they are doors that nobody meant.`,
  degrees: "Low for contexts of the dialplan; medium for accounts of manager.conf and iax.conf.",
  fix: "Take the sections out that you do not use.",
  before: { "extensions.conf": "[demo]\nexten => s,1,Answer\n[trunkint]\nexten => _9011.,1,Dial(IAX2/guest)\n[stdexten]\nexten => _X.,1,Dial(SIP/100)\n" },
  after: { "extensions.conf": "[internal]\nexten => s,1,Answer\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/Network-Security/"],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const contexts = allSections(system, "extensions.conf").filter(({ name, variables }) => SAMPLES.has(name) && variables.length > 0);
      const [first] = contexts;
      // One of the names may be somebody's own; several are the example.
      if (first !== undefined && new Set(contexts.map(({ name }) => name)).size >= 3) {
        report(first.at, { subject: "extensions.conf", message: `${listed([...new Set(contexts.map(({ name }) => `\`${name}\``))])} are contexts of the examples` });
      }
      for (const [file, name, mark] of ACCOUNTS) {
        for (const section of sectionsOf(system, file, name)) {
          if (linesOf(section, mark[0]).some(({ value }) => value === mark[1])) report(section.at, { subject: pathOf(section.at, name), severity: "medium", message: `\`${name}\` in ${file} is an account of the examples` });
        }
      }
    }
  },
});

const SAMPLES: ReadonlySet<string> = new Set(["demo", "stdexten", "trunkint", "trunkld", "trunklocal", "trunktollfree", "iaxtel700", "iaxprovider", "dundi-e164-local", "dundi-e164-via-pstn", "international", "longdistance", "local", "page", "macro-dundi-e164"]);

/** Accounts that the examples switch on, with a line of theirs. */
const ACCOUNTS = [["manager.conf", "mark", ["secret", "mysecret"]], ["iax.conf", "demo", ["secret", "supersecret"]], ["iax.conf", "guest", ["context", "default"]]] as const;

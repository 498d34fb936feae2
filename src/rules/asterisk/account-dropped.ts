import { defineRule } from "../rule.js";
import { pathTo, usesChanSip } from "./accounts.js";
import { sample } from "./pages.js";

const WORDS = { ami: "manager user", ari: "ARI user", sip: "SIP peer", iax: "IAX peer", mailbox: "mailbox" } as const;

export const accountDropped = defineRule({
  id: "account-dropped",
  title: "An account is written that Asterisk does not keep",
  severity: "low",
  needs: ["asterisk"],
  why: `An error in an access list, an option that the release does not know or an empty password makes Asterisk drop the whole account. Nobody logs in as
it, and whoever reads the file believes otherwise: the next reader "repairs" it by taking the list away.`,
  degrees: "Low: it fails closed, and something does not work.",
  fix: "Correct the line, or remove the section.",
  before: { "manager.conf": "[general]\nenabled=yes\n[crm]\nsecret=documentation-only\ndeny=0.0.0.0/0\npermit=10.8.0.5/32, 10.8.0.6/32\n" },
  after: { "manager.conf": "[general]\nenabled=yes\n[crm]\nsecret=documentation-only\ndeny=0.0.0.0/0\npermit=10.8.0.5/32,10.8.0.6/32\n" },
  versions: "Asterisk, all versions; sip.conf up to 20.",
  references: [sample("manager.conf"), sample("ari.conf")],
  cwe: null,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const account of system.accounts) {
        // A section without a type is mostly something else, and a release without chan_sip has a rule of its own.
        if (account.loaded || account.because === null || (account.kind === "sip" && !usesChanSip(system)) || /`type/.test(account.because)) continue;
        const [mistake] = account.access.mistakes;
        report(mistake?.at ?? account.at, { subject: pathTo(account), note: mistake?.name ?? "", message: `Asterisk does not keep ${WORDS[account.kind]} \`${account.name}\`: ${account.because}` });
      }
    }
  },
});

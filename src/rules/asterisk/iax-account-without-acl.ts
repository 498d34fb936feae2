import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, sectionOf, usesIax, valueOf } from "./accounts.js";
import { EVERY_RELEASE, IAX_PAGE } from "./pages.js";
import { udpReach } from "./services.js";

export const iaxAccountWithoutAcl = defineRule({
  id: "iax-account-without-acl",
  title: "An IAX account is taken from any address",
  severity: "low",
  needs: ["asterisk"],
  why: `IAX mostly joins a few systems whose addresses are known. Without an access list a password that leaks is good from everywhere.`,
  degrees: "Low where the world may reach the port, info where the packet filter keeps it away.",
  fix: "Write `deny=0.0.0.0/0` and a `permit=` for the other side's address.",
  before: { "iax.conf": "[general]\n[branch]\ntype=friend\nhost=dynamic\nsecret=documentation-only\n" },
  after: { "iax.conf": "[general]\n[branch]\ntype=friend\nhost=dynamic\nsecret=documentation-only\ndeny=0.0.0.0/0\npermit=198.51.100.10/32\n" },
  versions: EVERY_RELEASE,
  references: [IAX_PAGE],
  cwe: 284,
  check(posture, report) {
    for (const system of posture.asterisk) {
      if (!usesIax(system)) continue;
      const open = accountsOf(system, "iax").filter((user) => (user.caller || valueOf(user, "host").toLowerCase() === "dynamic") && user.secrets.length > 0 && user.access.lines.length === 0);
      const reach = udpReach(posture, system, 4569);
      blameEach(report, causesOf(open, (user) => sectionOf(user, "permit")), "IAX account", (whose) => ({ severity: reach === "world" || reach === "unknown" ? "low" : "info", message: `${whose} may call from any address with the password` }));
    }
  },
});

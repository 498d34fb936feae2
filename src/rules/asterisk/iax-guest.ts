import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, isFenced, sectionOf, usesIax, valueOf } from "./accounts.js";
import { EVERY_RELEASE, IAX_PAGE, sample } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { udpReach } from "./services.js";

export const iaxGuest = defineRule({
  id: "iax-guest",
  title: "Calls by IAX come in without a password",
  severity: "high",
  needs: ["asterisk"],
  why: `A call that names no user is given to a user without a secret, and \`[guest]\` of the example that comes along is one. Whoever sends a packet to UDP port 4569
rings extensions of that context, and where it leads outside, calls at the owner's cost.`,
  degrees: "High; medium where the packet filter keeps the world from the port. What the context leads to is told by rules on the dialplan.",
  fix: "Remove the section, give it a secret, or hold it to networks with `deny=0.0.0.0/0` and `permit=…`.",
  before: { "iax.conf": "[general]\n[guest]\ntype=user\ncontext=public\n" },
  after: { "iax.conf": "[general]\n[branch]\ntype=user\ncontext=public\nsecret=documentation-only\n" },
  versions: EVERY_RELEASE,
  references: [IAX_PAGE, sample("iax.conf")],
  cwe: 306,
  check(posture, report) {
    for (const system of posture.asterisk) {
      if (!usesIax(system)) continue;
      const open = accountsOf(system, "iax").filter((user) => user.caller && user.secrets.length === 0 && !isFenced(user, [4]) && valueOf(user, "dbsecret") === "" && valueOf(user, "inkeys") === "");
      const reach = udpReach(posture, system, 4569);
      blameEach(report, causesOf(open, (user) => sectionOf(user, "secret")), "IAX user", (whose, { members: [user] }) => ({ severity: lessened("high", reach), confidence: surenessOf(reach), message: `calls of whoever sends no password come in as ${whose}, into context \`${valueOf(user, "context")}\`` }));
    }
  },
});

import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, sectionOf, type Account } from "./accounts.js";
import { AMI_PAGE, ARI_PAGE } from "./pages.js";
import { lessened, surenessOf } from "./peers.js";
import { hasSince } from "./releases.js";
import { amiReach, isLocal, serviceReach } from "./services.js";

/** Releases in which a user of ARI can have an access list. */
const ARI_LISTS = "20.19 21.12.3 22.9 23.3 24";

export const managementUserWithoutAcl = defineRule({
  id: "management-user-without-acl",
  title: "A management user may log in from any address",
  severity: "medium",
  needs: ["asterisk"],
  why: `The password alone decides. Whoever finds it in a backup, a script or by guessing logs in from wherever the port is reached; with an access list
it is worth nothing elsewhere, and stays so on the day the packet filter is flushed.`,
  degrees: "Medium where nobody can tell who reaches the port, low where a packet filter lets in some networks. Where the world gets in, another finding tells that.",
  fix: "Write `deny=0.0.0.0/0`, `deny=::/0` and a `permit=` for the addresses of the user.",
  before: { "manager.conf": "[general]\nenabled=yes\nbindaddr=192.0.2.10\n[crm]\nsecret=documentation-only\nread=call\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nbindaddr=192.0.2.10\n[crm]\nsecret=documentation-only\nread=call\ndeny=0.0.0.0/0\npermit=10.8.0.5/32\n" },
  versions: "Manager: all versions. ARI: 20.19, 21.12.3, 22.9 and 23.3 on, for users of earlier ones have no lists.",
  references: [AMI_PAGE, ARI_PAGE],
  cwe: 284,
  check(posture, report) {
    for (const system of posture.asterisk) {
      const open = (kind: Account["kind"]): readonly Account[] => accountsOf(system, kind).filter(({ secrets, access }) => secrets.length > 0 && access.lines.length === 0);
      const sorts = [
        { noun: "manager user", reach: amiReach(posture, system), users: open("ami") },
        { noun: "ARI user", reach: serviceReach(posture, system, "ari"), users: hasSince(system, ARI_LISTS) ? open("ari") : [] },
      ];
      for (const { noun, reach, users } of sorts) {
        if (reach === null || isLocal(reach) || reach === "world") continue;
        blameEach(report, causesOf(users, (user) => sectionOf(user, "permit")), noun, (whose) => ({ severity: lessened("medium", reach), confidence: surenessOf(reach), message: `${whose} may log in from any address that gets to the port` }));
      }
    }
  },
});

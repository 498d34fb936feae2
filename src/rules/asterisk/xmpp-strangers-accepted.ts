import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isModuleOff } from "./modules.js";
import { allSections, linesOf, optionOf, pathOf, sectionsOf } from "./settings.js";
import { isKnown } from "../../posture/index.js";

export const xmppStrangersAccepted = defineRule({
  id: "xmpp-strangers-accepted",
  title: "Whoever asks becomes a contact by XMPP",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`auth_policy=accept\`, the default, lets anybody of the XMPP network subscribe to the account: he sees when it is there, and his messages reach the dialplan and the
parser.`,
  degrees: "Medium where messages start a context, else low.",
  fix: "Write `auth_policy=deny` and `autoregister=no`, and name the contacts.",
  before: { "xmpp.conf": "[pbx]\ntype=client\nserverhost=xmpp.example.com\nusername=pbx@example.com\ncontext=messages\n", "modules.conf": "[modules]\nautoload=yes\n" },
  after: { "xmpp.conf": "[pbx]\ntype=client\nserverhost=xmpp.example.com\nusername=pbx@example.com\nauth_policy=deny\n", "modules.conf": "[modules]\nautoload=yes\n" },
  versions: EVERY_RELEASE,
  references: [sample("xmpp.conf")],
  cwe: 862,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const general = sectionsOf(system, "xmpp.conf", "general").flatMap((section) => linesOf(section, "auth_policy")).at(-1)?.value ?? "accept";
      if (isModuleOff(system, "res_xmpp")) continue;
      for (const client of allSections(system, "xmpp.conf").filter((section) => linesOf(section, "type").some(({ value }) => /^(?:client|component)$/i.test(value)))) {
        const policy = optionOf(system, client, "auth_policy", general);
        if (!isKnown(policy) || !/^accept$/i.test(policy.value)) continue;
        report(policy, { subject: pathOf(client.at, client.name), severity: linesOf(client, "context").length > 0 ? "medium" : "low", message: `whoever asks becomes a contact of \`${client.name}\`` });
      }
    }
  },
});

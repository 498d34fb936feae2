import { defineRule } from "../rule.js";
import { EVERY_PJSIP, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipRegcontextShared = defineRule({
  id: "pjsip-regcontext-shared",
  title: "Registering adds extensions to a context in use",
  severity: "low",
  needs: ["asterisk"],
  why: `\`regcontext\` makes an extension out of each registered aor. In a context that callers dial into, a user's registration so decides what
a number does, or hides a pattern that was to catch it.`,
  degrees: "Low.",
  fix: "Name a context that holds nothing else, and include it where it is wanted.",
  before: { "pjsip.conf": "[global]\ntype=global\nregcontext=internal\n", "extensions.conf": "[internal]\nexten => 100,1,Dial(PJSIP/100)\n" },
  after: { "pjsip.conf": "[global]\ntype=global\nregcontext=registered\n", "extensions.conf": "[internal]\nexten => 100,1,Dial(PJSIP/100)\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 94,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const global of objectsOf(sip, "global")) {
        const name = valueIn(sip, global, "regcontext");
        const context = sip.system.dialplan?.contexts.get(name);
        // A second priority for what registers is how the option is meant to be used.
        const [step] = context?.steps.filter(({ priority }) => priority === 1) ?? [];
        if (context === undefined || step === undefined) continue;
        report(optionIn(sip, global, "regcontext"), { subject: pathIn(global), message: `each registration adds an extension to \`${name}\`, which has extensions of its own`, related: [{ span: context.at, note: "in use" }] });
      }
    }
  },
});

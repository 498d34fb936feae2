import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { EVERY_PJSIP, linesIn, objectsOf, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipContextMissing = defineRule({
  id: "pjsip-context-missing",
  title: "Calls go to a context that does not exist",
  severity: "low",
  needs: ["asterisk"],
  why: `Asterisk does not look for the context before the first call, which then fails: 404 to whoever dials. Often the name was changed in one
file only, and the context that now gets no calls is the one with the limits.`,
  degrees: "Low, and confidence medium: contexts can also come from other files (AEL, Lua) or a database.",
  fix: "Correct the name, or write the context.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\ncontext=internl\n", "extensions.conf": "[internal]\nexten => 100,1,Dial(PJSIP/100)\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\ncontext=internal\n", "extensions.conf": "[internal]\nexten => 100,1,Dial(PJSIP/100)\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const { dialplan, files } = sip.system;
      const conf = files.get("extensions.conf");
      if (dialplan === null || conf === undefined || !conf.valid || !conf.certain) continue;
      for (const name of ["context", "message_context", "subscribe_context"]) {
        const lost = objectsOf(sip, "endpoint").filter((endpoint) => linesIn(endpoint, name).length > 0 && valueIn(sip, endpoint, name) !== "" && !dialplan.contexts.has(valueIn(sip, endpoint, name)));
        blameEach(report, causesOf(sip, lost, name), "endpoint", (whose, { members: [first] }) => ({ confidence: "medium", message: `there is no context \`${valueIn(sip, first, name)}\` in extensions.conf, where ${whose} ${whose.startsWith("endpoint `") ? "is" : "are"} sent` }));
      }
    }
  },
});

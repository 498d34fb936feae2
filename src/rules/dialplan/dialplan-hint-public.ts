import { counted } from "../phrase.js";
import { defineRule } from "../rule.js";
import { dialplans, subjectOf, whoOf } from "./accuse.js";

export const dialplanHintPublic = defineRule({
  id: "dialplan-hint-public",
  title: "Strangers may watch who is on the phone",
  severity: "info",
  needs: ["asterisk"],
  why: `Hints tell subscribers who calls, talks and is away. In a context that strangers come in by, an endpoint without a password may
subscribe to them: they learn which extensions there are and when nobody is in.`,
  degrees: "Info.",
  fix: "Keep hints in a context of their own, and name that as subscribe_context of the telephones.",
  before: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=public\n", "extensions.conf": "[public]\nexten => 100,hint,PJSIP/100\nexten => 100,1,Dial(PJSIP/100)\n" },
  after: { "pjsip.conf": "[anonymous]\ntype=endpoint\ncontext=public\n", "extensions.conf": "[public]\nexten => 100,1,Dial(PJSIP/100)\n[hints]\nexten => 100,hint,PJSIP/100\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Dialplan/Device-State-and-Presence/"],
  cwe: 200,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      const contexts = [...new Set(analysis.callers.filter(({ kind }) => kind === "anyone").map(({ context }) => context))];
      const seen = new Set(contexts);
      for (const name of contexts) {
        for (const { context } of analysis.dialplan.contexts.get(name)?.includes ?? []) if (!seen.has(context)) contexts.push(context);
        for (const { context } of analysis.dialplan.contexts.get(name)?.includes ?? []) seen.add(context);
        const hints = analysis.dialplan.contexts.get(name)?.steps.filter(({ priority }) => priority === "hint") ?? [];
        const [first] = hints;
        if (first !== undefined) report(first.at, { subject: subjectOf(first.at, name), message: `${counted(hints.length, "hint")} of [${name}] can be subscribed to by ${whoOf("anyone")}`, note: "a hint" });
      }
    }
  },
});

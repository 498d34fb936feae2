import { counted } from "../phrase.js";
import { defineRule } from "../rule.js";
import { dialplans, subjectOf } from "./accuse.js";

export const pjsipContextDefault = defineRule({
  id: "pjsip-context-default",
  title: "An endpoint comes in by the context that everybody falls into",
  severity: "medium",
  needs: ["asterisk"],
  why: `An endpoint without context= comes in by [default], as do guests of other channel drivers and transfers that name nothing. What
somebody puts there for the one is open to the others.`,
  degrees: "Medium where [default] leads to a line, low where the context is not even written, else not accused.",
  fix: "Write a context for each kind of caller, and leave [default] empty.",
  before: { "pjsip.conf": "[100]\ntype=endpoint\nauth=100\naors=100\n[100]\ntype=auth\nusername=100\npassword=docs-only\n[100]\ntype=aor\nmax_contacts=1\n", "extensions.conf": "[default]\nexten => _9.,1,Dial(DAHDI/g0/${EXTEN:1})\n" },
  after: { "pjsip.conf": "[100]\ntype=endpoint\ncontext=phones\nauth=100\naors=100\n[100]\ntype=auth\nusername=100\npassword=docs-only\n[100]\ntype=aor\nmax_contacts=1\n", "extensions.conf": "[phones]\nexten => _9.,1,Dial(DAHDI/g0/${EXTEN:1})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/Dialplan-Security/"],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      const members = analysis.callers.filter(({ kind, technology, context }) => technology === "pjsip" && context === "default" && kind === "phone");
      const [first] = members;
      if (first === undefined || !analysis.dialplan.contexts.has("default")) continue;
      const [call] = analysis.from("default");
      if (call === undefined && first.contextWritten) continue; // it holds nothing that costs
      report(first.at, {
        subject: subjectOf(first.at, first.object?.id ?? ""),
        severity: call === undefined ? "low" : "medium",
        message: `${counted(members.length, "endpoint")} with a password come${members.length === 1 ? "s" : ""} in by [default]${first.contextWritten ? "" : ", as no context is written"}${call === undefined ? "" : `, from where calls leave by ${call.trunk}`}: guests and unnamed transfers come in there too`,
        note: first.contextWritten ? "context" : "context is not written here",
        related: members.slice(1, 4).map(({ at, name }) => ({ span: at, note: name })),
      });
    }
  },
});

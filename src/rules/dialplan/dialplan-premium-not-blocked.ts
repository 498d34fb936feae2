import { listed } from "../phrase.js";
import { defineRule } from "../rule.js";
import { subjectOf } from "./accuse.js";
import { passing } from "./numbers.js";
import { byContext, paidCalls } from "./paid.js";

export const dialplanPremiumNotBlocked = defineRule({
  id: "dialplan-premium-not-blocked",
  title: "International or premium numbers leave without a check",
  severity: "medium",
  needs: ["asterisk"],
  why: `Fraud lives on numbers that pay their owner a share: premium ranges at home, small countries and satellite networks abroad. A
pattern such as \`_00.\` lets every one of them pass, and the first stolen password is used for exactly those.`,
  degrees: "Medium: it takes an account first; strangers' ways to a trunk have rules of their own.",
  fix: "Block what nobody needs by patterns that fit better (`_00882.`, `_1900XXXXXXX`), and open countries one by one.",
  before: { "extensions.conf": "[outbound]\nexten => _00.,1,Dial(PJSIP/${FILTER(0-9,${EXTEN})}@carrier,60)\n" },
  after: { "extensions.conf": "[outbound]\nexten => _0049.,1,Dial(PJSIP/${FILTER(0-9,${EXTEN})}@carrier,60)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Deployment/Important-Security-Considerations/"],
  cwe: 840,
  check({ asterisk }, report) {
    for (const group of byContext(paidCalls(asterisk))) {
      const [{ call, analysis }] = group;
      const classes = passing(analysis, call.home);
      if (classes.length === 0) continue;
      const { at, steps } = analysis.dialplan.contexts.get(call.home) ?? { at: call.at, steps: [] };
      const first = classes[0]?.step ?? call.step;
      report(first.at, {
        subject: subjectOf(first.at, call.home),
        message: `${listed(classes.map(({ name, number }) => `${name} (such as ${number})`))} leave by ${call.trunk} from [${call.home}], and nothing there stops any of them`,
        note: "the first that lets them pass",
        related: steps.length > 1 ? [{ span: at, note: `[${call.home}]` }] : [],
      });
    }
  },
});

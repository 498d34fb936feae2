import { readOptions, splitArguments, templateOf } from "../../dialplan/index.js";
import { defineRule } from "../rule.js";
import { subjectOf, surenessOf, usesOf, wayOf, whoOf } from "./accuse.js";

export const dialplanTransferOptionUntrusted = defineRule({
  id: "dialplan-transfer-option-untrusted",
  title: "An outside caller may transfer the call by keys",
  severity: "high",
  needs: ["asterisk"],
  why: `Option T of Dial() lets the caller, t the called party transfer by keys: the number that is keyed in is looked up in
TRANSFER_CONTEXT, or in the context of who transfers. On a call from outside T hands a stranger the telephone's right to call.`,
  degrees: "Critical where a way out by a trunk follows from there; medium by trunks and low else where none is found.",
  fix: "Leave T out of calls from outside, or set TRANSFER_CONTEXT to a context that allows little.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\ncontext=from-carrier\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[from-carrier]\nexten => _XXX,1,Dial(PJSIP/${EXTEN},20,T)\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\nidentify_by=ip\ncontext=from-carrier\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[from-carrier]\nexten => _XXX,1,Dial(PJSIP/${EXTEN},20,t)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/Dial/"],
  cwe: 862,
  check({ asterisk }, report) {
    for (const use of usesOf(asterisk, "dial")) {
      const options = readOptions(splitArguments(templateOf(use.step))[2]?.pieces ?? []);
      if ((use.callers !== "anyone" && use.callers !== "trunk") || !options.has("T") || !/^dial$/i.test(use.step.application)) continue;
      const chosen = use.notes.get("TRANSFER_CONTEXT")?.shape;
      const context = typeof chosen === "string" && chosen !== "" ? chosen : use.context;
      const [way] = use.analysis.from(context).filter(({ arrival }) => arrival.guard === null);
      if (way === undefined && chosen !== undefined) continue; // somebody chose where to, and nothing leads out from there
      report(use.at, {
        subject: subjectOf(use.step.at, use.context),
        severity: way !== undefined ? "critical" : use.callers === "trunk" ? "medium" : "low",
        confidence: surenessOf(use.callers, use.arrival),
        message: `option T lets ${whoOf(use.callers)} transfer into [${context}] by keys${way === undefined ? "" : `, from where calls leave by ${way.trunk}`}`,
        note: use.step.application,
        related: wayOf(use.arrival, null, use.at),
      });
    }
  },
});

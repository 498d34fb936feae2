import { defineRule } from "../rule.js";
import { dialplans, subjectOf, wayOf } from "./accuse.js";
import { wayInWords } from "./outbound.js";

export const pjsipTransferContextOutbound = defineRule({
  id: "pjsip-transfer-context-outbound",
  title: "Transfers of the other side lead to outbound routes",
  severity: "medium",
  needs: ["asterisk"],
  why: `Endpoints may transfer by REFER unless allow_transfer says no. The target is looked up in TRANSFER_CONTEXT where the endpoint's
set_var sets it: a trunk whose TRANSFER_CONTEXT leads out lets the other side send the call on to any number, and you pay for
it.`,
  degrees: "High for endpoints without a password, medium for trunks.",
  fix: "Set `allow_transfer=no` on trunks and strangers, or TRANSFER_CONTEXT to a context that allows little.",
  before: { "pjsip.conf": "[carrier]\ntype=endpoint\ncontext=inbound\nset_var=TRANSFER_CONTEXT=outbound\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[inbound]\nexten => _X.,1,Dial(PJSIP/100)\n[outbound]\nexten => _X.,1,Dial(PJSIP/${EXTEN}@carrier)\n" },
  after: { "pjsip.conf": "[carrier]\ntype=endpoint\ncontext=inbound\nallow_transfer=no\nset_var=TRANSFER_CONTEXT=outbound\naors=carrier\n[carrier]\ntype=aor\ncontact=sip:198.51.100.10\n[carrier]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n", "extensions.conf": "[inbound]\nexten => _X.,1,Dial(PJSIP/100)\n[outbound]\nexten => _X.,1,Dial(PJSIP/${EXTEN}@carrier)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/Module_Configuration/res_pjsip/"],
  cwe: 862,
  check({ asterisk }, report) {
    for (const { analysis } of dialplans(asterisk)) {
      for (const { kind, object, name } of analysis.callers) {
        const line = object?.options.get("set_var")?.settings.findLast(({ value }) => /^_{0,2}TRANSFER_CONTEXT=/.test(value));
        if (object === null || line === undefined || (kind !== "anyone" && kind !== "trunk")) continue;
        const allowed = object.options.get("allow_transfer")?.value ?? "yes";
        const [call] = /^(?:yes|true|y|t|1|on)$/i.test(allowed) ? analysis.from(line.value.replace(/^[^=]*=/, "").trim()) : [];
        if (call === undefined) continue;
        report(line.at, {
          subject: subjectOf(line.at, object.id),
          severity: kind === "anyone" ? "high" : "medium",
          confidence: call.arrival.confidence,
          message: `${name} may transfer calls to where calls leave by ${call.trunk}: ${wayInWords(call)}`,
          note: "set_var",
          related: wayOf(call.arrival, null, line.at),
        });
      }
    }
  },
});

import { listed } from "../phrase.js";
import { defineRule } from "../rule.js";
import { subjectOf } from "./accuse.js";
import { byContext, paidCalls } from "./paid.js";

export const dialplanWildcardOpenLength = defineRule({
  id: "dialplan-wildcard-open-length",
  title: "Numbers of any length leave by a trunk",
  severity: "low",
  needs: ["asterisk"],
  why: `A pattern that ends in \`.\` or \`!\` takes a number of any length and any character. Numbers that fit no plan reach the carrier,
which decides alone what they mean: other codes, operator services, and signs that end up in its own systems.`,
  degrees: "Low: filters and fixed lengths are cheap, but by itself it opens no route that is not open already.",
  fix: "Write the lengths out (`_NXXNXXXXXX`); for numbers abroad check the length with LEN().",
  before: { "extensions.conf": "[outbound]\nexten => _9.,1,Dial(PJSIP/${EXTEN:1}@carrier,60)\n" },
  after: { "extensions.conf": "[outbound]\nexten => _9NXXNXXXXXX,1,Dial(PJSIP/${EXTEN:1}@carrier,60)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://github.com/asterisk/asterisk/blob/master/README-SERIOUSLY.bestpractices.md"],
  cwe: 1284,
  check({ asterisk }, report) {
    for (const group of byContext(paidCalls(asterisk))) {
      // What a filter left, or a condition bounds, is somebody's decision.
      const open = group.filter(({ call }) => call.number.trail?.origin === "number" && typeof call.number.shape !== "string" && call.number.shape.tail !== 0n && call.number.foreign > 1n << 64n);
      const [first] = open;
      if (first === undefined) continue;
      const { call } = first;
      report(call.at, {
        subject: subjectOf(call.step.at, call.home),
        message: `numbers of any length and with any character leave by ${call.trunk}: ${listed([...new Set(open.map(({ call: { extension } }) => extension))])} of [${call.home}] bound${open.length === 1 ? "s" : ""} neither`,
        note: call.step.application,
        related: open.slice(1, 5).map(({ call: other }) => ({ span: other.at, note: `also ${other.extension}` })),
      });
    }
  },
});

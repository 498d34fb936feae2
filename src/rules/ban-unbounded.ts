import type { Listener } from "../posture/index.js";
import { byWhom } from "./phrase.js";
import { reachOf } from "./reach.js";
import { defineRule } from "./rule.js";
import { settingOf } from "./shared.js";

export const banUnbounded = defineRule({
  id: "ban-unbounded",
  title: "A ban never ends",
  severity: "medium",
  needs: ["bans", "listeners"],
  why: `Addresses move on: the one that attacked today is a customer's mobile phone next month, and nobody remembers why its calls
fail. Over udp it is worse, because the sender writes the source address: with a few forged packets a stranger has whomever
they please shut out of your system for good. A list that only grows also fills the packet filter's set, after which it bans nobody.`,
  degrees: "Medium where a listener takes udp from the world, so that strangers choose whom the ban hits; else low.",
  fix: "Let bans end, with a longer one for those who come back.",
  before: `limits:
  register: { rate: 10/min, burst: 20 }
  invite: { rate: 20/min, burst: 10 }
  ban: { after: 5 failures in 10m, for: forever, at-most: forever }`,
  after: `limits:
  register: { rate: 10/min, burst: 20 }
  invite: { rate: 20/min, burst: 10 }
  ban: { after: 5 failures in 10m, for: 1h, at-most: 24h }`,
  versions: "All engines; bans are held by the packet filter.",
  references: ["https://www.rfc-editor.org/rfc/rfc2827", "https://www.rfc-editor.org/rfc/rfc6269"],
  cwe: 645,
  check({ bans, listeners }, report) {
    const { ban, path } = bans;
    // An unreadable ban is asked about once, by ban-missing.
    if (ban.kind === "unknown" || ban.value === "off") return;
    const { for: first, atMost } = ban.value;
    if (first !== "forever" && atMost !== "forever") return;
    const forgeable = listeners.some(forgeableByStrangers);
    report(ban, {
      subject: settingOf(ban, path),
      severity: forgeable ? "medium" : "low",
      message: `${ban.spelling} lets ${first === "forever" ? "every ban" : "the ban of one who comes back"} last for ever${byWhom(ban)}${forgeable ? ", and over udp from world a stranger forges the address that it hits" : ""}`,
      fix: `let bans last an hour, and a day at most (${ban.spelling})`,
    });
  },
});

function forgeableByStrangers({ protocol, audience }: Listener): boolean {
  return reachOf(audience) === "world" && protocol.kind !== "unknown" && protocol.value === "udp";
}

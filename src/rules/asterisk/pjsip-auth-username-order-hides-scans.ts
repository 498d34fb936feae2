import { defineRule } from "../rule.js";
import { EVERY_PJSIP, linesIn, namesIn, objectsOf, optionIn, pathIn, RES_PJSIP, sipsOf, valueIn } from "./sip.js";

export const pjsipAuthUsernameOrderHidesScans = defineRule({
  id: "pjsip-auth-username-order-hides-scans",
  title: "The log tells of strangers late",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`auth_username\` in the order of identifiers Asterisk logs a stranger only after \`unidentified_request_count\` requests within
\`unidentified_request_period\` seconds, for it waits for the digest. What bans by the log sees nothing of a scan that is slow enough.`,
  degrees: "Low; medium where the figures are set so that a scan at more than four requests a second, or of more than 20 requests, goes unseen, or are never counted.",
  fix: "Take `auth_username` out of the order, or keep count and period at 5 or below and 5 or above.",
  before: { "pjsip.conf": "[global]\ntype=global\nendpoint_identifier_order=ip,auth_username,username\n" },
  after: { "pjsip.conf": "[global]\ntype=global\nendpoint_identifier_order=ip,username\n" },
  versions: EVERY_PJSIP,
  references: [RES_PJSIP],
  cwe: 778,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const [global] = objectsOf(sip, "global");
      if (global === undefined || !namesIn(sip, global, "endpoint_identifier_order").includes("auth_username")) continue;
      const [count, period, prune] = ["count", "period", "prune_interval"].map((name) => Number(valueIn(sip, global, `unidentified_request_${name}`)));
      if (count === undefined || period === undefined || prune === undefined) continue;
      const lax = count > 20 || period === 0 || count / period > 4 || prune === 0;
      report(optionIn(sip, global, "endpoint_identifier_order"), {
        subject: pathIn(global), severity: lax ? "medium" : "low",
        message: `with auth_username in the order a stranger is logged only from ${count} requests within ${period} seconds on`,
        related: ["count", "period", "prune_interval"].flatMap((name) => linesIn(global, `unidentified_request_${name}`).slice(-1)).map(({ at, name }) => ({ span: at, note: name })),
      });
    }
  },
});

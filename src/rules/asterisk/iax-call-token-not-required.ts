import { defineRule } from "../rule.js";
import { accountsOf, blameEach, causesOf, optionOf, usesIax, valueOf } from "./accounts.js";
import { EVERY_RELEASE, IAX_PAGE } from "./pages.js";
import { isFalse, linesOf, pathOf, sectionsOf, factOf } from "./settings.js";
import { parseRange } from "../../exposure/index.js";

export const iaxCallTokenNotRequired = defineRule({
  id: "iax-call-token-not-required",
  title: "IAX calls are opened for addresses that nobody proved",
  severity: "high",
  needs: ["asterisk"],
  why: `A call token makes the sender show that it receives at the address it writes. Without it somebody who forges addresses takes up all call numbers with a few
thousand packets, and nobody can call any more.`,
  degrees: "High where everybody is let off, medium for one account, or for `auto`, which lets off until the other side once showed that it can.",
  fix: "Remove the line; update whoever cannot do call tokens, which exist since 2009.",
  before: { "iax.conf": "[general]\ncalltokenoptional=0.0.0.0/0.0.0.0\n" },
  after: { "iax.conf": "[general]\ncalltokenoptional=198.51.100.10/255.255.255.255\n" },
  versions: EVERY_RELEASE,
  references: [IAX_PAGE],
  cwe: 400,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      if (!usesIax(system)) continue;
      for (const line of sectionsOf(system, "iax.conf", "general").flatMap((section) => linesOf(section, "calltokenoptional"))) {
        const read = parseRange(cidr(line.value));
        if (read?.family !== 4 || read.range.last - read.range.first < 1n << 24n) continue;
        report(factOf(line), { subject: pathOf(line.at, "general"), message: `calls are opened for addresses in ${line.value} that nobody proved` });
      }
      const lax = accountsOf(system, "iax").filter((user) => /^auto$/i.test(valueOf(user, "requirecalltoken")) || isFalse(valueOf(user, "requirecalltoken")));
      blameEach(report, causesOf(lax, (user) => optionOf(user, "requirecalltoken")), "IAX account", (whose) => ({ severity: "medium", message: `calls in the name of ${whose} are opened for addresses that nobody proved` }));
    }
  },
});

/** `0.0.0.0/0.0.0.0` as `0.0.0.0/0`; other forms as they are. */
function cidr(value: string): string {
  const [, address, mask] = /^([\d.]+)\/(\d+\.\d+\.\d+\.\d+)$/.exec(value.trim()) ?? [];
  if (address === undefined || mask === undefined) return value.trim();
  const bits = mask.split(".").map((part) => Number(part).toString(2)).join("").replace(/0/g, "").length;
  return `${address}/${bits}`;
}

import { parseRange } from "../../exposure/index.js";
import { nearestTo } from "../../posture/index.js";
import { isAsterisk } from "./logs.js";
import { defineRule } from "../rule.js";

export const jailMayBanTrunk = defineRule({
  id: "jail-may-ban-trunk",
  title: "A jail may ban the trunk",
  severity: "medium",
  needs: ["jails", "asterisk"],
  why: `The trunk is known by its address, and the jail may ban that: a few wrong calls, or packets that somebody forges in
its name, and no call comes in until the ban is over.`,
  degrees: "Medium.",
  fix: "Put the addresses of the trunk into `ignoreip`.",
  before: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\nbanaction = iptables-allports\n", "pjsip.conf": "[udp]\ntype = transport\nprotocol = udp\nbind = 0.0.0.0:5060\n[carrier]\ntype = endpoint\n[carrier]\ntype = identify\nendpoint = carrier\nmatch = 198.51.100.7\n" },
  after: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\nbanaction = iptables-allports\nignoreip = 127.0.0.1/8 198.51.100.0/24\n", "pjsip.conf": "[udp]\ntype = transport\nprotocol = udp\nbind = 0.0.0.0:5060\n[carrier]\ntype = endpoint\n[carrier]\ntype = identify\nendpoint = carrier\nmatch = 198.51.100.7\n" },
  versions: "fail2ban.",
  references: ["https://github.com/fail2ban/fail2ban/blob/master/man/jail.conf.5"],
  cwe: 645,
  check({ jails, asterisk }, report) {
    for (const { path, jails: all } of jails) {
      const near = nearestTo(asterisk, path, ({ at }) => at.file.path);
      const trunks = near.flatMap(({ pjsip }) => pjsip?.byType.get("identify") ?? []).flatMap(({ options }) => options.get("match")?.settings ?? []).flatMap((line) => line.value.split(",").flatMap((text) => {
        const range = parseRange(text.trim());
        return range === null ? [] : [{ text: text.trim(), at: line.at, ...range }];
      }));
      for (const jail of all.filter(isAsterisk)) {
        const ignored = jail.options.get("ignoreip");
        // A name may be any address.
        const words = ignored?.value.split(/[\s,]+/).filter((word) => word !== "") ?? [];
        if (words.some((word) => parseRange(word) === null)) continue;
        const spared = words.flatMap((word) => parseRange(word) ?? []);
        const [first, ...more] = trunks.filter(({ family, range }) => !spared.some((one) => one.family === family && one.range.first <= range.first && one.range.last >= range.last));
        if (first !== undefined) report(ignored?.at ?? jail.at, { subject: `${path}[${jail.name}]`, related: [{ span: first.at, note: "the trunk" }], note: ignored === undefined ? "no ignoreip" : "ignoreip", message: `${jail.name} may ban ${first.text}${more.length === 0 ? "" : ` and ${more.length} more addresses`}, by which Asterisk knows a trunk` });
      }
    }
  },
});

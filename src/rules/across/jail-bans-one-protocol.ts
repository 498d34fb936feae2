import { isKnown } from "../../posture/index.js";
import { isSip } from "./logs.js";
import { defineRule } from "../rule.js";

export const jailBansOneProtocol = defineRule({
  id: "jail-bans-one-protocol",
  title: "A jail bans over TCP alone",
  severity: "medium",
  needs: ["jails", "listeners"],
  why: `The jail bans by port, and its protocol is tcp, which is the default. SIP over UDP of the banned goes on.`,
  degrees: "Medium.",
  fix: "Use an allports action, or `protocol = all`.",
  before: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\nport = 5060,5061\nbanaction = iptables-multiport\n", "pjsip.conf": "[udp]\ntype = transport\nprotocol = udp\nbind = 0.0.0.0:5060\n" },
  after: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\nbanaction = iptables-allports\n", "pjsip.conf": "[udp]\ntype = transport\nprotocol = udp\nbind = 0.0.0.0:5060\n" },
  versions: "fail2ban.",
  references: ["https://github.com/fail2ban/fail2ban/blob/master/man/jail.conf.5"],
  cwe: 693,
  check({ jails, listeners }, report) {
    if (!listeners.some(({ protocol }) => isKnown(protocol) && protocol.value === "udp")) return;
    for (const { path, jails: all } of jails) {
      for (const jail of all.filter(isSip)) {
        const [action, protocol, own] = ["banaction", "protocol", "action"].map((name) => jail.options.get(name));
        // The shipped jail for Asterisk writes an action for each protocol.
        if (action === undefined || !/multiport|new$|iptables$|ipset-proto\d$/.test(action.value) || /protocol\s*=\s*"?(?:udp|all)/i.test(own?.value ?? "")) continue;
        if (protocol !== undefined && /udp|all/i.test(protocol.value)) continue;
        report(action.at, { subject: `${path}[${jail.name}]`, note: "banaction", message: `${jail.name} bans by ${action.value} over ${protocol?.value ?? "tcp, by default"}, and SIP is there over udp` });
      }
    }
  },
});

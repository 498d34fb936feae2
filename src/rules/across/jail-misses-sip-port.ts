import { isKnown } from "../../posture/index.js";
import { listed } from "../phrase.js";
import { isSip } from "./logs.js";
import { defineRule } from "../rule.js";

export const jailMissesSipPort = defineRule({
  id: "jail-misses-sip-port",
  title: "A jail bans from other ports than SIP has",
  severity: "medium",
  needs: ["jails", "listeners"],
  why: `The jail bans from the ports that it lists, and a port that SIP listens on is not among them. The banned go on there.`,
  degrees: "Medium.",
  fix: "Use an allports action, or list every port of SIP.",
  before: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\nport = 5060,5061\nprotocol = all\nbanaction = iptables-multiport\n", "pjsip.conf": "[udp]\ntype = transport\nprotocol = udp\nbind = 0.0.0.0:15060\n" },
  after: { "jail.local": "[asterisk]\nenabled = true\nfilter = asterisk\nlogpath = /var/log/asterisk/security\nport = 15060\nprotocol = all\nbanaction = iptables-multiport\n", "pjsip.conf": "[udp]\ntype = transport\nprotocol = udp\nbind = 0.0.0.0:15060\n" },
  versions: "fail2ban.",
  references: ["https://github.com/fail2ban/fail2ban/blob/master/man/jail.conf.5"],
  cwe: 693,
  check({ jails, listeners }, report) {
    const ports = [...new Set(listeners.flatMap(({ port }) => (isKnown(port) ? [port.value] : [])))];
    for (const { path, jails: all } of jails) {
      for (const jail of all.filter(isSip)) {
        const [action, list] = ["banaction", "port"].map((name) => jail.options.get(name));
        if (list === undefined || action === undefined || /allports/.test(`${action.value} ${jail.options.get("action")?.value ?? ""}`) || /%|any|all|\b0:65535\b/.test(list.value)) continue;
        const missed = ports.filter((port) => !list.value.split(",").some((part) => holds(part.trim(), port)));
        if (missed.length > 0) report(list.at, { subject: `${path}[${jail.name}]`, note: "port", message: `${jail.name} bans from port ${list.value}, and SIP is at ${listed(missed.map(String))} too` });
      }
    }
  },
});

/** `5060`, `5060:5070`, `sip`. */
function holds(part: string, port: number): boolean {
  const [first = "", last = first] = part.replace("sip-tls", "5061").replace("sips", "5061").replace("sip", "5060").split(/[:-]/);
  return Number(first) <= port && port <= Number(last);
}

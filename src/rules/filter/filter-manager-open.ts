import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterManagerOpen = defineRule({
  id: "filter-manager-open",
  title: "The manager interface is open to the world",
  severity: "critical",
  needs: ["filters"],
  why: `Whoever logs in to the Asterisk manager interface places calls and, with the system privilege, runs programs. Its port
is tried all day long, and a password is all that stands between.`,
  degrees: "Critical.",
  fix: "Accept the port from the addresses that need it, or not at all.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 5038 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p tcp -m tcp --dport 5038 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "whoever guesses a password there controls Asterisk" });
  },
});

const PORTS = [...services("tcp", { 5038: "the manager interface of Asterisk", 5039: "the manager interface of Asterisk over TLS" })];

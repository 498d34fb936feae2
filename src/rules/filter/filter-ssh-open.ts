import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterSshOpen = defineRule({
  id: "filter-ssh-open",
  title: "SSH is open to the world",
  severity: "medium",
  needs: ["filters"],
  why: `Everybody on the Internet may try passwords and keys on SSH, and does, all day. A weak password of one account, or the
next flaw of the server, opens the host.`,
  degrees: "Medium; low where a limit counts each source for itself.",
  fix: "Accept SSH from the networks you manage it from, or through a VPN.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "passwords are guessed there all day", severity: ({ limits }) => (limits.some(({ matches }) => matches.some((match) => match.kind === "limit" && match.per === "source")) ? "low" : "medium") });
  },
});

const PORTS = [...services("tcp", { 22: "SSH" })];

import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterLegacySignallingOpen = defineRule({
  id: "filter-legacy-signalling-open",
  title: "Old signalling protocols are open to the world",
  severity: "medium",
  needs: ["filters"],
  why: `IAX2, SCCP, MGCP, H.323, UNISTIM and DUNDi each bring a parser and accounts of their own. Few systems use them, and
those who do know their peers.`,
  degrees: "Medium.",
  fix: "Close the port, or accept it from the peers that use it.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 4569 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p udp -m udp --dport 4569 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "each is one more way in that has accounts of its own" });
  },
});

const PORTS = [...services("udp", { 4569: "IAX2", 4520: "DUNDi", 2427: "MGCP", 2727: "MGCP", 1719: "H.323", 5000: "UNISTIM" }), ...services("tcp", { 2000: "SCCP", 1720: "H.323" })];

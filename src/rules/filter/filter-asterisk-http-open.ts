import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterAsteriskHttpOpen = defineRule({
  id: "filter-asterisk-http-open",
  title: "The HTTP server of Asterisk is open to the world",
  severity: "high",
  needs: ["filters"],
  why: `Asterisk serves ARI, the manager over HTTP, provisioning and the WebSocket for browsers on these ports, all on one
server. A password guessed there commands calls. Browsers need the WebSocket alone.`,
  degrees: "High; medium over TLS, where browsers may be meant.",
  fix: "Put a reverse proxy before it that passes /ws alone, and accept the port from the proxy.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 8088 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p tcp -m tcp --dport 8088 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "ARI and the manager over HTTP answer there as well as the WebSocket of browsers", severity: (opening) => (opening.ports.some(({ first, last }) => first <= 8088 && last >= 8088) ? "high" : "medium") });
  },
});

const PORTS = [...services("tcp", { 8088: "HTTP of Asterisk", 8089: "HTTPS of Asterisk" })];

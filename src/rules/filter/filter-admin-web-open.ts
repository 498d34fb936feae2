import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterAdminWebOpen = defineRule({
  id: "filter-admin-web-open",
  title: "An administration page is open to the world",
  severity: "high",
  needs: ["filters"],
  why: `Administration pages of PBX distributions, hosts and hypervisors have had flaws that need no password. Scanners look
for them on these ports.`,
  degrees: "High.",
  fix: "Accept the port from the networks you manage it from, or through a VPN.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 10000 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p tcp -m tcp --dport 10000 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "such pages were broken into without a password more than once" });
  },
});

const PORTS = [...services("tcp", { 8001: "a user portal", 8003: "a user portal", 8080: "a web interface", 8443: "a web interface", 10000: "Webmin", 9090: "Cockpit", 2082: "cPanel", 2083: "cPanel", 2086: "WHM", 2087: "WHM", 8006: "Proxmox" })];

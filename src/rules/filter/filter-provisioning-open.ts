import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterProvisioningOpen = defineRule({
  id: "filter-provisioning-open",
  title: "Phone configurations can be fetched by the world",
  severity: "high",
  needs: ["filters"],
  why: `TFTP asks for no password: who guesses the MAC address of a phone, and makers use few, gets its configuration with the
SIP password. FTP is read on the way.`,
  degrees: "High.",
  fix: "Accept the port from the networks of the phones.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 69 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p udp -m udp --dport 69 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "configurations of phones hold their passwords" });
  },
});

const PORTS = [...services("udp", { 69: "TFTP" }), ...services("tcp", { 21: "FTP" })];

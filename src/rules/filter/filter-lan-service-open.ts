import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterLanServiceOpen = defineRule({
  id: "filter-lan-service-open",
  title: "Services of a local network are open to the world",
  severity: "medium",
  needs: ["filters"],
  why: `These services were made for a local network. Over the Internet they let strangers read files and are used to flood
others, since they answer a small spoofed packet with large ones.`,
  degrees: "Medium.",
  fix: "Close the port, or accept it from the local network.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 111 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p udp -m udp --dport 111 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "it was made for a local network" });
  },
});

const PORTS = [...services("udp", { 111: "portmap", 137: "NetBIOS", 138: "NetBIOS", 1900: "SSDP", 5353: "mDNS", 389: "LDAP" }), ...services("tcp", { 111: "portmap", 139: "SMB", 445: "SMB", 2049: "NFS", 389: "LDAP" })];

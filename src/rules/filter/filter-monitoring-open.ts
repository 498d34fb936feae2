import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterMonitoringOpen = defineRule({
  id: "filter-monitoring-open",
  title: "Monitoring is open to the world",
  severity: "medium",
  needs: ["filters"],
  why: `Monitoring tells of versions, calls, numbers and load, and some of it takes commands. SNMP answers small spoofed
questions with large answers.`,
  degrees: "Medium.",
  fix: "Accept the port from the monitoring server.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 161 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p udp -m udp --dport 161 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "it tells strangers about calls, versions and load" });
  },
});

const PORTS = [...services("udp", { 161: "SNMP", 9060: "HEP" }), ...services("tcp", { 9100: "the node exporter", 3000: "Grafana", 5665: "Icinga", 10050: "the Zabbix agent", 9080: "Homer", 5666: "NRPE", 9093: "Alertmanager" })];

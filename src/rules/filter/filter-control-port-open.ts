import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterControlPortOpen = defineRule({
  id: "filter-control-port-open",
  title: "A control port is open to the world",
  severity: "critical",
  needs: ["filters"],
  why: `These ports take commands and most ask for no password: the control protocol of rtpengine, Kamailio RPC, the event
socket of FreeSWITCH, Docker, Kubernetes, remote desktops and telnet. Who reaches one owns the calls or the host.`,
  degrees: "Critical.",
  fix: "Accept the port from the host that gives the commands, or bind it to loopback.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p udp -m udp --dport 2223 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p udp -m udp --dport 2223 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "commands are taken there" });
  },
});

const PORTS = [...services("udp", { 2223: "the control port of rtpengine", 22222: "the control port of rtpproxy" }), ...services("tcp", { 2223: "the control port of rtpengine", 9900: "the command line of rtpengine", 2046: "Kamailio binrpc", 8021: "the event socket of FreeSWITCH", 8448: "evapi of Kamailio", 2375: "Docker", 2376: "Docker", 6443: "Kubernetes", 10250: "the kubelet", 5900: "VNC", 5901: "VNC", 3389: "remote desktop", 23: "telnet" })];

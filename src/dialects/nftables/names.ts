import type { State } from "../../exposure/index.js";

/** Numbers by name, as nft(8) and its source (src/proto.c, src/ct.c, include/linux/netfilter) have them. */
export type Names = Readonly<Record<string, number>>;

export const PRIORITIES: Names = { raw: -300, mangle: -150, dstnat: -100, filter: 0, security: 50, srcnat: 100 };

export const ICMP_TYPES: Names = {
  "echo-reply": 0, "destination-unreachable": 3, "source-quench": 4, redirect: 5, "echo-request": 8, "router-advertisement": 9,
  "router-solicitation": 10, "time-exceeded": 11, "parameter-problem": 12, "timestamp-request": 13, "timestamp-reply": 14,
  "info-request": 15, "info-reply": 16, "address-mask-request": 17, "address-mask-reply": 18,
};

export const ICMPV6_TYPES: Names = {
  "destination-unreachable": 1, "packet-too-big": 2, "time-exceeded": 3, "parameter-problem": 4, "echo-request": 128, "echo-reply": 129,
  "mld-listener-query": 130, "mld-listener-report": 131, "mld-listener-done": 132, "mld-listener-reduction": 132, "nd-router-solicit": 133,
  "nd-router-advert": 134, "nd-neighbor-solicit": 135, "nd-neighbor-advert": 136, "nd-redirect": 137, "router-renumbering": 138,
  "ind-neighbor-solicit": 141, "ind-neighbor-advert": 142, "mld2-listener-report": 143,
};

/** Bits of `ct state`; a packet has exactly one of them (nft_ct.c: nft_ct_get_eval). */
export const STATE_BITS: Readonly<Record<State, number>> = { invalid: 1, established: 2, related: 4, new: 8, untracked: 64 };

export const TCP_FLAGS: Names = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32, ecn: 64, cwr: 128 };

export const STATUS_BITS: Names = { expected: 1, "seen-reply": 2, assured: 4, confirmed: 8, snat: 16, dnat: 32, dying: 512 };

/** Names of /etc/protocols by number, spelt as the model spells them. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  "1": "icmp", "2": "igmp", "6": "tcp", "17": "udp", "33": "dccp", "41": "ipv6", "47": "gre", "50": "esp", "51": "ah", "58": "icmpv6", "132": "sctp", "136": "udplite", "ipv6-icmp": "icmpv6",
};

export function protocolName(text: string): string {
  const lower = text.toLowerCase();
  return Object.hasOwn(PROTOCOLS, lower) ? (PROTOCOLS[lower] ?? lower) : lower;
}

/** Names of /etc/services that a filter of a telephone system may hold; a dump holds numbers. */
export const SERVICES: Names = {
  "ftp-data": 20, ftp: 21, ssh: 22, telnet: 23, smtp: 25, domain: 53, bootps: 67, bootpc: 68, tftp: 69, http: 80, pop3: 110, sunrpc: 111, ntp: 123,
  "netbios-ns": 137, "netbios-dgm": 138, "netbios-ssn": 139, imap2: 143, snmp: 161, "snmp-trap": 162, ldap: 389, https: 443, "microsoft-ds": 445, syslog: 514, "dhcpv6-client": 546,
  "dhcpv6-server": 547, submission: 587, ldaps: 636, domains: 853, imaps: 993, pop3s: 995, openvpn: 1194, h323hostcall: 1720, radius: 1812, mysql: 3306, iax: 4569, sip: 5060, "sip-tls": 5061, mdns: 5353, postgresql: 5432,
};

/** The number a word stands for: itself, written in decimal or hexadecimal, or by name. Null for anything else. */
export function numberOf(text: string, names: Names = {}): number | null {
  if (/^(?:\d{1,10}|0x[0-9a-fA-F]{1,8})$/.test(text)) return Number(text);
  return Object.hasOwn(names, text) ? (names[text] ?? null) : null;
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { readSystem } from "../../../src/app/audit/audit.js";
import type { Fact, RateLimit } from "../../../src/posture/index.js";

const PJSIP = "[sip]\ntype=transport\nprotocol=udp\nbind=192.0.2.10:5060\n";
const LIMITED = [
  "*filter", ":INPUT DROP [0:0]", "-A INPUT -i lo -j ACCEPT",
  "-A INPUT -p udp -m udp --dport 5060 -m hashlimit --hashlimit-upto 30/min --hashlimit-burst 20 --hashlimit-mode srcip --hashlimit-name sip -j ACCEPT",
  "-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT", "COMMIT", "",
].join("\n");

function limitOf(filter: string, pjsip = PJSIP): Fact<RateLimit | "off"> {
  const [listener] = readSystem([{ path: "asterisk/pjsip.conf", text: pjsip }, { path: filter.startsWith("table") ? "rules.nft" : "rules.v4", text: filter }], { kamailio: "6.0", asterisk: "22" }).posture.listeners ?? [];
  assert.ok(listener !== undefined);
  assert.deepEqual(listener.registerLimit, listener.inviteLimit);
  return listener.registerLimit;
}

const shown = (fact: Fact<RateLimit | "off">): unknown => (fact.kind === "unknown" ? fact.because : fact.value);

test("a rate of packets that the filter holds each source to is a limit on every request", () => {
  // What is beyond the rate goes on to the shortcut for what is established, and a flooder's flow is.
  assert.deepEqual(shown(limitOf(LIMITED)), "off");
  assert.deepEqual(shown(limitOf(LIMITED.replace(/^-A INPUT -m conntrack.*\n/m, ""))), { perSecond: 0.5, burst: 20 });
  const dropped = LIMITED.replace(/^(-A INPUT -p udp.*) -j ACCEPT$/m, "$1 -j ACCEPT\n-A INPUT -p udp -m udp --dport 5060 -j DROP");
  assert.deepEqual(shown(limitOf(dropped)), { perSecond: 0.5, burst: 20 });
  assert.deepEqual(shown(limitOf(dropped.replace("--hashlimit-burst 20 ", ""))), { perSecond: 0.5, burst: 5 });
});

test("a rate whose excess is let in by a later rule, one for all sources, and one on another port limit nobody", () => {
  const later = LIMITED.replace(/^-A INPUT -m conntrack.*$/m, "-A INPUT -p udp -m udp --dport 5060 -j ACCEPT");
  assert.equal(shown(limitOf(later)), "off");
  assert.equal(shown(limitOf(LIMITED.replace(/^-A INPUT -m conntrack.*\n/m, "").replace("--hashlimit-mode srcip", "--hashlimit-mode dstip"))), "off");
  assert.equal(shown(limitOf(LIMITED.replace("--dport 5060", "--dport 5070"))), "off");
});

test("nftables limits by a set of sources, and what it drops above the rate counts as well", () => {
  const table = (rule: string): string => `table inet f {\n\tset seen { type ipv4_addr; flags dynamic; timeout 60s; }\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\t${rule}\n\t\tudp dport 5060 accept\n\t}\n}\n`;
  assert.deepEqual(shown(limitOf(table("udp dport 5060 update @seen { ip saddr limit rate over 5/second burst 50 packets } drop"))), { perSecond: 5, burst: 50 });
  assert.equal(shown(limitOf(table("udp dport 5060 limit rate over 5/second drop"))), "off");
  assert.equal(shown(limitOf(table("udp dport 5060 update @seen { ip saddr limit rate over 5 kbytes/second } drop"))), "off", "bytes are no requests");
});

test("over tcp a rate of new connections says nothing of the requests that come in by one", () => {
  const tcp = LIMITED.replace("-p udp -m udp --dport 5060", "-p tcp -m tcp --dport 5060 -m conntrack --ctstate NEW");
  assert.match(String(shown(limitOf(tcp, PJSIP.replace("udp", "tcp")))), /holds new connections to hashlimit-upto 30\/min, and not the requests/);
});

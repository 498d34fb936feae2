import assert from "node:assert/strict";
import { test } from "node:test";
import { Asterisk } from "./lab/asterisk.js";
import { tlsCertificate } from "./lab/certificate.js";
import { Filter } from "./lab/filter.js";
import { Network } from "./lab/network.js";
import { probe } from "./lab/packets.js";
import { scratch } from "./lab/scratch.js";
import { tinyPbx } from "./lab/tiny-pbx.js";

const pair = () => Network.create({ pbx: ["192.0.2.10", "2001:db8::10"], phone: ["203.0.113.5", "2001:db8:10::5"] });

test("hosts of different networks reach each other, over both families and protocols", async (t) => {
  const network = await pair();
  t.after(() => network.delete());
  const { pbx, phone } = network.hosts;
  const fates = await probe(phone, pbx, [
    { protocol: "udp", address: "192.0.2.10", port: 5060 },
    { protocol: "tcp", address: "192.0.2.10", port: 5061 },
    { protocol: "udp", address: "2001:db8::10", port: 5060 },
    { protocol: "tcp", address: "2001:db8::10", port: 5061 },
  ]);
  assert.deepEqual(fates, ["arrived", "arrived", "arrived", "arrived"]);
});

test("iptables drops and rejects what its rules say, and nothing else", async (t) => {
  const network = await pair();
  t.after(() => network.delete());
  const { pbx, phone } = network.hosts;
  const filter = new Filter(pbx);
  await filter.ipset("create blocked hash:net family inet\nadd blocked 203.0.113.0/24\n");
  await filter.iptables("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p udp --dport 5060 -m set --match-set blocked src -j DROP\n-A INPUT -p tcp --dport 5061 -j REJECT --reject-with tcp-reset\nCOMMIT\n");
  assert.match(await filter.saved("iptables"), /--match-set blocked src -j DROP/);
  const fates = await probe(phone, pbx, [
    { protocol: "udp", address: "192.0.2.10", port: 5060 },
    { protocol: "udp", address: "192.0.2.10", port: 5070 },
    { protocol: "tcp", address: "192.0.2.10", port: 5061 },
    { protocol: "udp", address: "2001:db8::10", port: 5060 },
  ]);
  assert.deepEqual(fates, ["silence", "arrived", "refused", "arrived"]);
  await assert.rejects(filter.iptables("*filter\n-A INPUT -j NOWHERE\nCOMMIT\n"), /NOWHERE/);
});

test("nft drops over both families from one table, and can be read back", async (t) => {
  const network = await pair();
  t.after(() => network.delete());
  const { pbx, phone } = network.hosts;
  const filter = new Filter(pbx);
  await filter.nft("table inet lab {\n chain input {\n  type filter hook input priority 0\n  udp dport 5060 drop\n }\n}\n");
  const { nftables } = await filter.ruleset();
  assert.ok(nftables.some((entry) => "rule" in entry));
  const fates = await probe(phone, pbx, [
    { protocol: "udp", address: "192.0.2.10", port: 5060 },
    { protocol: "udp", address: "2001:db8::10", port: 5060 },
    { protocol: "udp", address: "2001:db8::10", port: 5061 },
  ]);
  assert.deepEqual(fates, ["silence", "silence", "arrived"]);
});

const accounts = [
  { name: "101", password: "first", algorithm: "MD5" },
  { name: "102", password: "second", algorithm: "SHA-256" },
] as const;

test("Asterisk boots without a warning and tells what it holds", async (t) => {
  const network = await Network.create({ pbx: ["192.0.2.10"] });
  t.after(() => network.delete());
  const certificates = await tlsCertificate(scratch("tls"), ["192.0.2.10"]);
  const asterisk = await Asterisk.boot({ namespace: network.hosts.pbx, configs: tinyPbx("192.0.2.10", certificates, accounts) });
  t.after(() => asterisk.stop());
  assert.deepEqual(await asterisk.problems(), []);
  assert.deepEqual(await asterisk.objects("endpoint"), ["101", "102"]);
  assert.deepEqual(await asterisk.objects("transport"), ["tls"]);
  assert.equal((await asterisk.options("auth", "102")).get("supported_algorithms_uas"), "SHA-256");
  await assert.rejects(asterisk.options("endpoint", "103"), /no endpoint 103/);
  const listening = (await network.hosts.pbx.listening()).filter(({ ephemeral }) => !ephemeral);
  assert.deepEqual(listening, [{ protocol: "tcp", address: "192.0.2.10", port: 5061, ephemeral: false }]);
});

test("Asterisk's complaints about a bad option are problems", async (t) => {
  const network = await Network.create({ pbx: ["192.0.2.10"] });
  t.after(() => network.delete());
  const certificates = await tlsCertificate(scratch("tls"), ["192.0.2.10"]);
  const configs = tinyPbx("192.0.2.10", certificates, accounts);
  const asterisk = await Asterisk.boot({ namespace: network.hosts.pbx, configs: { ...configs, "pjsip.conf": `${configs["pjsip.conf"]}[103]\ntype=endpoint\nno_such_option=1\n` } });
  t.after(() => asterisk.stop());
  assert.match((await asterisk.problems()).join("\n"), /ERROR config_options\.c: .*no_such_option/);
  assert.deepEqual(await asterisk.objects("endpoint"), ["101", "102"]);
});

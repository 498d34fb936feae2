import assert from "node:assert/strict";
import { test } from "node:test";
import { Asterisk } from "./lab/asterisk.js";
import { tlsCertificate } from "./lab/certificate.js";
import { Filter } from "./lab/filter.js";
import { checkKamailio, Kamailio } from "./lab/kamailio.js";
import { Network } from "./lab/network.js";
import { probe } from "./lab/packets.js";
import { Phone } from "./lab/phone.js";
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

test("real phones register over TLS, one by MD5 and one by SHA-256, and talk over SRTP", async (t) => {
  const network = await Network.create({ pbx: ["192.0.2.10"], first: ["203.0.113.5"], second: ["203.0.113.6"] });
  t.after(() => network.delete());
  const certificates = await tlsCertificate(scratch("tls"), ["192.0.2.10"]);
  const asterisk = await Asterisk.boot({ namespace: network.hosts.pbx, configs: tinyPbx("192.0.2.10", certificates, accounts) });
  t.after(() => asterisk.stop());
  const common = { realm: "tiny", server: { address: "192.0.2.10", port: 5061, transport: "tls" }, ca: certificates.ca, media: "srtp" } as const;
  const first = await Phone.start({ namespace: network.hosts.first, ...accounts[0], ...common });
  const second = await Phone.start({ namespace: network.hosts.second, ...accounts[1], ...common });
  t.after(() => Promise.all([first.stop(), second.stop()]));
  assert.deepEqual([await first.registered(), await second.registered()], [{ ok: true, status: 200 }, { ok: true, status: 200 }]);

  assert.deepEqual(await second.call("700"), { answered: false, status: 404 });
  assert.deepEqual(await second.call("101"), { answered: true });
  await first.called();
  const flows = await Promise.all([first.speak(), second.speak()]);
  for (const flow of flows) assert.ok(flow.sent > 40 && flow.received > 40, JSON.stringify(flows));
  assert.deepEqual([await first.encrypted(), await second.encrypted()], [true, true]);
  second.hangUp();
});

test("a phone with a wrong password, the wrong digest or an unknown authority does not register", async (t) => {
  const network = await Network.create({ pbx: ["192.0.2.10"], phone: ["203.0.113.5"] });
  t.after(() => network.delete());
  const certificates = await tlsCertificate(scratch("tls"), ["192.0.2.10"]);
  const others = await tlsCertificate(scratch("tls"), ["192.0.2.10"]);
  const asterisk = await Asterisk.boot({ namespace: network.hosts.pbx, configs: tinyPbx("192.0.2.10", certificates, accounts) });
  t.after(() => asterisk.stop());
  const good = { namespace: network.hosts.phone, ...accounts[1], realm: "tiny", server: { address: "192.0.2.10", port: 5061, transport: "tls" }, ca: certificates.ca, media: "srtp" } as const;
  const attempt = async (change: Partial<typeof good> | { password: string } | { algorithm: "MD5" } | { ca: string }) => {
    const phone = await Phone.start({ ...good, ...change });
    const outcome = await phone.registered(4000);
    await phone.stop();
    return outcome;
  };
  assert.deepEqual(await attempt({}), { ok: true, status: 200 });
  assert.deepEqual(await attempt({ password: "wrong" }), { ok: false, status: 401 });
  assert.deepEqual(await attempt({ algorithm: "MD5" }), { ok: false, status: 401 });
  assert.deepEqual(await attempt({ ca: others.ca }), { ok: false, status: undefined });
  assert.ok((await asterisk.securityEvents()).some((event) => event["SecurityEvent"] === "ChallengeResponseFailed" && event["AccountID"] === "102"));
});

const edge = `
debug=2
log_stderror=yes
auto_aliases=no
listen=udp:192.0.2.20:5060
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "textops.so"
request_route {
  sl_send_reply("200", "Here");
}
`;

for (const prefix of ["kamailio-5.6", "kamailio-6.0", "kamailio-6.1"] as const) {
  test(`${prefix} checks, boots and stops`, async (t) => {
    const network = await Network.create({ edge: ["192.0.2.20"] });
    t.after(() => network.delete());
    const namespace = network.hosts.edge;
    const checked = await checkKamailio({ namespace, prefix, configs: { "kamailio.cfg": edge } });
    assert.match(`${checked.code} ${checked.stderr}`, /^0 .*config file ok/s);
    const bad = await checkKamailio({ namespace, prefix, configs: { "kamailio.cfg": `${edge}\nroute[X] { no_such_function(); }\n` } });
    assert.match(`${bad.code} ${bad.stderr}`, /^255 .*parse error in config file \/etc\/kamailio\/kamailio.cfg, line 14/s);
    const kamailio = await Kamailio.boot({ namespace, prefix, configs: { "kamailio.cfg": edge } });
    assert.deepEqual(await kamailio.problems(), []);
    const listening = (await namespace.listening()).filter(({ ephemeral }) => !ephemeral);
    assert.deepEqual(listening, [{ protocol: "udp", address: "192.0.2.20", port: 5060, ephemeral: false }]);
    await kamailio.stop();
    assert.deepEqual(await namespace.listening(), []);
    await assert.rejects(Kamailio.boot({ namespace, prefix, configs: { "kamailio.cfg": edge.replace("sl_send_reply", "route(NOPE); sl_send_reply") } }), /NOPE/);
  });
}

import assert from "node:assert/strict";
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Asterisk } from "./lab/asterisk.js";
import { tlsCertificate } from "./lab/certificate.js";
import { engine } from "./lab/engine.js";
import { checkFail2ban, Fail2ban, fail2banRegex } from "./lab/fail2ban.js";
import { Filter } from "./lab/filter.js";
import { checkKamailio, Kamailio } from "./lab/kamailio.js";
import { Network } from "./lab/network.js";
import { waitFor } from "./lab/process.js";
import { probe, reach } from "./lab/packets.js";
import { Phone } from "./lab/phone.js";
import { scratch } from "./lab/scratch.js";
import { audioOffer, header, sip, sipText } from "./lab/sip.js";
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
    const { answers } = await sip(namespace, { transport: "udp", address: "192.0.2.20", port: 5060, messages: [sipText({ method: "OPTIONS", uri: "sip:192.0.2.20" })], wait: 200 });
    assert.deepEqual(answers.map(({ status }) => status), [200]);
    await kamailio.stop();
    assert.deepEqual(await namespace.listening(), []);
    await assert.rejects(Kamailio.boot({ namespace, prefix, configs: { "kamailio.cfg": edge.replace("sl_send_reply", "route(NOPE); sl_send_reply") } }), /NOPE/);
  });
}

test("raw SIP over TLS is challenged, answers the challenge, and may say anything", async (t) => {
  const network = await Network.create({ pbx: ["192.0.2.10"], phone: ["203.0.113.5"] });
  t.after(() => network.delete());
  const certificates = await tlsCertificate(scratch("tls"), ["192.0.2.10"]);
  const asterisk = await Asterisk.boot({ namespace: network.hosts.pbx, configs: tinyPbx("192.0.2.10", certificates, accounts) });
  t.after(() => asterisk.stop());
  const to = { transport: "tls", address: "192.0.2.10", port: 5061, wait: 300, tls: { ca: certificates.ca } } as const;
  const register = sipText({ method: "REGISTER", uri: "sip:192.0.2.10", from: "sip:102@192.0.2.10", to: "sip:102@192.0.2.10", contact: "sip:102@{local};transport=tls" });
  const statuses = async (password: string, algorithms: readonly ("MD5" | "SHA-256")[]) => {
    const outcome = await sip(network.hosts.phone, { ...to, messages: [register], credentials: { user: "102", password, algorithms } });
    assert.equal(outcome.protocol, "TLSv1.2");
    return outcome.answers.map(({ status }) => status);
  };
  assert.deepEqual(await statuses("second", ["SHA-256"]), [401, 200]);
  assert.deepEqual(await statuses("wrong", ["SHA-256"]), [401, 401]);
  assert.deepEqual(await statuses("second", ["MD5"]), [401]);

  const invite = (profile: "RTP/AVP" | "RTP/SAVP") => sipText({ method: "INVITE", uri: "sip:600@192.0.2.10", from: "sip:102@192.0.2.10", body: audioOffer("203.0.113.5", profile) });
  const last = async (profile: "RTP/AVP" | "RTP/SAVP") => (await sip(network.hosts.phone, { ...to, messages: [invite(profile)], credentials: { user: "102", password: "second" } })).answers.at(-1);
  assert.equal((await last("RTP/AVP"))?.status, 488);
  const accepted = await last("RTP/SAVP");
  assert.equal(accepted?.status, 200);
  assert.match(accepted.text, /^a=crypto:1 AES_CM_128_HMAC_SHA1_80 /m);
  assert.match(header(accepted.text, "Contact") ?? "", /192\.0\.2\.10:5061/);

  assert.match((await sip(network.hosts.phone, { ...to, port: 5062, messages: [] })).error ?? "", /ECONNREFUSED/);
  assert.match((await sip(network.hosts.phone, { ...to, messages: [], tls: { maxVersion: "TLSv1.1" } })).error ?? "", /protocol version/);
});

test("SIPp calls over TLS", async (t) => {
  const network = await Network.create({ pbx: ["192.0.2.10"], trunk: ["198.51.100.10"] });
  t.after(() => network.delete());
  const { folder, certificate, key } = await tlsCertificate(scratch("tls"), ["192.0.2.10"]);
  const identity = ["-tls_cert", certificate, "-tls_key", key];
  const server = ["-sn", "uas", "-t", "l1", "-i", "192.0.2.10", "-p", "5061", ...identity, "-m", "2", "-nostdin"];
  const client = ["-sn", "uac", "-t", "l1", "-i", "198.51.100.10", "-m", "2", "-r", "2", "-d", "100", "-nostdin", "-timeout", "10", "192.0.2.10:5061", ...identity];
  const sipp = engine("sipp", "sipp");
  const waiting = network.hosts.pbx.run(sipp, server, { cwd: folder, timeout: 15_000 });
  await waitFor(async () => (await network.hosts.pbx.listening()).some(({ port }) => port === 5061), 5000, "SIPp to listen");
  const called = await network.hosts.trunk.run(sipp, client, { cwd: folder, timeout: 15_000 });
  assert.equal(called.code, 0, called.stdout.slice(-2000) + called.stderr);
  assert.equal((await waiting).code, 0);
});

test("fail2ban sorts a log and bans in its own namespace only", async (t) => {
  const network = await pair();
  t.after(() => network.delete());
  const { pbx, phone } = network.hosts;
  const folder = scratch("log");
  const log = join(folder, "auth.log");
  await writeFile(log, "");
  const configs = {
    "filter.d/tiny.conf": "[Definition]\nfailregex = ^ refused <HOST>$\ndatepattern = ^%%Y-%%m-%%d %%H:%%M:%%S\n",
    "jail.d/tiny.conf": `[tiny]\nenabled = true\nfilter = tiny\nlogpath = ${log}\nbackend = polling\nmaxretry = 2\naction = nftables[type=allports, protocol="tcp,udp"]\n`,
  };
  const now = (): string => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace("T", " ");
  const line = (): string => `${now()} refused 203.0.113.5\n`;
  assert.deepEqual(await fail2banRegex(configs, "tiny", `${line()}${now()} welcome 203.0.113.6\n`), { matched: 1, missed: 1, addresses: ["203.0.113.5"] });
  assert.equal((await checkFail2ban(configs)).code, 0);

  const fail2ban = await Fail2ban.start(pbx, configs);
  t.after(() => fail2ban.stop());
  await appendFile(log, line() + line());
  await waitFor(async () => (await fail2ban.banned("tiny")).includes("203.0.113.5"), 10_000, "the ban");
  const udp = { protocol: "udp", address: "192.0.2.10", port: 5060 } as const;
  await waitFor(async () => (await reach(phone, pbx, udp)) === "refused", 5000, "the ban to act"); // the list is ahead of the filter
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { filesInMemory, readAsterisk, type AsteriskReading } from "../../../../src/dialects/asterisk/index.js";
import { type Fact, isKnown } from "../../../../src/posture/index.js";
import { placeOf } from "../../../../src/source/index.js";

function read(texts: Readonly<Record<string, string>>, version = "22"): AsteriskReading {
  const files = new Map(Object.entries(texts).map(([name, text]) => [`/etc/asterisk/${name}`, { path: name, text }]));
  return readAsterisk(filesInMemory("/etc/asterisk", files), version);
}

/** `value @ place (by)` of a fact. */
function short<T>(fact: Fact<T> | undefined): string {
  if (fact === undefined) return "-";
  const value = isKnown(fact) ? JSON.stringify(fact.value) : "?";
  return `${value} ${fact.kind} ${fact.spelling} ${placeOf(fact.at)}`;
}

const TRANSPORT = "[udp]\ntype=transport\nbind=0.0.0.0\n";

test("a listener has its protocol and port from the transport, and is open where nothing narrows it", () => {
  const [udp, tls] = read({ "pjsip.conf": `${TRANSPORT}[tls]\ntype=transport\nprotocol=TLS\nbind=192.0.2.10:15061\n` }).posture.listeners ?? [];
  assert.deepEqual([short(udp?.protocol), short(udp?.port)], ['"udp" default protocol pjsip.conf:1:2', "5060 default bind pjsip.conf:3:6"]);
  assert.deepEqual([short(tls?.protocol), short(tls?.port)], ['"tls" set protocol pjsip.conf:6:10', "15061 set bind pjsip.conf:7:6"]);
  assert.equal(udp?.audience.kind === "default" && udp.audience.value.world, true);
  assert.equal(udp?.path, "pjsip.conf[udp]");
});

test("access lists narrow every listener, family by family, and fail open", () => {
  const world = (acl: string, bind = "0.0.0.0", more = {}): string => {
    const [listener] = read({ "pjsip.conf": `[udp]\ntype=transport\nbind=${bind}\n${acl}`, ...more }).posture.listeners ?? [];
    const audience = listener?.audience;
    return audience === undefined || !isKnown(audience) ? "?" : audience.value.world ? "world" : audience.value.sources.join(" ");
  };
  assert.equal(world("[a]\ntype=acl\ndeny=0.0.0.0/0\npermit=198.51.100.0/24,203.0.113.7\n"), "198.51.100.0/24 203.0.113.7/32");
  assert.equal(world("[a]\ntype=acl\ndeny=0.0.0.0/0\npermit=198.51.100.0/24\n", "[::]"), "world");
  assert.equal(world("[a]\ntype=acl\ndeny=0.0.0.0/0\ndeny=::/0\npermit=198.51.100.0/24\n", "[::]"), "198.51.100.0/24");
  assert.equal(world("[a]\ntype=acl\npermit=198.51.100.0/24\n"), "world");
  assert.equal(world("[a]\ntype=acl\npermit=198.51.100.0/24\ndeny=0.0.0.0/0\n"), "");
  assert.equal(world("[a]\ntype=acl\ndeny=0.0.0.0/0\npermit=198.51.100.0/24, 203.0.113.7\n"), "world");
  assert.equal(world("[a]\ntype=acl\ndeney=0.0.0.0/0\n"), "world");
  assert.equal(world("[a]\ntype=acl\nacl=office\n"), "?");
  assert.equal(world("[a]\ntype=acl\nacl=office\n", "0.0.0.0", { "acl.conf": "[office]\ndeny=0.0.0.0/0\npermit=198.51.100.0/24\n" }), "198.51.100.0/24");
  assert.equal(world("[a]\ntype=acl\nacl=offfice\n", "0.0.0.0", { "acl.conf": "[office]\npermit=0.0.0.0/0\n" }), "");
  assert.equal(world("", "127.0.0.1:5080"), "localhost");
});

test("who needs no secret and no address opens the listeners", () => {
  const authenticated = (text: string) => short(read({ "pjsip.conf": `${TRANSPORT}${text}` }).posture.listeners?.[0]?.authenticated).split(" ")[0];
  assert.equal(authenticated("[a]\ntype=endpoint\nauth=a\n"), "true");
  assert.equal(authenticated("[anonymous]\ntype=endpoint\n"), "false");
  assert.equal(authenticated("[trunk]\ntype=endpoint\n[i]\ntype=identify\nendpoint=trunk\nmatch=198.51.100.10\n"), "false");
  assert.equal(authenticated("[trunk]\ntype=endpoint\nidentify_by=ip\n[i]\ntype=identify\nendpoint=trunk\nmatch=198.51.100.10\n"), "true");
  assert.equal(authenticated("[t](!)\nauth=a\n[b](t)\ntype=endpoint\nauth=\n"), "false");
});

test("accounts and trunks are told apart, and a fact knows the template it came by", () => {
  const text = `${TRANSPORT}[phone](!)\ntype=endpoint\nmedia_encryption=sdes\ntransport=udp\n[100](phone)\nauth=100\n[100]\ntype=auth\nusername=100\npassword=example\nsupported_algorithms_uas=SHA-256,MD5\n[carrier]\ntype=endpoint\n[i]\ntype=identify\nendpoint=carrier\nmatch=198.51.100.10\n`;
  const { accounts = [], trunks = [] } = read({ "pjsip.conf": text }).posture;
  const [account] = accounts;
  assert.deepEqual([accounts.map(({ name }) => name), trunks.map(({ name }) => name)], [["100"], ["carrier"]]);
  assert.equal(short(account?.media), '"sdes" set media_encryption pjsip.conf:6:18');
  assert.deepEqual(account?.media.kind === "set" ? account.media.via.map(placeOf) : [], ["pjsip.conf:8:7"]);
  assert.equal(short(account?.algorithms), '["SHA-256","MD5"] set supported_algorithms_uas pjsip.conf:14:26');
  assert.equal(short(account?.signalling), '"udp" set transport pjsip.conf:7:11');
  assert.equal(short(trunks[0]?.media), '"none" default media_encryption pjsip.conf:15:2');
  assert.equal(short(trunks[0]?.authentication), '"address" set match pjsip.conf:20:7');
  assert.equal(short(trunks[0]?.signalling), '"udp" default transport pjsip.conf:15:2');
});

test("what Asterisk drops is not there", () => {
  const { accounts = [] } = read({ "pjsip.conf": `${TRANSPORT}[100]\ntype=endpoint\nauth=100\nnat=yes\n[101]\ntype=endpoint\nauth=101\n` }).posture;
  assert.deepEqual(accounts.map(({ name }) => name), ["101"]);
  assert.equal(short(accounts[0]?.algorithms), '? unknown auth pjsip.conf:10:6');
});

test("webrtc and optimistic encryption decide over what media_encryption says", () => {
  const media = (lines: string) => short(read({ "pjsip.conf": `[100]\ntype=endpoint\nauth=x\n${lines}` }).posture.accounts?.[0]?.media).split(" ")[0];
  assert.equal(media("media_encryption=no\nwebrtc=yes\n"), '"dtls"');
  assert.equal(media("media_encryption=sdes\nmedia_encryption_optimistic=yes\n"), '"none"');
});

test("each TLS transport has its lowest version and what it asks of clients", () => {
  const tls = (lines: string) => {
    const [posture] = read({ "pjsip.conf": `[t]\ntype=transport\nprotocol=tls\nbind=192.0.2.1\n${lines}` }).posture.tls ?? [];
    return [short(posture?.minimum).split(" ")[0], short(posture?.clientCertificates).split(" ")[0]];
  };
  assert.deepEqual(tls("method=tlsv1_2\nverify_client=yes\nrequire_client_cert=yes\n"), ['"1.2"', '"required"']);
  assert.deepEqual(tls(""), ['"1.0"', '"none"']);
  assert.deepEqual(tls("method=sslv23\ncipher=ECDHE-RSA-AES128-GCM-SHA256\nverify_client=yes\n"), ['"1.2"', '"optional"']);
  assert.deepEqual(tls("method=sslv23\ncipher=AES128-SHA,ECDHE-RSA-AES128-GCM-SHA256\n"), ["?", '"none"']);
});

test("the manager interface: off by default, any address of both families once it is on", () => {
  const ami = (text: string, more = {}) => (read({ "manager.conf": text, ...more }).posture.management ?? []).map(({ name, port, audience }) => [name, isKnown(port) ? port.value : "?", !isKnown(audience) ? "?" : audience.value.world ? "world" : audience.value.sources.join(" ")]);
  assert.deepEqual(ami("[general]\nport=5038\n"), []);
  assert.deepEqual(ami("[general]\nenabled=yes\n"), [["ami", 5038, "world"]]);
  assert.deepEqual(ami("[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=5099\n"), [["ami", 5099, "localhost"]]);
  assert.deepEqual(ami("[general]\nenabled=yes\n[a]\nsecret=example\ndeny=0.0.0.0/0\npermit=192.0.2.0/24\n"), [["ami", 5038, "world"]]);
  assert.deepEqual(ami("[general]\nenabled=yes\nbindaddr=0.0.0.0\n[a]\nsecret=example\ndeny=0.0.0.0/0\npermit=192.0.2.0/24\n"), [["ami", 5038, "192.0.2.0/24"]]);
  assert.deepEqual(ami("[general]\nenabled=yes\nbindaddr=0.0.0.0\n[a]\nsecret=example\ndeny=0.0.0.0/0\npermit=192.0.2.0/24\n[b]\nsecret=example\n"), [["ami", 5038, "world"]]);
  assert.deepEqual(ami("[general]\nenabled=yes\nbindaddr=127.0.0.1\ntlsenable=yes\ntlsbindaddr=0.0.0.0:5040\n"), [["ami", 5038, "localhost"], ["ami-tls", 5040, "world"]]);
});

test("the web server, and what answers by it", () => {
  const services = (http: string, more = {}) => (read({ "http.conf": http, ...more }).posture.management ?? []).map(({ name, service, port, audience }) => [name, service, isKnown(port) ? port.value : "?", isKnown(audience) && audience.value.world]);
  const ari = { "ari.conf": "[general]\n[u]\ntype=user\npassword=example\n" };
  assert.deepEqual(services("[general]\nbindport=80\nbindaddr=::\n"), []);
  assert.deepEqual(services("[general]\nenabled=yes\n", ari), [], "without an address there is no socket");
  assert.deepEqual(services("[general]\nenabled=yes\nbindaddr=0.0.0.0\n", ari), [["http", "http", 8088, true], ["ari", "ari", 8088, true]]);
  assert.deepEqual(services("[general]\nenabled=yes\nbindaddr=127.0.0.1\nbindport=8089\n", { "ari.conf": "[general]\nenabled=no\n[u]\ntype=user\n" }), [["http", "http", 8089, false]]);
  assert.deepEqual(services("[general]\nenabled=no\nbindaddr=0.0.0.0\ntlsenable=yes\n"), []);
  assert.deepEqual(services("[general]\nenabled=no\ntlsenable=yes\ntlsbindaddr=0.0.0.0:8443\n"), [["http-tls", "http", 8443, true]], "TLS has a switch of its own");
  assert.deepEqual(services("[general]\nenabled=yes\nbindaddr=127.0.0.1\ntlsenable=yes\n", { "manager.conf": "[general]\nenabled=yes\nwebenabled=yes\nbindaddr=127.0.0.1\n", "prometheus.conf": "[general]\nenabled=yes\n" }).map(([name]) => name), ["ami", "http", "ami-web", "metrics", "http-tls", "ami-web-tls", "metrics-tls"]);
});

test("chan_sip listens up to 20, unless modules.conf keeps it away", () => {
  const sip = (text: string, version: string, modules?: string): string[] => (read({ "sip.conf": text, ...(modules === undefined ? {} : { "modules.conf": modules }) }, version).posture.listeners ?? [])
    .map(({ protocol, port, address, audience, authenticated }) => [protocol, port, address, authenticated].map((fact) => (isKnown<unknown>(fact) ? String(fact.value) : "?")).join(" ") + (isKnown(audience) && audience.value.world ? " world" : ""));
  assert.deepEqual(sip("[general]\nbindport=5070\nbindaddr=192.0.2.10:5090\n", "16"), ["udp 5070 192.0.2.10 false world"]);
  assert.deepEqual(sip("[general]\nudpbindaddr=127.0.0.1:5080\ntcpenable=yes\ntlsenable=yes\ntlsbindaddr=192.0.2.10\nallowguest=no\n", "20"), ["udp 5080 127.0.0.1 true", "tcp 5080 127.0.0.1 true", "tls 5061 192.0.2.10 true world"]);
  assert.deepEqual(sip("[general]\ntlsenable=yes\n", "18"), ["udp 5060 0.0.0.0 false world", "tls 5061 0.0.0.0 false world"]);
  assert.deepEqual(sip("[general]\n", "21"), []);
  assert.deepEqual(sip("[general]\n", "16", "[modules]\nautoload=yes\nnoload => chan_sip.so\n"), []);
  assert.deepEqual(sip("[general]\n", "16", "[modules]\nautoload=no\n"), []);
  assert.equal(sip("[general]\n", "16", "[modules]\nautoload=no\nload=chan_sip\n").length, 1);
});

test("TLS of the core's own servers takes old versions unless they are switched off", () => {
  const minimum = (http: string) => (read({ "http.conf": `[general]\nenabled=yes\nbindaddr=::\ntlsenable=yes\n${http}` }).posture.tls ?? []).map(({ minimum }) => (isKnown(minimum) ? minimum.value : "?"));
  assert.deepEqual(minimum(""), ["?"]);
  assert.deepEqual(minimum("tlsdisablev11=yes\n"), ["1.2"]);
  assert.deepEqual(minimum("tlsdisablev11=yes\ntlsdisablev12=yes\n"), ["1.3"]);
  assert.deepEqual(minimum("tlsdisablev11=yes\ntlsdisablev1=no\n"), ["?"]);
});

test("aspects are there for the files that are", () => {
  assert.deepEqual(Object.keys(read({ "manager.conf": "" }).posture), ["management"]);
  assert.deepEqual(Object.keys(read({ "pjsip.conf": "" }).posture), ["listeners", "accounts", "trunks", "tls"]);
  assert.deepEqual(Object.keys(read({}).posture), []);
});

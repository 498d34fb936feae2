import assert from "node:assert/strict";
import { test } from "node:test";
import { type AsteriskReading, filesInMemory, readAsterisk } from "../../../../src/dialects/asterisk/index.js";
import { type AsteriskAccount, type Fact, hopsOf, isKnown } from "../../../../src/posture/index.js";
import { placeOf } from "../../../../src/source/index.js";

function read(texts: Readonly<Record<string, string>>, version = "22"): AsteriskReading {
  return readAsterisk(filesInMemory("/etc/asterisk", new Map(Object.entries(texts).map(([name, text]) => [`/etc/asterisk/${name}`, { path: name, text }]))), version);
}

/** `value kind place` of an option. */
function option(account: AsteriskAccount | undefined, name: string): string {
  const fact = account?.options.get(name);
  return fact === undefined ? "-" : `${isKnown(fact) ? fact.value : "?"} ${fact.kind} ${placeOf(fact.at)}`;
}

const access = ({ access: { world, sources } }: AsteriskAccount): string => `${world.join("+") || "-"} ${sources.join(" ")}`.trim();

test("an option is the account's own, [general]'s or the engine's, each at its place", () => {
  const [a, b] = read({ "sip.conf": "[general]\ncontext=outside\n[t](!)\ntype=friend\ninsecure=invite\n[a](t)\nhost=dynamic\n[b]\ntype=peer\ncontext=own\ncanreinvite=no\nusername=bob\n" }, "16").accounts;
  assert.deepEqual([option(a, "context"), option(a, "insecure"), option(a, "directmedia")], ["outside set sip.conf:2:9", "invite set sip.conf:5:10", "yes default sip.conf:6:2"]);
  assert.deepEqual([option(b, "context"), option(b, "directmedia"), option(b, "defaultuser"), option(b, "callerid")], ["own set sip.conf:10:9", "no set sip.conf:11:13", "bob set sip.conf:12:10", "-"]);
  const insecure = a?.options.get("insecure");
  assert.deepEqual(insecure?.kind === "set" ? insecure.via.map(placeOf) : [], ["sip.conf:6:5"]);
});

test("who is let in is worked out exactly, for each family", () => {
  const lists = (lines: string, acl = "") => read({ "manager.conf": `[u]\nsecret=example\n${lines}`, "acl.conf": acl }).accounts.map(access)[0];
  assert.equal(lists(""), "4+6");
  assert.equal(lists("permit=198.51.100.0/24\n"), "4+6");
  assert.equal(lists("deny=0.0.0.0/0\npermit=198.51.100.0/24,203.0.113.7\n"), "6 198.51.100.0/24 203.0.113.7/32");
  assert.equal(lists("deny=0.0.0.0/1\ndeny=128.0.0.0/1\ndeny=::/0\n"), "-");
  assert.equal(lists("deny=0.0.0.0/0\ndeny=::/0\npermit=198.51.100.0/24\nacl=half\n", "[half]\ndeny=198.51.100.128/25\n"), "- 198.51.100.0/25");
  assert.equal(lists("deny=0.0.0.0/0\ndeny=::/0\npermit=::1\n"), "- ::1/128");
  assert.equal(lists("acl=nobody\n"), "-");
  assert.equal(lists("acl=half\n", "[half]\ndeny=0.0.0.0/0\ndeny=::/0\nallow=x\n"), "4+6");
});

test("an error in an access list costs a manager, an ARI user or a SIP peer, and of IAX only the rest of its line", () => {
  const texts = { "manager.conf": "[u]\nsecret=example\npermit=192.0.2.1, 192.0.2.2\n", "ari.conf": "[u]\ntype=user\npassword=example\npermit=192.0.2.1, 192.0.2.2\n", "sip.conf": "[u]\ntype=friend\npermit=192.0.2.1, 192.0.2.2\n", "iax.conf": "[u]\ntype=friend\ndeny=0.0.0.0/0\npermit=192.0.2.1, 192.0.2.2\n" };
  const kinds = (version: string) => read(texts, version).accounts.map(({ kind, loaded, access: { mistakes } }) => `${kind} ${loaded ? "loaded" : "dropped"} ${mistakes.length}`);
  assert.deepEqual(kinds("20.20"), ["sip dropped 1", "iax loaded 1", "ami dropped 1", "ari dropped 1"]);
  assert.match(read({ "sip.conf": "[u]\ntype=friend\n" }, "22").accounts[0]?.because ?? "", /gone from Asterisk 21/);
});

test("before ari.conf was read user by user, an option of a later release cost the whole file", () => {
  const ari = "[a]\ntype=user\npassword=example\npermit=192.0.2.1\n[b]\ntype=user\npassword=example\n[c]\ntype=user\n";
  const loaded = (version: string) => read({ "ari.conf": ari }, version).accounts.filter((account) => account.loaded).map(({ name }) => name).join("");
  assert.deepEqual(["16", "20.14", "20.15", "20.19", "22.4.1", "22.8", "22.9", "23"].map(loaded), ["", "", "b", "ab", "", "b", "ab", "ab"]);
});

test("a mailbox has its PIN, its own options and those of [general]", () => {
  const { accounts } = read({ "voicemail.conf": "[general]\ndialout=outside\n[zonemessages]\nx=y\n[default]\n100 => 4242,Alice,a@example.org,,callback=back|dialout=own\n101 =>\n" });
  assert.deepEqual(accounts.map(({ name, secrets }) => [name, ...secrets.map(({ value, at }) => `${value} ${at.end - at.start}`)]), [["100@default", "4242 4"], ["101@default", " 0"]]);
  assert.deepEqual([option(accounts[0], "callback"), option(accounts[0], "dialout"), option(accounts[1], "dialout"), option(accounts[1], "operator")], [
    "back set voicemail.conf:6:34", "own set voicemail.conf:6:48", "outside set voicemail.conf:2:9", "no default voicemail.conf:7:1",
  ]);
});

test("all secrets of an IAX user are good, and a second section fills the same manager", () => {
  const { accounts } = read({ "iax.conf": "[t](!)\nsecret=one\n[a](t)\ntype=user\nsecret=two\n", "manager.conf": "[m]\nsecret=example\nread=all\ndeny=0.0.0.0/0\n[m]\nwrite=call\n" });
  assert.deepEqual(accounts.map(({ secrets }) => secrets.map(({ value }) => value)), [["one", "two"], ["example"]]);
  assert.deepEqual(accounts[0]?.secrets.map((line) => hopsOf(line).length), [1, 0]);
  assert.deepEqual([option(accounts[1], "read"), option(accounts[1], "write"), accounts[1]?.access.world], ["all set manager.conf:3:6", "call set manager.conf:6:7", [4, 6]]);
});

test("rtp.conf and udptl.conf: ranges that make no sense are the default ones", () => {
  const media = (rtp: string, udptl = "") => {
    const { media: { rtp: held, udptl: ports } } = read({ "rtp.conf": `[general]\n${rtp}`, "udptl.conf": `[general]\n${udptl}` });
    const all: readonly (Fact<number | string> | undefined)[] = [held?.ports.first, held?.ports.last, held?.strict, held?.probation, ports?.first, ports?.last];
    return all.map((fact) => (fact === undefined || !isKnown(fact) ? "?" : fact.value)).join(" ");
  };
  assert.equal(media(""), "5000 31000 yes 4 4000 4999");
  assert.equal(media("rtpstart=10000\nrtpend=10999\nstrictrtp=seqno\nprobation=8\n", "udptlstart=4500\nudptlend=4600\n"), "10000 10999 seqno 8 4500 4600");
  assert.equal(media("rtpstart=20000\nrtpend=10000\nstrictrtp=maybe\nprobation=1\n", "udptlstart=5000\nudptlend=4600\n"), "5000 31000 no 4 4000 4999");
  assert.equal(media("rtpstart=1\nrtpstart=9000\nrtpend=99999\n"), "1024 65535 yes 4 4000 4999");
  assert.deepEqual(read({}).media, { rtp: null, udptl: null });
});

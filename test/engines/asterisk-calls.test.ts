import assert from "node:assert/strict";
import { test } from "node:test";
import { secretsOf } from "../targets/asterisk/policies.js";
import { type Headquarters, headquarters } from "./asterisk-hq.js";
import type { Namespace } from "./lab/namespace.js";
import { waitFor } from "./lab/process.js";
import { audioOffer, sip, type SipOutcome, type SipRequest, sipText } from "./lab/sip.js";

test("acme-hq: two accounts talk over TLS and SRTP, plans hold, emergency passes", async (t) => {
  const { asterisk, phone, taken } = await headquarters(t);
  const [desk, hall] = [await phone("101"), await phone("102")];
  assert.deepEqual([await desk.registered(), await hall.registered()], [{ ok: true, status: 200 }, { ok: true, status: 200 }]);

  assert.deepEqual(await desk.call("102"), { answered: true });
  await hall.called();
  const flows = await Promise.all([desk.speak(), hall.speak()]);
  for (const flow of flows) assert.ok(flow.sent > 40 && flow.received > 40, JSON.stringify(flows));
  assert.deepEqual([await desk.encrypted(), await hall.encrypted()], [true, true]);
  desk.hangUp();

  assert.deepEqual(await hall.call("+12125552368"), { answered: false, status: 404 });
  assert.deepEqual(await desk.call("+19002345678"), { answered: false, status: 403 });
  assert.deepEqual(await desk.call("011442079460123"), { answered: false, status: 403 });
  assert.deepEqual(await desk.call("anything"), { answered: false, status: 404 });
  assert.deepEqual(await taken(), []);

  assert.deepEqual(await hall.call("911"), { answered: true });
  hall.hangUp();
  assert.deepEqual(await desk.call("2125552368"), { answered: true });
  const flow = await desk.speak();
  assert.ok(flow.sent > 40 && flow.received > 40, JSON.stringify(flow));
  desk.hangUp();
  assert.deepEqual(await taken(), ["911 FROM 102", "+12125552368 FROM 101"]);

  const records = (await asterisk.file("cdr-csv/Master.csv")).split("\n").map((line) => line.split(",").slice(1, 3).join(" "));
  assert.ok(records.includes('"101" "+19002345678"'), "a refused call has its record too");
  assert.deepEqual(await asterisk.problems(), []);
});

test("an account has no more paid calls at once than its plan allows, and emergency is not counted", async (t) => {
  const { phone, taken, asterisk } = await headquarters(t);
  const desk = await phone("101");
  await desk.registered();
  const said: unknown[] = [];
  for (const number of ["2125552368", "2125552369", "2125552370", "911"]) said.push(await desk.call(number));
  const groups = [...(await asterisk.cli("group show channels")).matchAll(/^PJSIP\/(\S+)-[0-9a-f]+ +(\S+) +(\S+)/gm)].map((line) => line.slice(1).join(" ")).sort();
  assert.deepEqual(groups, ["101 101 paid", "101 101 paid", "carrier-a 101 leg", "carrier-a 101 leg"], "the carrier's side counts too: it may outlive the account's");
  assert.deepEqual(said, [{ answered: true }, { answered: true }, { answered: false, status: 503 }, { answered: true }]);
  assert.deepEqual(await taken(), ["+12125552368 FROM 101", "+12125552369 FROM 101", "911 FROM 101"]);
  assert.match((await asterisk.log()).map(({ text }) => text).join("\n"), /Refused call of 101 to 2125552370/);
});

test("a paid call passes inside the plan's hours and not outside", async (t) => {
  const hour = (offset: number): string => `${String((new Date().getUTCHours() + 24 + offset) % 24).padStart(2, "0")}:00`;
  const during = (hours: string) => (text: string): string => text.replace("trunk: carrier-a,\n", `trunk: carrier-a, hours: "${hours}",\n`).replace("home: US", "home: US\n  timezone: Etc/UTC");
  for (const [hours, outcome] of [[`${hour(-1)}-${hour(2)}`, { answered: true }], [`${hour(2)}-${hour(-1)}`, { answered: false, status: 403 }]] as const) {
    const { phone, policy } = await headquarters(t, during(hours));
    assert.equal(policy.calling.plans.find(({ name }) => name === "national")?.hours.value?.text, hours);
    const desk = await phone("101");
    await desk.registered();
    assert.deepEqual(await desk.call("2125552368"), outcome, hours);
    assert.deepEqual(await desk.call("911"), { answered: true }, hours);
  }
});

test("a call from the carrier rings one account and reaches nothing else", async (t) => {
  const { phone, carrier, asterisk, taken } = await headquarters(t);
  const desk = await phone("101");
  await desk.registered();
  await carrier.cli("channel originate PJSIP/+12125550100@pbx application Echo");
  await desk.called();
  desk.hangUp();
  await carrier.cli("channel originate PJSIP/+19002345678@pbx application Echo");
  await desk.called();
  desk.hangUp();
  const calls = async (): Promise<number> => (await asterisk.file("cdr-csv/Master.csv")).split("\n").filter(Boolean).length;
  await waitFor(async () => (await calls()) === 2, 5000, "two call records");
  for (const number of ["x102", "h", "i", "t"]) await carrier.cli(`channel originate PJSIP/${number}@pbx application Echo`);
  await waitFor(async () => (await asterisk.log()).filter(({ text }) => text.includes("extension not found in context 'trunk-carrier-a'")).length === 4, 5000, "four refusals");
  assert.equal(await calls(), 2);
  assert.deepEqual(await taken(), []);
});

/** An answer without what differs from one request to the next. */
const bare = ({ answers, error }: SipOutcome): unknown => ({
  error, answers: answers.map(({ text }) => text.replace(/(branch|tag|nonce|opaque|rport|received)="?[^;",\r\n]*"?/g, "$1").replace(/^(Call-ID|CSeq|From|To|Via):.*$/gim, "$1")),
});

function ask({ certificates }: Headquarters, from: Namespace, port: number, request: SipRequest, more: object = {}): Promise<SipOutcome> {
  return sip(from, { transport: "tls", address: "192.0.2.10", port, wait: 400, tls: { ca: certificates.ca }, messages: [sipText(request)], ...more });
}

test("whoever has no account learns nothing: accounts that exist and accounts that do not are answered alike", async (t) => {
  const hq = await headquarters(t);
  const { desk, stranger } = hq.network.hosts;
  for (const method of ["REGISTER", "INVITE", "OPTIONS", "SUBSCRIBE", "MESSAGE"] as const) {
    const request = (user: string): SipRequest => ({ method, uri: "sip:192.0.2.10", from: `sip:${user}@192.0.2.10`, to: `sip:${user}@192.0.2.10` });
    const [existing, missing, trunk] = await Promise.all(["101", "199", "carrier-a"].map((user) => ask(hq, desk, 15061, request(user))));
    assert.ok(existing !== undefined && missing !== undefined && trunk !== undefined);
    assert.deepEqual(existing.answers.map(({ status }) => status), [401], method);
    assert.match(existing.answers[0]?.text ?? "", /^WWW-Authenticate: Digest .*realm="pbx.acme.example".*algorithm=SHA-256/m);
    assert.doesNotMatch(existing.answers[0]?.text ?? "", /asterisk/i);
    assert.deepEqual(bare(missing), bare(existing), method);
    assert.deepEqual(bare(trunk), bare(existing), method);
    assert.deepEqual((await ask(hq, stranger, 15061, request("101"), { wait: 1500 })).answers, [], "a stranger's packets end at the filter");
  }
});

test("a wrong password and an unknown account are refused alike, and leave the address in the security log", async (t) => {
  const hq = await headquarters(t);
  const request = (user: string): SipRequest => ({ method: "REGISTER", uri: "sip:192.0.2.10", from: `sip:${user}@192.0.2.10`, to: `sip:${user}@192.0.2.10`, contact: `sip:${user}@{local}` });
  const tried = (user: string) => ask(hq, hq.network.hosts.hall, 15061, request(user), { credentials: { user, password: "wrong" } });
  const [existing, missing] = [await tried("101"), await tried("199")];
  assert.deepEqual(existing.answers.map(({ status }) => status), [401, 401]);
  assert.deepEqual(bare(missing), bare(existing));
  const events = (await hq.asterisk.securityEvents()).filter((event) => /Invalid|Failed/.test(event["SecurityEvent"] ?? ""));
  for (const account of ["101", "199"]) assert.ok(events.some((event) => event["AccountID"]?.includes(account) && event["RemoteAddress"]?.includes("203.0.113.6")), account);
});

test("plain RTP is refused, and so is TLS older than 1.2", async (t) => {
  const hq = await headquarters(t);
  const credentials = { user: "101", password: secretsOf(hq.policy).get("accounts.101.secret") ?? "" };
  const invite = (profile: "RTP/AVP" | "RTP/SAVP"): SipRequest => ({ method: "INVITE", uri: "sip:911@192.0.2.10", from: "sip:101@192.0.2.10", body: audioOffer("203.0.113.5", profile) });
  const last = async (profile: "RTP/AVP" | "RTP/SAVP") => (await ask(hq, hq.network.hosts.desk, 15061, invite(profile), { credentials, wait: 1500 })).answers.at(-1)?.status;
  assert.equal(await last("RTP/AVP"), 488);
  assert.equal(await last("RTP/SAVP"), 200);
  const tls = async (version: string) => {
    const { error, protocol, answers } = await ask(hq, hq.network.hosts.desk, 15061, { method: "OPTIONS", uri: "sip:192.0.2.10" }, { tls: { ca: hq.certificates.ca, minVersion: version, maxVersion: version } });
    return error === undefined ? `${protocol} ${answers.length}` : "refused";
  };
  assert.deepEqual([await tls("TLSv1"), await tls("TLSv1.1"), await tls("TLSv1.2"), await tls("TLSv1.3")], ["refused", "refused", "TLSv1.2 1", "TLSv1.3 1"]);
});

test("a call that claims another account's number is shown as the account that made it", async (t) => {
  const hq = await headquarters(t);
  const credentials = { user: "101", password: secretsOf(hq.policy).get("accounts.101.secret") ?? "" };
  const headers = { "P-Asserted-Identity": "<sip:+12125550199@192.0.2.10>", "Remote-Party-ID": "<sip:+12125550199@192.0.2.10>;party=calling" };
  const invite: SipRequest = { method: "INVITE", uri: "sip:2125552368@192.0.2.10", from: "sip:101@192.0.2.10", headers, body: audioOffer("203.0.113.5", "RTP/SAVP") };
  await ask(hq, hq.network.hosts.desk, 15061, invite, { credentials, wait: 1500 });
  assert.deepEqual(await hq.taken(), ["+12125552368 FROM 101"]);
});

test("whatever is dialled beside digits reaches no dialplan function and no trunk", async (t) => {
  const hq = await headquarters(t);
  const credentials = { user: "101", password: secretsOf(hq.policy).get("accounts.101.secret") ?? "" };
  const hostile = ["2125552368%26PJSIP%2F102", "2125552368%22%29%7d", "+1212%24%7BSHELL%28id%29%7D", "2125552368,1", "1%22%20%7C%201", "00%00", "2125552368x", "9".repeat(90), "+", "++12125552368"];
  for (const user of hostile) {
    const invite: SipRequest = { method: "INVITE", uri: `sip:${user}@192.0.2.10`, from: "sip:101@192.0.2.10", body: audioOffer("203.0.113.5", "RTP/SAVP") };
    const { answers } = await ask(hq, hq.network.hosts.desk, 15061, invite, { credentials, wait: 700 });
    assert.match(String(answers.at(-1)?.status), /^(400|403|404)$/, user);
  }
  assert.deepEqual(await hq.taken(), []);
  assert.deepEqual(await hq.asterisk.problems(), []);
});

test("a transferred call reaches accounts and nothing that costs money", async (t) => {
  const { phone, carrier, taken, asterisk } = await headquarters(t);
  const [desk, hall] = [await phone("101"), await phone("102")];
  await Promise.all([desk.registered(), hall.registered()]);
  const incoming = async (): Promise<void> => {
    await carrier.cli("channel originate PJSIP/+12125550100@pbx application Echo");
    await desk.called();
  };
  await incoming();
  await desk.transfer("+12125552368");
  await waitFor(async () => (await asterisk.problems()).some((problem) => problem.includes("attempted blind transfer to '+12125552368@transferred' but target does not exist")), 5000, "the refusal");
  await desk.transfer("102");
  await hall.called();
  hall.hangUp();
  assert.deepEqual(await taken(), []);
});

test("an emergency call finds the peer that is alive while the first one is not", async (t) => {
  const hq = await headquarters(t, undefined, "198.51.100.11");
  const credentials = { user: "102", password: secretsOf(hq.policy).get("accounts.102.secret") ?? "" };
  const invite: SipRequest = { method: "INVITE", uri: "sip:911@192.0.2.10", from: "sip:102@192.0.2.10", body: audioOffer("203.0.113.6", "RTP/SAVP") };
  const { answers } = await ask(hq, hq.network.hosts.hall, 15061, invite, { credentials, wait: 10_000 });
  assert.ok(answers.some(({ status }) => status === 200), answers.map(({ status }) => status).join(" "));
  assert.deepEqual(await hq.taken(), ["911 FROM 102"]);
});

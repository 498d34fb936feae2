import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Policy } from "../../src/policy/index.js";
import { edgePolicy, forKamailio } from "../targets/kamailio/edge-policy.js";
import { ask, PASSWORDS, PUBLIC, REGISTRAR, uriOf } from "./kamailio/edge-scene.js";
import { header, reply, request, routes, status, tagOf, uriIn } from "./kamailio/sip.js";
import { standUp, type Topology } from "./kamailio/topology.js";
import { type Line, Wire } from "./kamailio/wire.js";
import type { KamailioSetup } from "./lab/kamailio.js";
import { Phone } from "./lab/phone.js";
import { audioOffer, sip, type SipOutcome, type SipRequest, sipText } from "./lab/sip.js";

const SDP = ["v=0", "o=- 1 1 IN IP4 198.51.100.10", "s=-", "c=IN IP4 198.51.100.10", "t=0 0", "m=audio 40000 RTP/AVP 8", "a=rtpmap:8 PCMA/8000", ""].join("\r\n");
const AS_SDP = "Content-Type: application/sdp";
const CARRIER = "sip:carrier@198.51.100.10:5060";

/** The next request of a kind that the carrier is sent. */
async function sentToCarrier(carrier: Line, method: string): Promise<string> {
  for (let message = await carrier.next(6000); message !== null; message = await carrier.next(6000)) if (message.startsWith(`${method} `)) return message;
  throw new Error(`the carrier was sent no ${method}`);
}

/** A request over TLS from anywhere, with an account's password or without. */
function tried({ hosts, certificates }: Topology, host: "first" | "stranger", request: SipRequest, account: string | null = null): Promise<SipOutcome> {
  const credentials = account === null ? {} : { credentials: { user: account, password: PASSWORDS[account] ?? "" } };
  return sip(hosts[host], { transport: "tls", ...PUBLIC, wait: 1500, tls: { ca: certificates.ca }, messages: [sipText(request)], ...credentials });
}

/** The answers without what differs from one request to the next. */
function alike({ answers }: SipOutcome): readonly string[] {
  return answers.map(({ text }) => text.replace(/(branch|tag|nonce|opaque|rport|received)="?[^;",\r\n]*"?/g, "$1").replace(/^(Call-ID|CSeq|From|To|Via):.*$/gim, "$1"));
}

async function phone(t: TestContext, { hosts, certificates }: Topology, host: "first" | "second", name: string, algorithm: "MD5" | "SHA-256"): Promise<Phone> {
  const server = { address: PUBLIC.address, port: PUBLIC.port, transport: "tls" as const };
  const started = await Phone.start({ namespace: hosts[host], name, password: PASSWORDS[name] ?? "", algorithm, realm: "sip.acme.example", server, ca: certificates.ca, media: "srtp" });
  t.after(() => started.stop());
  return started;
}

async function wholeRun(t: TestContext, policy: Policy, prefix: KamailioSetup["prefix"]): Promise<void> {
  const topology = await standUp(t, policy, prefix);
  const wires = { carrier: new Wire(topology.hosts.carrier), stranger: new Wire(topology.hosts.stranger) };
  t.after(() => Object.values(wires).forEach((wire) => wire.stop()));
  const carrier = await wires.carrier.open("udp", "198.51.100.10", { address: PUBLIC.address, port: 15060 }, 5060);
  const modern = policy.engines.kamailio?.text !== "5.6";
  const one = await phone(t, topology, "first", "201", modern ? "SHA-256" : "MD5");
  const two = await phone(t, topology, "second", "202", "MD5");

  await t.test("two accounts register over TLS through the edge", async () => {
    assert.deepEqual(await one.registered(), { ok: true, status: 200 });
    assert.deepEqual(await two.registered(), { ok: true, status: 200 });
  });
  // These phones open their connection anew about five seconds after they start; what is under way then meets a closed one.
  await sleep(7000);
  await t.test("they call each other, and what they say is encrypted and flows both ways through the edge", async () => {
    const [outcome] = await Promise.all([one.call("202"), two.called()]);
    assert.deepEqual(outcome, { answered: true });
    const flows = await Promise.all([one.speak(), two.speak()]);
    for (const { sent, received } of flows) assert.ok(sent > 40 && received > 40, JSON.stringify(flows));
    assert.deepEqual([await one.encrypted(), await two.encrypted()], [true, true]);
    one.hangUp();
    await sleep(500);
  });
  await t.test("the emergency number and a national number reach the carrier, in the carrier's form", async () => {
    for (const [dialled, sent] of [["999", "999"], ["02079460000", "+442079460000"]] as const) {
      const outcome = one.call(dialled);
      const invite = await sentToCarrier(carrier, "INVITE");
      assert.equal(/^INVITE sip:([^@]+)@/.exec(invite)?.[1], sent);
      assert.deepEqual(header(invite, "X-RF-Trunk"), []);
      carrier.send(reply(invite, "486 Busy Here", { toTag: "c" }));
      assert.deepEqual(await outcome, { answered: false, status: 486 });
    }
  });
  await t.test("a call that the carrier answers is answered, acknowledged and ended by the carrier within the dialog", async () => {
    const outcome = two.call("02079460000");
    const invite = await sentToCarrier(carrier, "INVITE");
    carrier.send(reply(invite, "200 OK", { toTag: "c", headers: [`Contact: <${CARRIER}>`, AS_SDP], body: SDP }));
    await sentToCarrier(carrier, "ACK");
    assert.deepEqual(await outcome, { answered: true });
    const [from = ""] = header(invite, "From");
    const [to = ""] = header(invite, "To");
    const parts = { from: uriIn(to), to: uriIn(from), fromTag: "c", toTag: tagOf(from), callId: header(invite, "Call-ID")[0] ?? "", headers: routes(invite, "callee") };
    carrier.send(request(carrier, "BYE", uriIn(header(invite, "Contact")[0] ?? ""), parts));
    assert.equal(status(await carrier.answer()), "200");
  });
  await t.test("a call that the plan denies is refused and goes nowhere", async () => {
    const before = carrier.received.length;
    const outcome = await one.call("09011234567");
    assert.equal(outcome.answered, false);
    await sleep(300);
    assert.equal(carrier.received.length, before);
  });
  await t.test("a call from the carrier rings the trunk's account, whatever it says of itself", async () => {
    const headers = [AS_SDP, "X-RF-Trunk: another"];
    const invite = request(carrier, "INVITE", "sip:+442079460000@192.0.2.20:15060", { from: "sip:+441632960000@198.51.100.10", callId: "inbound", fromTag: "in", contact: CARRIER, headers, body: SDP });
    carrier.send(invite);
    await one.called();
    const answer = await carrier.answer(5000);
    let last = answer;
    while (status(last) !== "200" && last !== null) last = await carrier.answer(5000);
    assert.equal(status(last), "200");
    const [to = ""] = header(last ?? "", "To");
    const dialog = { from: "sip:+441632960000@198.51.100.10", to: uriIn(to), callId: "inbound", fromTag: "in", toTag: tagOf(to), contact: CARRIER, headers: routes(last ?? "", "caller") };
    const target = uriIn(header(last ?? "", "Contact")[0] ?? "");
    carrier.send(request(carrier, "ACK", target, dialog));
    await sleep(300);
    carrier.send(request(carrier, "BYE", target, { ...dialog, cseq: 2 }));
    assert.equal(status(await carrier.answer()), "200");
  });
  await t.test("a stranger gets the one answer where phones are served, and silence everywhere else", async () => {
    const line = await wires.stranger.open("tls", "203.0.113.66", PUBLIC);
    assert.equal(status(await ask(line, "REGISTER", REGISTRAR, "201", {})), "401");
    assert.equal(status(await ask(line, "INVITE", uriOf("999"), "201", {})), "401");
    const udp = await wires.stranger.open("udp", "203.0.113.66", { address: PUBLIC.address, port: 15060 });
    assert.equal(await ask(udp, "INVITE", "sip:999@192.0.2.20", "201", {}, 700), null);
    for (const address of ["10.20.0.5", "10.20.0.10"]) for (const port of [5060, 5061]) await assert.rejects(wires.stranger.open("tcp", "203.0.113.66", { address, port }));
  });
  await t.test("an account that exists and one that does not are answered alike", async () => {
    for (const method of ["REGISTER", "INVITE"] as const) {
      const request = (user: string): SipRequest => ({ method, uri: REGISTRAR, from: uriOf(user), to: uriOf(user) });
      const [existing, missing] = [await tried(topology, "stranger", request("201")), await tried(topology, "stranger", request("299"))];
      assert.deepEqual(existing.answers.map(({ status: code }) => code), [401], method);
      assert.deepEqual(alike(missing), alike(existing), method);
    }
  });
  await t.test("nobody outside was ever told a private address or the engines' names", async () => {
    const said = [await one.log(), await two.log()].flatMap((log) => log.split("\n").filter((line) => /^(SIP\/2\.0|[A-Z][\w-]*:|[a-z]=)/.test(line))).concat(carrier.received);
    assert.ok(said.length > 100);
    for (const line of said) assert.doesNotMatch(line, /10\.20\.0\.|kamailio|asterisk/i);
  });
  await t.test("neither engine has complained", async () => {
    assert.deepEqual(await topology.asterisk.problems(), []);
    assert.deepEqual((await topology.kamailio.problems()).filter((line) => !line.startsWith("WARNING tls ")), []);
  });
  // Last, since Asterisk calls an offer that it refuses an error of its own.
  await t.test("plain RTP is refused through the edge, and the same call with SRTP is taken", async () => {
    const invite = (profile: "RTP/AVP" | "RTP/SAVP"): SipRequest => ({ method: "INVITE", uri: uriOf("202"), from: uriOf("201"), body: audioOffer("203.0.113.5", profile) });
    assert.equal((await tried(topology, "first", invite("RTP/AVP"), "201")).answers.at(-1)?.status, 488);
    assert.ok([180, 183, 200].includes((await tried(topology, "first", invite("RTP/SAVP"), "201")).answers.at(-1)?.status ?? 0));
  });
}

test("the whole example runs: phones, edge, core, carrier and both packet filters, Kamailio 6.0", (t) => wholeRun(t, edgePolicy(), "kamailio-6.0"));
test("and with Kamailio 5.6 as the edge", (t) => wholeRun(t, edgePolicy(forKamailio("5.6")), "kamailio-5.6"));

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { edgePolicy, forKamailio } from "../targets/kamailio/edge-policy.js";
import { ask, CARRIER_PORT, EdgeScene, PASSWORDS, PUBLIC, uriOf, VERSIONS } from "./kamailio/edge-scene.js";
import { challenges, credentials, header, reply, request, routes, status, tagOf, uriIn } from "./kamailio/sip.js";
import type { Line } from "./kamailio/wire.js";
import { Dialogue } from "./lab/dialogue.js";
import { agent } from "./lab/packets.js";
import { waitFor } from "./lab/process.js";

const CALLED = uriOf("02079460000");

/** Sends a request with a good proof of who sends it, and does not wait for its answer. */
async function proven(line: Line, method: string, uri: string, user: string, parts: Partial<Parameters<typeof request>[3]> = {}): Promise<string> {
  const challenge = challenges((await ask(line, method, uri, user, {})) ?? "").find(({ algorithm }) => algorithm === "MD5");
  assert.ok(challenge !== undefined, "a challenge");
  const sent = request(line, method, uri, { from: uriOf(user), ...parts, headers: [credentials(challenge, user, PASSWORDS[user] ?? "", method, uri), ...(parts.headers ?? [])] });
  line.send(sent);
  return sent;
}

/** A request as the core writes it. */
const fromCore = (method: string, uri: string, headers: readonly string[] = []): string =>
  request({ protocol: "tls", address: "10.20.0.10", port: 5061 }, method, uri, { from: "sip:201@10.20.0.10", to: uri, contact: "sip:asterisk@10.20.0.10:5061;transport=tls", headers });

for (const [version, prefix] of VERSIONS) {
  test(`Kamailio ${version} passes an account's call to the core and nothing of what the account claims about itself`, async (t) => {
    const scene = await EdgeScene.create(t, version === "6.0" ? edgePolicy() : edgePolicy(forKamailio(version)), prefix);
    const { core } = scene;
    const line = await scene.from("phones", "203.0.113.5");

    await t.test("spoofed headers, a preloaded route and the link's own header are gone when the core gets the call", async () => {
      const claims = ["P-Asserted-Identity: <sip:ceo@acme.example>", "Remote-Party-ID: <sip:ceo@acme.example>", "Diversion: <sip:201@acme.example>", "X-RF-Trunk: carrier-a", "x-rf-trunk : carrier-a", "X-Anything: 1", "Route: <sip:198.51.100.66;lr>", credentials({ algorithm: "MD5", realm: "elsewhere", nonce: "n" }, "201", "x", "INVITE", CALLED).replace("Authorization", "Proxy-Authorization"), "Path: <sip:198.51.100.66;lr>"];
      await proven(line, "INVITE", CALLED, "201", { headers: claims });
      const invite = await core.hear(/^INVITE /);
      for (const name of ["P-Asserted-Identity", "Remote-Party-ID", "Diversion", "X-RF-Trunk", "X-Anything", "Route", "Proxy-Authorization", "Authorization", "Path"]) assert.deepEqual(header(invite, name), [], name);
      core.send(reply(invite, "486 Busy Here", { toTag: "c" }), invite);
      assert.equal(status(await line.answer()), "486");
      await core.hear(/^ACK /); // the transaction's own; what is counted from here on is the next request's
    });
    await t.test("a request with two of a header that identifies is dropped, in the long form and the short", async () => {
      for (const twice of ["From: <sip:202@sip.acme.example>;tag=2", "f: <sip:202@sip.acme.example>;tag=2", "To: <sip:202@sip.acme.example>", "t: <sip:202@sip.acme.example>", "i: another", "CSeq: 9 INVITE"]) {
        const before = core.received.length;
        await proven(line, "INVITE", CALLED, "201", { headers: [twice] });
        assert.equal(await line.answer(400), null, twice);
        assert.equal(core.received.length, before, twice);
        await scene.pardon();
      }
    });
    await t.test("a second contact with a way of its own is dropped as well", async () => {
      const before = core.received.length;
      for (const second of ["Contact: <sip:201@a.example;alias=10.20.0.10~5060~2>", "m: <sip:201@a.example;alias=10.20.0.10~5060~2>"]) {
        await proven(line, "REGISTER", "sip:sip.acme.example", "201", { headers: [second] });
        assert.equal(await line.answer(400), null, second);
      }
      assert.equal(core.received.length, before);
    });
    await t.test("a redirection or a question for a password in the core's name does not reach the phone", async () => {
      for (const said of ["302 Moved Temporarily", "401 Unauthorized", "407 Proxy Authentication Required"]) {
        const before = core.received.length;
        await proven(line, "INVITE", CALLED, "201");
        const invite = await core.hear(/^INVITE /, before);
        core.send(reply(invite, said, { toTag: "c", headers: ["Contact: <sip:+88213@x.example>", 'WWW-Authenticate: Digest realm="r", nonce="n"'] }), invite);
        const answer = (await line.answer()) ?? "";
        assert.equal(status(answer), "480", said);
        assert.doesNotMatch(answer, /88213|Authenticate/);
      }
    });
  });

  test(`Kamailio ${version} finds a phone where it was seen, and nowhere else`, async (t) => {
    const scene = await EdgeScene.create(t, version === "6.0" ? edgePolicy() : edgePolicy(forKamailio(version)), prefix);
    const { core } = scene;
    const { line, contact } = await scene.register("202", "203.0.113.6");
    const link = await scene.linkLine("core", "10.20.0.10");
    const answerTo = async (message: string): Promise<string> => {
      link.send(message);
      return status(await link.answer(5000));
    };

    await t.test("the core's call comes on the phone's own connection, without the core's name, addresses and headers", async () => {
      link.send(fromCore("INVITE", contact, ["Server: Asterisk PBX", "User-Agent: Asterisk PBX", "X-Asterisk-Secret: 1"]));
      const invite = (await line.next(3000)) ?? "";
      assert.match(invite, /^INVITE /);
      assert.doesNotMatch(invite, /10\.20\.|asterisk/i);
      assert.equal(uriIn(header(invite, "From")[0] ?? ""), "sip:201@sip.acme.example");

      line.send(reply(invite, "200 OK", { toTag: "p", headers: ["Contact: <sip:202@192.168.7.7:5061;transport=tls>"] }));
      const ok = (await link.answer()) ?? "";
      assert.equal(status(ok), "200");
      assert.equal(uriIn(header(ok, "From")[0] ?? ""), "sip:201@10.20.0.10", "and the core gets its own words back");
      const dialog = { from: "sip:201@10.20.0.10", to: uriIn(header(ok, "To")[0] ?? ""), fromTag: tagOf(header(ok, "From")[0] ?? ""), toTag: "p", callId: header(ok, "Call-ID")[0] ?? "", headers: routes(ok, "caller") };
      const target = uriIn(header(ok, "Contact")[0] ?? "");
      link.send(request({ protocol: "tls", address: "10.20.0.10", port: 5061 }, "ACK", target, dialog));
      const ack = (await line.next()) ?? "";
      assert.match(ack, /^ACK sip:202@192\.168\.7\.7/, "to the phone behind its router, by the connection it made");
      assert.doesNotMatch(ack, /10\.20\./);

      const ended = { from: uriIn(header(invite, "To")[0] ?? ""), to: uriIn(header(invite, "From")[0] ?? ""), fromTag: "p", toTag: tagOf(header(invite, "From")[0] ?? ""), callId: header(invite, "Call-ID")[0] ?? "" };
      const here = uriIn(header(invite, "Contact")[0] ?? "");
      const stranger = await scene.from("stranger", "203.0.113.66");
      stranger.send(request(stranger, "BYE", here, { ...ended, toTag: "guessed", headers: routes(invite, "callee") }));
      assert.equal(await stranger.answer(400), null, "with a tag that is guessed");
      const before = link.received.length;
      line.send(request(line, "BYE", here, { ...ended, headers: routes(invite, "callee") }));
      await core.hear(/^BYE sip:asterisk@10\.20\.0\.10/).then((bye) => core.send(reply(bye, "200 OK"), bye));
      const bye = (await line.answer()) ?? "";
      assert.equal(status(bye), "200");
      assert.doesNotMatch(bye, /10\.20\./);
      assert.equal(link.received.length, before);
    });
    await t.test("a contact without an address that the edge wrote leads nowhere", async () => {
      assert.equal(await answerTo(fromCore("INVITE", "sip:202@198.51.100.66:5060")), "404");
      assert.equal(await answerTo(fromCore("INVITE", "sip:202@sip.acme.example")), "404");
    });
    await t.test("a phone that has hung up its connection is not called back", async () => {
      const ear = await scene.register("201", "203.0.113.5");
      ear.line.close();
      await sleep(300);
      assert.equal(await answerTo(fromCore("INVITE", ear.contact)), "480");
    });
    await t.test("this host itself is never a destination, though the core asked for it", async () => {
      const ear = new Dialogue(...scene.network.hosts.edge.inside(process.execPath, [agent("listen"), JSON.stringify([{ protocol: "udp", address: "127.0.0.1", port: 5090 }])]));
      t.after(() => ear.stop());
      await ear.hear(/"ready"/);
      assert.equal(await answerTo(fromCore("INVITE", "sip:202@x;alias=127.0.0.1~5090~1")), "480");
      assert.doesNotMatch(ear.heard, /INVITE/);
    });
    await t.test("a phone that redirects, asks for a password or answers with a way of its own is not believed", async () => {
      for (const said of ["302 Moved Temporarily", "401 Unauthorized", "407 Proxy Authentication Required"]) {
        const final = answerTo(fromCore("INVITE", contact));
        const invite = (await line.next(3000)) ?? "";
        line.send(reply(invite, said, { toTag: "p", headers: ["Contact: <sip:+88213@x.example>"] }));
        assert.equal(await final, "480", said);
        await line.next(); // ACK
      }
      link.send(fromCore("INVITE", contact));
      const invite = (await line.next(3000)) ?? "";
      const before = link.received.filter((message) => status(message) === "200").length;
      line.send(reply(invite, "200 OK", { toTag: "p", headers: ["Contact: <sip:202@a.example;alias=10.20.0.10~5060~2>"] }));
      await sleep(500);
      assert.equal(link.received.filter((message) => status(message) === "200").length, before);
    });
  });

  test(`Kamailio ${version} passes calls between the core and the trunk, and no others`, async (t) => {
    const scene = await EdgeScene.create(t, version === "6.0" ? edgePolicy() : edgePolicy(forKamailio(version)), prefix);
    const { core } = scene;
    const first = await scene.carrierLine("carrier", "198.51.100.10", 5060);
    const second = await scene.carrierLine("carrier", "198.51.100.11", 5060);
    const link = await scene.linkLine("core", "10.20.0.10");
    const outbound = (number: string, trunk = "carrier-a"): string => fromCore("INVITE", `sip:${number}@10.20.0.5:5061;transport=tls`, [`X-RF-Trunk: ${trunk}`]);

    await t.test("a call of the core goes to the first peer from the trunk's own socket, and to the next if that fails", async () => {
      link.send(outbound("+442079460000"));
      const invite = (await first.next(3000)) ?? "";
      assert.match(invite, /^INVITE sip:\+442079460000@198\.51\.100\.10/);
      assert.match(header(invite, "Via")[0] ?? "", new RegExp(`^SIP/2\\.0/UDP ${PUBLIC.address}:${CARRIER_PORT};`));
      assert.doesNotMatch(invite, /10\.20\.|X-RF/i);
      first.send(reply(invite, "503 Service Unavailable", { toTag: "1" }));
      const again = (await second.next(3000)) ?? "";
      assert.match(again, /^INVITE sip:\+442079460000@198\.51\.100\.11/);
      assert.doesNotMatch(again, /10\.20\.|X-RF/i);
      second.send(reply(again, "486 Busy Here", { toTag: "2" }));
      assert.equal(status(await link.answer()), "486");
    });
    await t.test("a trunk that is none, and a number that is none, go nowhere", async () => {
      for (const message of [outbound("+442079460000", "carrier-b"), outbound("user"), fromCore("MESSAGE", "sip:+44@10.20.0.5", ["X-RF-Trunk: carrier-a"])]) {
        link.send(message);
        assert.match(status(await link.answer()), /^40[45]$/);
      }
    });
    await t.test("a peer's call reaches the core with the trunk's name, once and for certain", async () => {
      const before = core.received.length;
      first.send(request(first, "INVITE", `sip:+442079460000@${PUBLIC.address}:${CARRIER_PORT}`, { from: "sip:201@198.51.100.10", headers: ["X-RF-Trunk: carrier-b", "Path: <sip:x>"] }));
      const invite = await core.hear(/^INVITE /, before);
      assert.deepEqual(header(invite, "X-RF-Trunk"), ["carrier-a"]);
      assert.deepEqual(header(invite, "Path"), []);
      core.send(reply(invite, "404 Not Found", { toTag: "c", headers: ["Server: Asterisk PBX"] }), invite);
      await waitFor(() => first.received.some((message) => status(message) === "404"), 3000);
      const answer = first.received.find((message) => status(message) === "404") ?? "";
      assert.doesNotMatch(answer, /10\.20\.|asterisk/i);
    });
    await t.test("a peer cannot register, call through another trunk or reach phones past the core", async () => {
      const before = core.received.length;
      for (const [method, uri] of [["REGISTER", "sip:sip.acme.example"], ["MESSAGE", uriOf("201")], ["INVITE", "sip:bad user@192.0.2.20"]] as const) {
        first.send(request(first, method, uri, { from: uriOf("201") }));
      }
      await sleep(400);
      assert.equal(core.received.length, before);
    });
  });
}

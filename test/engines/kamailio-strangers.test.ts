import assert from "node:assert/strict";
import { test } from "node:test";
import { edgePolicy, forKamailio } from "../targets/kamailio/edge-policy.js";
import { ask, EdgeScene, PUBLIC, REGISTRAR, uriOf, VERSIONS } from "./kamailio/edge-scene.js";
import { header, reply, request, status } from "./kamailio/sip.js";
import type { Line } from "./kamailio/wire.js";
import { tlsCertificate } from "./lab/certificate.js";
import { scratch } from "./lab/scratch.js";

const STRANGER = "203.0.113.66";

/** What an answer gives away: everything but what was different in the question or is drawn by lot. */
const shape = (message: string | null): string =>
  (message ?? "silence")
    .replaceAll(/nonce="[^"]*"/g, "nonce")
    .replaceAll(/;tag=[^;\s]+/g, ";tag")
    .replaceAll(/^(Via|Call-ID|CSeq|From|To): .*$/gm, "$1");

for (const [version, prefix] of VERSIONS) {
  test(`Kamailio ${version} gives a stranger silence or the one answer`, async (t) => {
    const scene = await EdgeScene.create(t, version === "6.0" ? edgePolicy() : edgePolicy(forKamailio(version)), prefix);
    const { core } = scene;
    const one = async (method: string, uri: string, parts: Partial<Parameters<typeof request>[3]> = {}, user = "201"): Promise<string | null> => {
      const line = await scene.from("stranger", STRANGER);
      const answer = await ask(line, method, uri, user, parts, 700);
      line.close();
      return answer;
    };

    const challenged = await one("REGISTER", REGISTRAR);
    await t.test("an account that exists and one that does not get the same answer", async () => {
      assert.equal(status(challenged), "401");
      assert.equal(shape(await one("REGISTER", REGISTRAR, {}, "999")), shape(challenged));
      assert.equal(shape(await one("INVITE", uriOf("202"))), shape(challenged));
      assert.equal(shape(await one("INVITE", uriOf("999"), {}, "999")), shape(challenged));
    });
    await t.test("every other question that may be asked at all gets that answer too", async () => {
      for (const method of ["OPTIONS", "SUBSCRIBE", "MESSAGE", "PUBLISH", "NOTIFY"]) assert.equal(shape(await one(method, uriOf("201"))), shape(challenged), method);
      assert.equal(shape(await one("OPTIONS", `sip:${PUBLIC.address}`)), shape(challenged));
    });
    await t.test("the answer names no software and no private address", () => {
      assert.doesNotMatch(challenged ?? "", /kamailio|asterisk|server|user-agent|10\.20\./i);
    });
    await t.test("a request for another domain, or outside any dialog, or with a forged tag is not answered", async () => {
      assert.equal(await one("INVITE", "sip:00441632960000@pstn.example"), null, "foreign R-URI");
      assert.equal(await one("REGISTER", "sip:10.20.0.10"), null, "the core's address");
      for (const method of ["ACK", "PRACK", "BYE", "UPDATE", "INFO", "REFER"]) assert.equal(await one(method, uriOf("201")), null, method);
      for (const method of ["INVITE", "BYE", "ACK", "MESSAGE", "PRACK"]) assert.equal(await one(method, uriOf("201"), { toTag: "forged" }), null, `${method} with a forged tag`);
      const way = { toTag: "forged", headers: [`Route: <sip:${PUBLIC.address}:${PUBLIC.port};transport=tls;lr>`] };
      assert.equal(await one("INVITE", "sip:1@pbx.example;alias=10.20.0.10~5060~2", way), null, "an alias of the stranger's own");
      assert.equal(await one("BYE", "sip:201@10.20.0.10", way), null, "Route to the edge itself");
      assert.equal(await one("CANCEL", uriOf("201")), null, "CANCEL of nothing");
    });
    await t.test("an answer to a question that the edge never asked goes nowhere", async () => {
      const line = await scene.from("stranger", STRANGER);
      const asked = request(line, "INVITE", uriOf("201"), { from: uriOf("201") });
      const stray = reply(asked, "200 OK", { toTag: "x" }).replace("Via: ", `Via: SIP/2.0/TLS ${PUBLIC.address}:${PUBLIC.port};branch=z9hG4bKnone\r\nVia: SIP/2.0/TCP 10.20.0.10:5060;branch=z9hG4bKnone\r\nVia: `);
      line.send(stray);
      assert.equal(await line.next(500), null);
    });
    await t.test("what is too long or broken is not answered", async () => {
      assert.equal(await one("INVITE", uriOf("201"), { headers: [`X-Long: ${"x".repeat(13_000)}`] }), null, "13 kB");
      assert.equal(await one("INVITE", uriOf("2".repeat(600))), null, "a long R-URI");
      const line = await scene.from("stranger", STRANGER);
      line.send(request(line, "INVITE", uriOf("201"), { from: uriOf("201") }).replace(/CSeq: 1 INVITE/, "CSeq: 1 REGISTER"));
      assert.equal(await line.next(500), null, "CSeq of another method");
    });
    await t.test("nobody but the carrier and the core is heard on their sockets", async () => {
      const udp = await scene.carrierLine("stranger", STRANGER);
      assert.equal(await ask(udp, "INVITE", "sip:1@192.0.2.20", "201", {}, 500), null);
      const tried = async (line: Promise<Line>): Promise<string | null> => ask(await line, "OPTIONS", "sip:10.20.0.5", "201", { headers: ["X-RF-Trunk: carrier-a"] }, 500);
      assert.equal(await tried(scene.linkLine("stranger", STRANGER)), null, "the core's own certificate from another address");
      assert.equal(status(await tried(scene.linkLine("core", "10.20.0.10"))), "200", "and from its own");
      const { certificate, key } = await tlsCertificate(scratch("foreign"), ["10.20.0.10"]);
      for (const [what, line] of [
        ["plain TCP", scene.linkLine("core", "10.20.0.10", "tcp")],
        ["TLS without a certificate", scene.linkLine("core", "10.20.0.10", "tls", null)],
        ["a certificate of another authority", scene.linkLine("core", "10.20.0.10", "tls", { ...scene.shown, certificate, key })],
      ] as const) assert.equal(await tried(line).catch(() => null), null, what);
    });
    await t.test("nothing of all this has reached the core, and nobody was banned for it", async () => {
      assert.equal(shape(await one("REGISTER", REGISTRAR)), shape(challenged), "the silences above were not those of a ban or a limit");
      assert.equal(shape(await one("INVITE", uriOf("201"))), shape(challenged));
      assert.deepEqual(core.received, []);
      assert.doesNotMatch(await scene.kamailio.output(), /ringfence: ban/);
    });
    await t.test("a phone that is refused is told so by Kamailio's two challenges, or its one", () => {
      assert.deepEqual(header(challenged ?? "", "WWW-Authenticate").map((value) => /algorithm=([\w-]+)/.exec(value)?.[1]), version === "5.6" ? ["MD5"] : ["SHA-256", "MD5"]);
    });
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { edgePolicy, forKamailio } from "../targets/kamailio/edge-policy.js";
import { ask, EdgeScene, PASSWORDS, REGISTRAR, uriOf, VERSIONS } from "./kamailio/edge-scene.js";
import { type Challenge, challenges, credentials, header, request, status } from "./kamailio/sip.js";
import type { Line } from "./kamailio/wire.js";
import { waitFor } from "./lab/process.js";

const policyFor = (version: string, ...edits: [string, string][]) => edgePolicy(...(version === "6.0" ? [] : [forKamailio(version)]), ...edits);

async function challenge(line: Line, algorithm = "MD5"): Promise<Challenge> {
  const found = challenges((await ask(line, "REGISTER", REGISTRAR, "201", {})) ?? "").find((one) => one.algorithm === algorithm);
  assert.ok(found !== undefined, `a challenge for ${algorithm}`);
  return found;
}

/** Tries a password on a connection of its own, and tells the status that came. */
async function guess(scene: EdgeScene, address: string, user: string, password: string): Promise<string> {
  const line = await scene.from("stranger", address);
  const first = await ask(line, "REGISTER", REGISTRAR, user, {}, 700);
  const asked = challenges(first ?? "").find(({ algorithm }) => algorithm === "MD5");
  const answer = asked === undefined ? first : await ask(line, "REGISTER", REGISTRAR, user, { headers: [credentials(asked, user, password, "REGISTER", REGISTRAR)] }, 700);
  line.close();
  return status(answer);
}

for (const [version, prefix] of VERSIONS) {
  test(`Kamailio ${version} lets an account in with each digest it offers, and passes it to the core without its proof`, async (t) => {
    const scene = await EdgeScene.create(t, policyFor(version), prefix);
    for (const algorithm of version === "5.6" ? ["MD5"] : ["SHA-256", "MD5"]) await scene.register("201", "203.0.113.5", algorithm);
    const seen = scene.core.received.at(-1) ?? "";
    assert.deepEqual(header(seen, "Authorization"), []);
    assert.match(header(seen, "Contact")[0] ?? "", /;alias=203\.0\.113\.5~\d+~3>/);
  });

  test(`Kamailio ${version} binds who authenticates to the name it uses, and a proof to its place and moment`, async (t) => {
    const scene = await EdgeScene.create(t, policyFor(version), prefix);
    const before = () => scene.core.received.length;
    await t.test("nobody registers or calls in another account's name", async () => {
      for (const method of ["REGISTER", "INVITE"]) {
        const line = await scene.from("phones", "203.0.113.5");
        const uri = method === "REGISTER" ? REGISTRAR : uriOf("999");
        const proof = credentials(await challenge(line), "202", PASSWORDS["202"] ?? "", method, uri);
        assert.equal(status(await ask(line, method, uri, "201", { headers: [proof] })), "401", method);
      }
    });
    await t.test("nor registers another account's address in its own name", async () => {
      const line = await scene.from("phones", "203.0.113.5");
      const proof = credentials(await challenge(line), "202", PASSWORDS["202"] ?? "", "REGISTER", REGISTRAR);
      assert.equal(status(await ask(line, "REGISTER", REGISTRAR, "202", { to: uriOf("201"), headers: [proof] })), "401");
    });
    await t.test("a proof works once, and from no other address", async () => {
      const line = await scene.from("phones", "203.0.113.5");
      const proof = credentials(await challenge(line), "201", PASSWORDS["201"] ?? "", "REGISTER", REGISTRAR);
      line.send(request(line, "REGISTER", REGISTRAR, { from: uriOf("201"), headers: [proof] }));
      await scene.core.hear(/^REGISTER /);
      const again = await scene.from("phones", "203.0.113.5");
      const refused = (await ask(again, "REGISTER", REGISTRAR, "201", { headers: [proof] })) ?? "";
      assert.equal(status(refused), "401", "once more");
      assert.ok(header(refused, "WWW-Authenticate").every((value) => value.endsWith(", stale=true")), "and the phone is told that its nonce is used up");
      const elsewhere = await scene.from("phones", "203.0.113.6");
      const stolen = credentials(await challenge(line), "201", PASSWORDS["201"] ?? "", "REGISTER", REGISTRAR);
      assert.equal(status(await ask(elsewhere, "REGISTER", REGISTRAR, "201", { headers: [stolen] })), "401", "elsewhere");
    });
    await t.test("the digest that stands in for an unknown account's opens no door", async () => {
      // What a stranger could compute who has read how the edge works: a proof made of the decoy itself.
      const line = await scene.from("phones", "203.0.113.5");
      const asked = await challenge(line);
      const { createHash } = await import("node:crypto");
      const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
      const response = md5(`${"0".repeat(32)}:${asked.nonce}:00000001:abc:auth:${md5(`REGISTER:${REGISTRAR}`)}`);
      const proof = `Authorization: Digest username="999", realm="${asked.realm}", nonce="${asked.nonce}", uri="${REGISTRAR}", response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="abc"`;
      const count = before();
      assert.equal(status(await ask(line, "REGISTER", REGISTRAR, "999", { headers: [proof] })), "401");
      assert.equal(before(), count);
    });
    await t.test("a contact that brings a way of its own is not registered", async () => {
      const line = await scene.from("phones", "203.0.113.5");
      const proof = credentials(await challenge(line), "201", PASSWORDS["201"] ?? "", "REGISTER", REGISTRAR);
      const count = before();
      assert.equal(await ask(line, "REGISTER", REGISTRAR, "201", { headers: [proof], contact: "sip:201@203.0.113.5;alias=10.20.0.10~5060~2" }, 500), null);
      assert.equal(before(), count);
    });
  });

  test(`Kamailio ${version} bans who keeps guessing, for as long as the policy says, and lets go again`, async (t) => {
    const scene = await EdgeScene.create(t, policyFor(version, ["after: 5 failures in 10m, for: 1h", "after: 3 failures in 10m, for: 2s"]), prefix);
    const address = "203.0.113.66";
    for (let count = 1; count <= 3; count++) assert.equal(await guess(scene, address, count === 2 ? "999" : "201", "wrong"), "401", `guess ${count}`);
    assert.equal(await guess(scene, address, "201", PASSWORDS["201"] ?? ""), "silence");
    assert.match(await scene.kamailio.output(), /<script>: ringfence: ban reason=password src=203\.0\.113\.66 proto=tls for=2\n/);
    assert.equal(await guess(scene, "203.0.113.67", "201", "wrong"), "401", "a neighbour is not banned");
    await waitFor(async () => (await scene.kamailio.output()).includes("ringfence: unban src=203.0.113.66"), 90_000, "the end of the ban");
    assert.equal(await guess(scene, address, "201", "wrong"), "401");
    for (let count = 2; count <= 3; count++) await guess(scene, address, "201", "wrong");
    assert.match(await scene.kamailio.output(), /ban reason=password src=203\.0\.113\.66 proto=tls for=4\n/, "the second ban is twice as long");
  });

  test(`Kamailio ${version} bans a flood and a scanner that names itself, and never the trunk`, async (t) => {
    const scene = await EdgeScene.create(t, policyFor(version), prefix);
    const scanner = await scene.from("stranger", "203.0.113.67");
    assert.equal(await ask(scanner, "OPTIONS", REGISTRAR, "100", { headers: ["User-Agent: friendly-scanner"] }, 500), null);
    assert.match(await scene.kamailio.output(), /ban reason=scanner src=203\.0\.113\.67 proto=tls for=3600\n/);

    const flood = await scene.from("stranger", "203.0.113.66");
    for (let count = 0; count < 400; count++) flood.send(request(flood, "OPTIONS", REGISTRAR, { from: uriOf("100") }));
    await waitFor(async () => (await scene.kamailio.output()).includes("ban reason=flood src=203.0.113.66"), 5000, "the ban of the flood");
    assert.ok(flood.received.length <= 20, `${flood.received.length} of the flood were answered, more than the policy's burst`);

    const trunk = await scene.carrierLine("carrier", "198.51.100.10", 5060);
    for (let count = 0; count < 400; count++) {
      trunk.send(request(trunk, "OPTIONS", "sip:192.0.2.20:15060", { from: "sip:ping@198.51.100.10" }));
      if (count % 40 === 39) await sleep(40); // within what a socket's buffer holds
    }
    await waitFor(() => trunk.received.length >= 400, 5000, "the trunk's answers").catch(() => assert.equal(trunk.received.length, 400));
    const noisy = request(trunk, "OPTIONS", "sip:192.0.2.20:15060", { from: "sip:ping@198.51.100.10", headers: ["User-Agent: sipvicious"] });
    const heard = trunk.received.length;
    await sleep(200);
    trunk.send(noisy);
    await waitFor(() => trunk.received.length > heard, 2000, "an answer to the trunk whatever it calls itself");
    assert.doesNotMatch(await scene.kamailio.output(), /ban .*198\.51\.100/);
  });

  test(`Kamailio ${version} keeps each source to the policy's rate of each method`, async (t) => {
    const scene = await EdgeScene.create(t, policyFor(version), prefix);
    const answered = async (method: string, uri: string): Promise<number> => {
      const line = await scene.from("stranger", "203.0.113.68");
      for (let count = 0; count < 30; count++) line.send(request(line, method, uri, { from: uriOf("201") }));
      await sleep(800);
      return line.received.length;
    };
    assert.equal(await answered("REGISTER", REGISTRAR), 20, "burst: 20");
    assert.equal(await answered("INVITE", uriOf("202")), 10, "burst: 10");
    await sleep(3300);
    assert.ok((await answered("INVITE", uriOf("202"))) <= 2, "20/min: one more every three seconds");
  });
}

for (const [version, prefix] of VERSIONS) {
  test(`Kamailio ${version} does without MD5 where the policy lists SHA-256 alone`, async (t) => {
    const scene = await EdgeScene.create(t, policyFor(version, ["[SHA-256, MD5]", "[SHA-256]"]), prefix);
    await scene.register("201", "203.0.113.5", "SHA-256");
    const line = await scene.from("phones", "203.0.113.6");
    const offered = challenges((await ask(line, "REGISTER", REGISTRAR, "201", {})) ?? "");
    assert.deepEqual(offered.map(({ algorithm }) => algorithm), ["SHA-256"]);
    const count = scene.core.received.length;
    const downgraded = offered.map((one) => credentials({ ...one, algorithm: "MD5" }, "201", PASSWORDS["201"] ?? "", "REGISTER", REGISTRAR));
    assert.equal(status(await ask(line, "REGISTER", REGISTRAR, "201", { headers: downgraded })), "401");
    assert.equal(scene.core.received.length, count);
  });

  test(`Kamailio ${version} takes a whole /64 for one source, since its owner can speak from any address of it`, async (t) => {
    const policy = policyFor(version, ["after: 5 failures in 10m", "after: 2 failures in 10m"], ["protocol: tls, address: 192.0.2.20", 'protocol: tls, address: "2001:db8:20::20"']);
    const scene = await EdgeScene.create(t, policy, prefix);
    assert.equal(await guess(scene, "2001:db8:66::1", "201", "wrong"), "401");
    assert.equal(await guess(scene, "2001:db8:66:0:1:2:3:4", "201", "wrong"), "401");
    assert.equal(await guess(scene, "2001:db8:66::1", "201", "wrong"), "silence", "its other address is banned too");
    assert.equal(await guess(scene, "2001:db8:67::1", "201", "wrong"), "401", "the next network is not");
    assert.match(await scene.kamailio.output(), /ringfence: ban reason=password src=2001:db8:66:0:1:2:3:4 proto=tls for=3600\n/i);
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { ha1 } from "../../../src/targets/digest.js";
import { edgePolicy, edgeSecrets, renderEdge, textOf } from "./edge-policy.js";

test("an edge gets its script, TLS profiles, lists and digests, secrets readable by their owner alone", () => {
  const { artifacts, diagnostics } = renderEdge(edgePolicy());
  assert.deepEqual(diagnostics.map(({ level, code }) => [level, code]), [["warning", "kamailio-tls-optional-without-ca"]]);
  assert.deepEqual(artifacts.map(({ path, mode }) => [path, mode.toString(8)]), [
    ["kamailio/kamailio.cfg", "600"], ["kamailio/tls.cfg", "644"], ["kamailio/address.list", "644"], ["kamailio/dispatcher.list", "644"],
    ["kamailio/digests/sha256", "600"], ["kamailio/digests/md5", "600"],
  ]);
});

test("no password is in any file, and a digest only in its own", () => {
  for (const { path, text: content } of renderEdge(edgePolicy()).artifacts) {
    for (const secret of edgeSecrets.values()) assert.ok(!content.includes(secret), path);
    for (const algorithm of ["MD5", "SHA-256"] as const) {
      const file = `kamailio/digests/${algorithm === "MD5" ? "md5" : "sha256"}`;
      assert.equal(content.includes(ha1(algorithm, "201", "sip.acme.example", "wq-201-Zr")), path === file, `${algorithm} in ${path}`);
    }
  }
});

test("a digest is H(A1) of its account, at the account's own listener", () => {
  const { artifacts } = renderEdge(edgePolicy());
  // printf '201:sip.acme.example:wq-201-Zr' | md5sum
  assert.ok(textOf(artifacts, "kamailio/digests/md5").includes(`\nlisteners.remote\\:201:0:0:${MD5_201}:0:\n`));
});

const MD5_201 = "a385d76403b821e2af8b3b314fe4217d";

test("two renders of one policy are equal byte for byte", () => {
  assert.deepEqual(renderEdge(edgePolicy()), renderEdge(edgePolicy()));
});

test("a missing secret is an error at its reference, and nothing is made", () => {
  const { artifacts, diagnostics } = renderEdge(edgePolicy(), new Map([["accounts.201.secret", "x"]]));
  assert.deepEqual(artifacts, []);
  assert.ok(diagnostics.some(({ code, message }) => code === "secret-missing" && message.includes("202")));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { kamailio } from "../../../src/targets/kamailio/index.js";
import type { Policy } from "../../../src/policy/types.js";
import type { Artifact, Rendering } from "../../../src/targets/target.js";
import { edgePolicy, edgeSecrets } from "./edge-policy.js";

function render(policy: Policy, secrets: ReadonlyMap<string, string> = edgeSecrets): Rendering {
  const node = policy.nodes.find(({ runs }) => runs.includes("kamailio"));
  assert.ok(node !== undefined);
  return kamailio.render({ policy, node, secrets });
}

const text = (artifacts: readonly Artifact[], path: string): string => {
  const found = artifacts.find((artifact) => artifact.path === path);
  assert.ok(found !== undefined, `${path} was not made, only ${artifacts.map((artifact) => artifact.path).join(", ")}`);
  return found.text;
};

test("an edge gets its script, TLS profiles, lists and digests, secrets readable by their owner alone", () => {
  const { artifacts, diagnostics } = render(edgePolicy());
  assert.deepEqual(diagnostics.map(({ level, code }) => [level, code]), [["warning", "kamailio-tls-optional-without-ca"]]);
  assert.deepEqual(artifacts.map(({ path, mode }) => [path, mode.toString(8)]), [
    ["kamailio/kamailio.cfg", "600"], ["kamailio/tls.cfg", "644"], ["kamailio/address.list", "644"], ["kamailio/dispatcher.list", "644"],
    ["kamailio/digests/sha256", "600"], ["kamailio/digests/md5", "600"],
  ]);
});

test("no password is in any file, and a digest only in its own", () => {
  for (const { path, text: content } of render(edgePolicy()).artifacts) {
    for (const secret of edgeSecrets.values()) assert.ok(!content.includes(secret), path);
    assert.equal(/(?!0{32})\b[0-9a-f]{64}\b/.test(content), path === "kamailio/digests/sha256", path);
  }
});

test("a digest is H(A1) of its account, at the account's own listener", () => {
  const { artifacts } = render(edgePolicy());
  // printf '201:sip.acme.example:wq-201-Zr' | md5sum
  assert.ok(text(artifacts, "kamailio/digests/md5").includes(`\nlisteners.remote\\:201:0:0:${MD5_201}:0:\n`));
});

const MD5_201 = "a385d76403b821e2af8b3b314fe4217d";

test("two renders of one policy are equal byte for byte", () => {
  assert.deepEqual(render(edgePolicy()), render(edgePolicy()));
});

test("a missing secret is an error at its reference, and nothing is made", () => {
  const { artifacts, diagnostics } = render(edgePolicy(), new Map([["accounts.201.secret", "x"]]));
  assert.deepEqual(artifacts, []);
  assert.ok(diagnostics.some(({ code, message }) => code === "secret-missing" && message.includes("202")));
});

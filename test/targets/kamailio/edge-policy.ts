import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Policy, readPolicy } from "../../../src/policy/index.js";
import { kamailio } from "../../../src/targets/kamailio/index.js";
import type { Artifact, Rendering, Secrets } from "../../../src/targets/target.js";
import { ROOT } from "../../root.js";

const example = readFileSync(join(ROOT, "examples/acme-edge.yaml"), "utf8");

/** The example with an edge, after an edit of its text. Each edit must hit, or the test would try what it did not mean. */
export function edgePolicy(...edits: readonly (readonly [before: string | RegExp, after: string])[]): Policy {
  const text = edits.reduce((written, [before, after]) => {
    const edited = written.replace(before, after);
    assert.notEqual(edited, written, `${String(before)} is not in the example`);
    return edited;
  }, example);
  const { policy, diagnostics } = readPolicy({ path: "acme-edge.yaml", text });
  assert.deepEqual(diagnostics.filter(({ level }) => level === "error").map(({ message }) => message), []);
  assert.ok(policy !== null);
  return policy;
}

export const forKamailio = (version: string): readonly [string, string] => ['kamailio: "6.0"', `kamailio: "${version}"`];

export const edgeSecrets: Secrets = new Map([["accounts.201.secret", "wq-201-Zr"], ["accounts.202.secret", "wq-202-Zr"]]);

export function renderEdge(policy: Policy, secrets: Secrets = edgeSecrets): Rendering {
  const node = policy.nodes.find(({ runs }) => runs.includes("kamailio"));
  assert.ok(node !== undefined);
  return kamailio.render({ policy, node, secrets });
}

export function textOf(artifacts: readonly Artifact[], path: string): string {
  const found = artifacts.find((artifact) => artifact.path === path);
  assert.ok(found !== undefined, `${path} was not made, only ${artifacts.map((artifact) => artifact.path).join(", ")}`);
  return found.text;
}

/** The files of /etc/kamailio by their names below it, without an error on the way. */
export function edgeFiles(policy: Policy, secrets: Secrets = edgeSecrets): Record<string, string> {
  const { artifacts, diagnostics } = renderEdge(policy, secrets);
  assert.deepEqual(diagnostics.filter(({ level }) => level === "error").map(({ message }) => message), []);
  return Object.fromEntries(artifacts.map(({ path, text }) => [path.replace(/^kamailio\//, ""), text]));
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPolicy } from "../../../src/policy/index.js";
import type { Policy, SecretRef } from "../../../src/policy/types.js";
import { asterisk } from "../../../src/targets/asterisk/index.js";
import type { Rendering } from "../../../src/targets/target.js";
import { ROOT } from "../../root.js";

export const EXAMPLES = ["acme-hq", "acme-edge"] as const;
export type Example = (typeof EXAMPLES)[number];

export const exampleText = (name: Example): string => readFileSync(join(ROOT, "examples", `${name}.yaml`), "utf8");

/** The policy of a text that must be without errors. */
export function policyOf(text: string): Policy {
  const { policy, diagnostics } = readPolicy({ path: "policy.yaml", text });
  assert.ok(policy !== null, diagnostics.map(({ message }) => message).join("\n"));
  return policy;
}

/** A secret for every reference: `secret-of-<path>`. */
export function secretsOf(policy: Policy): Map<string, string> {
  const references: SecretRef[] = [...policy.accounts.map(({ secret }) => secret), ...policy.trunks.flatMap(({ credentials }) => credentials?.secret ?? [])];
  return new Map(references.map(({ path }) => [path, `secret-of-${path}`]));
}

export function renderAsterisk(policy: Policy, secrets: ReadonlyMap<string, string> = secretsOf(policy)): Rendering {
  const node = policy.nodes.find(({ runs }) => runs.includes("asterisk"));
  assert.ok(node !== undefined);
  return asterisk.render({ policy, node, secrets });
}

/** Rendered files by their names in /etc/asterisk. */
export function asteriskFiles(policy: Policy, secrets?: ReadonlyMap<string, string>): Record<string, string> {
  const { artifacts, diagnostics } = renderAsterisk(policy, secrets);
  assert.deepEqual(diagnostics.filter(({ level }) => level === "error").map(({ message }) => message), []);
  return Object.fromEntries(artifacts.map(({ path, text }) => [path.replace(/^asterisk\//, ""), text]));
}

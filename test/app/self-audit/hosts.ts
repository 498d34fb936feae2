import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSystem } from "../../../src/app/audit/audit.js";
import { judgeSystem } from "../../../src/app/judge-system.js";
import { placeholderSecrets } from "../../../src/app/placeholder-secrets.js";
import { render } from "../../../src/app/render.js";
import { lower } from "../../../src/policy/lower.js";
import { readPolicy, type Policy, type PolicyNode } from "../../../src/policy/index.js";
import type { Posture } from "../../../src/posture/index.js";
import type { Report } from "../../../src/report/report.js";
import { RULES } from "../../../src/rules/registry.js";
import { ROOT } from "../../root.js";

export const TODAY = "2026-11-22";

/** One host of a rendered policy, read back and judged as an auditor would who was given its folder and nothing else. */
export interface Host {
  readonly policy: Policy;
  readonly node: PolicyNode;
  readonly meant: Posture;
  readonly read: Posture;
  readonly report: Report;
}

export const EXAMPLES = readdirSync(join(ROOT, "examples")).filter((file) => file.endsWith(".yaml"));

export const exampleText = (file: string): string => readFileSync(join(ROOT, "examples", file), "utf8");

/** Every combination of engine releases and packet filters that an example can be rendered for, as edited texts. */
export function variants(text: string): readonly { readonly name: string; readonly text: string }[] {
  const releases = (engine: string, known: readonly string[]): readonly (readonly [string, string])[] => {
    const written = new RegExp(`${engine}: "[\\d.]+"`);
    return written.test(text) ? known.map((release) => [release, `${engine}: "${release}"`] as const) : [["", ""] as const];
  };
  const combined = releases("asterisk", ["18", "20", "20.11", "21", "22", "22.1", "23"]).flatMap((asterisk) =>
    releases("kamailio", ["5.6", "5.8", "6.0", "6.1"]).flatMap((kamailio) => ["iptables", "nftables"].map((firewall) => ({ asterisk, kamailio, firewall }))),
  );
  return combined.map(({ asterisk, kamailio, firewall }) => ({
    name: [asterisk[0], kamailio[0], firewall].filter(Boolean).join(" "),
    text: text.replace(/asterisk: "[\d.]+"/, asterisk[1]).replace(/kamailio: "[\d.]+"/, kamailio[1]).replace(/firewall: \w+/, `firewall: ${firewall}`),
  }));
}

/** Reads, renders in memory, and reads back each host; null where the policy cannot be rendered for these releases. */
export function hostsOf(text: string): readonly Host[] | null {
  const { policy, diagnostics } = readPolicy({ path: "policy.yaml", text }, { knownRules: RULES.map(({ meta }) => meta.id) });
  assert.ok(policy !== null, diagnostics.map(({ message }) => message).join("\n"));
  const rendered = render(policy, {}, (refs) => ({ secrets: placeholderSecrets(refs), diagnostics: [] }));
  if (rendered.artifacts.length === 0) {
    assert.ok(rendered.diagnostics.some(({ level }) => level === "error"));
    return null;
  }
  return policy.nodes.map((node) => {
    const files = rendered.artifacts
      .filter(({ path }) => node.folder === "" || path.startsWith(`${node.folder}/`))
      .map(({ path, text: content }) => ({ path, text: content }));
    const options = { asterisk: policy.engines.asterisk?.text ?? "22", kamailio: policy.engines.kamailio?.text ?? "6.0" };
    const report = judgeSystem(files.map((file) => ({ file, unreadable: false, diagnostics: [] })), options, TODAY);
    return { policy, node, meant: lower(policy), read: readSystem(files, options).posture, report };
  });
}

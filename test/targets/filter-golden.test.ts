import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { readPolicy } from "../../src/policy/index.js";
import type { FirewallKind, Policy } from "../../src/policy/types.js";
import { fail2ban } from "../../src/targets/fail2ban/index.js";
import { iptables } from "../../src/targets/iptables/index.js";
import { nftables } from "../../src/targets/nftables/index.js";
import { ROOT } from "../root.js";

const update = process.env["RINGFENCE_UPDATE"] === "1";

/** Both examples, with either firewall: what one format does must be seen beside what the other does. */
const CASES = ["acme-hq", "acme-edge"].flatMap((example) => (["iptables", "nftables"] as const).map((firewall) => ({ example, firewall })));

function policyOf(example: string, firewall: FirewallKind): Policy {
  const { policy } = readPolicy({ path: `${example}.yaml`, text: readFileSync(join(ROOT, "examples", `${example}.yaml`), "utf8") });
  if (policy === null) throw new Error(`${example} is no policy`);
  return { ...policy, engines: { ...policy.engines, firewall } };
}

function filesOf(policy: Policy): ReadonlyMap<string, string> {
  const rendered = policy.nodes.flatMap((node) =>
    [iptables, nftables, fail2ban].filter((target) => target.wanted(policy, node)).flatMap((target) => {
      const { artifacts, diagnostics } = target.render({ policy, node, secrets: new Map() });
      assert.deepEqual(diagnostics, []);
      return artifacts.map(({ path, text }) => [join(node.folder, path), text] as const);
    }),
  );
  return new Map(rendered);
}

for (const { example, firewall } of CASES) {
  const folder = join(ROOT, "test/targets/filter-golden", `${example}-${firewall}`);
  const files = filesOf(policyOf(example, firewall));

  test(`${example} with ${firewall}: as written down`, () => {
    for (const [path, text] of files) {
      const golden = join(folder, path);
      if (update) {
        mkdirSync(dirname(golden), { recursive: true });
        writeFileSync(golden, text);
      }
      assert.ok(existsSync(golden), `${golden} is missing; npm run test:update writes it`);
      assert.equal(text, readFileSync(golden, "utf8"), path);
    }
  });

  test(`${example} with ${firewall}: no file more and none less`, () => {
    const present = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [];
    assert.deepEqual(present.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort(), [...files.keys()].sort());
  });

  test(`${example} with ${firewall}: rendered twice is the same`, () => {
    assert.deepEqual(filesOf(policyOf(example, firewall)), files);
  });
}

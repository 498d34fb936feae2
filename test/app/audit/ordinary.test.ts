import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readSystem } from "../../../src/app/audit/audit.js";
import { lint } from "../../../src/app/lint.js";
import { readPolicy } from "../../../src/policy/index.js";
import { RULES } from "../../../src/rules/registry.js";
import { placeOf, type SourceFile } from "../../../src/source/index.js";
import { iptables } from "../../../src/targets/iptables/index.js";
import { nftables } from "../../../src/targets/nftables/index.js";
import { ROOT } from "../../root.js";

// Packet filters as ordinary tools and careful people write them, and our own: what is said of them has to be true and worth their while.

const FOLDER = join(ROOT, "test/app/audit/ordinary");
const FILTER_RULES = RULES.filter(({ needs }) => needs.includes("filters"));

/** From low upwards, which is what a run without options shows. */
function told(files: readonly SourceFile[]): string[] {
  const { posture } = readSystem(files, { kamailio: "6.0", asterisk: "22" });
  const { findings } = lint({ posture, today: "2026-11-22", rules: FILTER_RULES });
  return findings.filter(({ severity }) => severity !== "info").map(({ severity, confidence, rule, message, primary }) => `${placeOf(primary.span)} ${severity} (${confidence}) ${rule}: ${message}`);
}

for (const name of readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)) {
  test(`${name}: what is worth saying, and no more`, () => {
    const files = readdirSync(join(FOLDER, name)).sort().map((path) => ({ path, text: readFileSync(join(FOLDER, name, path), "utf8") }));
    const golden = join(FOLDER, `${name}.txt`);
    const text = told(files).map((line) => `${line}\n`).join("");
    if (process.env["RINGFENCE_UPDATE"] === "1") writeFileSync(golden, text);
    assert.equal(text, readFileSync(golden, "utf8"));
  });
}

for (const example of readdirSync(join(ROOT, "examples")).filter((path) => path.endsWith(".yaml"))) {
  for (const [firewall, target] of [["iptables", iptables], ["nftables", nftables]] as const) {
    test(`${example}, ${firewall}: our own filter gives no cause for complaint`, () => {
      const { policy } = readPolicy({ path: example, text: readFileSync(join(ROOT, "examples", example), "utf8") });
      assert.ok(policy !== null);
      for (const node of policy.nodes) {
        const { artifacts } = target.render({ policy: { ...policy, engines: { ...policy.engines, firewall } }, node, secrets: new Map() });
        assert.deepEqual(told(artifacts.map(({ path, text }) => ({ path, text }))), [], node.name);
      }
    });
  }
}

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../root.js";
import { edgeFiles, edgePolicy, forKamailio } from "./edge-policy.js";

const update = process.env["RINGFENCE_UPDATE"] === "1";

/** The example for the newest way of the templates and for the oldest. */
for (const version of ["6.0", "5.6"]) {
  const folder = join(ROOT, "test/targets/kamailio/golden", version);
  const files = edgeFiles(version === "6.0" ? edgePolicy() : edgePolicy(forKamailio(version)));

  for (const [name, text] of Object.entries(files)) {
    test(`acme-edge for Kamailio ${version}: ${name}`, () => {
      const golden = join(folder, name);
      if (update) {
        mkdirSync(dirname(golden), { recursive: true });
        writeFileSync(golden, text);
      }
      assert.ok(existsSync(golden), `${golden} is missing; npm run test:update writes it`);
      assert.equal(text, readFileSync(golden, "utf8"));
    });
  }

  test(`acme-edge for Kamailio ${version}: no file more and none less`, () => {
    const there = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [];
    assert.deepEqual(Object.keys(files).sort(), there.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort());
  });
}

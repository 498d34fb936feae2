import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../root.js";
import { asteriskFiles, EXAMPLES, exampleText, policyOf } from "./policies.js";

const GOLDEN = join(ROOT, "test/targets/asterisk/golden");
const update = process.env["RINGFENCE_UPDATE"] === "1";

for (const example of EXAMPLES) {
  const folder = join(GOLDEN, example);
  const files = asteriskFiles(policyOf(exampleText(example)));

  for (const [name, text] of Object.entries(files)) {
    test(`${example}: ${name}`, () => {
      const golden = join(folder, name);
      if (update) {
        mkdirSync(dirname(golden), { recursive: true });
        writeFileSync(golden, text);
      }
      assert.ok(existsSync(golden), `${golden} is missing; npm run test:update writes it`);
      assert.equal(text, readFileSync(golden, "utf8"));
    });
  }

  test(`${example}: no file more and none less`, () => {
    assert.deepEqual(Object.keys(files).sort(), existsSync(folder) ? readdirSync(folder).sort() : []);
  });
}

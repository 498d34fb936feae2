import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./root.js";

/**
 * Holds a text equal to a checked-in file. `npm run test:update` writes the file anew, for a person to read in the diff;
 * a missing file fails.
 */
export function assertGolden(text: string, path: string): void {
  const file = join(ROOT, path);
  if (process.env["RINGFENCE_UPDATE"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.ok(existsSync(file), `${path} is missing; npm run test:update writes it`);
  assert.equal(text, readFileSync(file, "utf8"));
}

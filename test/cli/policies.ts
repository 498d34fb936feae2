import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root.js";

/** Secrets of the examples, throw-away, and good enough not to be warned about. */
export const SECRETS = { RF_101: "w7Kd0q-Xe2LrTz9b", RF_201: "Zp4vN8hQyB1mUc6s", RF_202: "Jt3xGf5oRkVi7aWd" } as const;

/** The first example with its secrets, in a folder of its own. */
export function copyHq(folder: string): string {
  const policy = join(folder, "acme-hq.yaml");
  writeFileSync(policy, readFileSync(join(ROOT, "examples/acme-hq.yaml")));
  mkdirSync(join(folder, "secrets"));
  writeFileSync(join(folder, "secrets/102"), "Hn6eSjE2yPq8CzKu\n", { mode: 0o600 });
  return policy;
}

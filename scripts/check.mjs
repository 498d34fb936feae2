/**
 * `npm run check`: all that a change must pass before it is proposed, without the engines: types, generated pages that
 * are up to date, and the fast tests, which make and install the package too. `npm test` adds the real engines.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const STEPS = [
  ["types and build", process.execPath, ["scripts/build.mjs"]],
  ["generated pages are what the rules make", process.execPath, ["scripts/generate.mjs", "--check"]],
  ["fast tests", process.execPath, ["scripts/test.mjs", "--fast"]],
];

const failed = [];
for (const [what, program, args] of STEPS) {
  process.stdout.write(`\n== ${what}\n`);
  const { status } = spawnSync(program, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) failed.push(what);
}
process.stdout.write(failed.length === 0 ? "\nAll good.\n" : `\nNot yet: ${failed.join("; ")}.\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

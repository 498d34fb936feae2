import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { VERSION } from "../../src/version.js";
import { ROOT } from "../root.js";

const folder = mkdtempSync(join(tmpdir(), "ringfence-package-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function must(program: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8", timeout: 240_000, env: { ...process.env, NODE_OPTIONS: "", ...env } });
  assert.equal(status, 0, `${program} ${args.join(" ")}\n${stdout}${stderr}${error?.message ?? ""}`);
  return stdout;
}

/** What npm would publish, packed after a build of its own. */
const packed = (JSON.parse(must("npm", ["pack", "--json", "--silent", "--pack-destination", folder], ROOT).replace(/^[^[]*/, "")) as { filename: string; files: { path: string; mode: number }[] }[])[0];
assert.ok(packed !== undefined);
const paths = packed.files.map(({ path }) => path);

test("the package holds what runs and what a user reads, and nothing else", () => {
  for (const path of ["package.json", "README.md", "CHANGELOG.md", "LICENSE", "dist/bin/ringfence.js", "dist/bin/THIRD-PARTY.txt", "dist/index.js", "dist/index.d.ts", "generated/templates.cjs", "generated/validate-policy.cjs", "schemas/policy.schema.json", "examples/acme-hq.yaml", "docs/policy.md"]) assert.ok(paths.includes(path), path);
  assert.deepEqual(paths.filter((path) => !/^(dist|generated|schemas|docs)\/|^examples\/[\w-]+\.yaml$|^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(path)), []);
  assert.deepEqual(paths.filter((path) => /\.test\.|\.build|\.map$|fixture/.test(path)), []);
});

test("installed in an empty folder it runs there: the command, the library and its types", () => {
  const home = join(folder, "home");
  mkdirSync(join(home, "secrets"), { recursive: true });
  writeFileSync(join(home, "package.json"), '{ "name": "home", "private": true, "type": "module" }\n');
  must("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--silent", join(folder, packed.filename)], home);
  assert.ok(!existsSync(join(home, "node_modules/esbuild")), "what only the build needs is not installed");

  const ringfence = (...args: string[]) => must("npx", ["--no-install", "ringfence", ...args], home, { RF_101: "w7Kd0q-Xe2LrTz9b" });
  assert.equal(ringfence("--version"), `${VERSION}\n`);
  writeFileSync(join(home, "policy.yaml"), readFileSync(join(home, "node_modules/ringfence/examples/acme-hq.yaml")));
  writeFileSync(join(home, "secrets/102"), "Hn6eSjE2yPq8CzKu\n", { mode: 0o600 });
  assert.equal(ringfence("validate", "policy.yaml"), "policy.yaml: valid\n");
  assert.match(ringfence("lint", "policy.yaml", "--today", "2026-11-22"), /^No findings; /);
  assert.match(ringfence("render", "policy.yaml", "-o", "out"), /created out\/asterisk\/pjsip\.conf/);
  for (const command of [["explain", "listener-cleartext"], ["schema"], ["completion", "bash"], ["lint", "policy.yaml", "-f", "sarif"], ["diff", "policy.yaml", "--against", "out"]]) ringfence(...command);

  writeFileSync(join(home, "use.js"), `import { readFileSync } from "node:fs";
import { lint, render, validate } from "ringfence";
const file = { path: "policy.yaml", text: readFileSync("policy.yaml", "utf8") };
const { policy } = validate(file);
const { artifacts } = render(policy, { secrets: new Map([["accounts.101.secret", "w7Kd0q-Xe2LrTz9b"], ["accounts.102.secret", "Hn6eSjE2yPq8CzKu"]]) });
for (const { path, text } of artifacts) if (readFileSync("out/" + path, "utf8") !== text) throw new Error(path);
console.log(policy.name, artifacts.length > 10, lint(file, { today: "2026-11-22" }).findings.length);
`);
  assert.match(must(process.execPath, ["use.js"], home), /^acme-hq true \d+\n$/);

  writeFileSync(join(home, "use.ts"), `import { validate, type Policy } from "ringfence";\nconst policy: Policy | null = validate({ path: "p", text: "" }).policy;\nexport const name: string = policy?.name ?? "";\n`);
  must(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", "", "use.ts"], home);
});

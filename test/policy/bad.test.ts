import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readPolicy } from "../../src/policy/index.js";
import type { SourceFile } from "../../src/source/index.js";
import { ROOT } from "../root.js";
import { codesByLine, told } from "./read.js";

const FOLDER = join(ROOT, "test/policy/bad");
const RULES = ["ban-missing", "listener-cleartext", "calling-plan-uncapped"];

/** Fixtures say on each line which diagnostics begin there: `# error: <code>`, as often as there are. */
function expected(file: SourceFile): readonly string[] {
  return file.text.split("\n").flatMap((line, index) =>
    [...line.matchAll(/# (error|warning): ([a-z0-9-]+)/g)].map(([, level, code]) => `${index + 1} ${level}: ${code}`),
  ).sort();
}

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"))) {
  const file: SourceFile = { path: name, text: readFileSync(join(FOLDER, name), "utf8") };
  const { policy, posture, diagnostics, secrets } = readPolicy(file, { knownRules: RULES });

  test(`${name}: every mistake is found on its line, and nothing else`, () => {
    assert.deepEqual(codesByLine(file, diagnostics), expected(file));
    assert.equal(policy, null);
    assert.equal(posture, null);
  });

  test(`${name}: what is said, and which words are underlined`, () => {
    const golden = join(FOLDER, name.replace(/\.yaml$/, ".txt"));
    if (process.env["RINGFENCE_UPDATE"] === "1") writeFileSync(golden, told(diagnostics));
    assert.ok(existsSync(golden), `${golden} is missing; \`npm run test:update\` writes it, for you to read`);
    assert.equal(told(diagnostics), readFileSync(golden, "utf8"));
  });

  test(`${name}: no secret is told`, () => {
    const clear = secrets.map((at) => file.text.slice(at.start, at.end)).flatMap((text) => text.match(/[A-Za-z0-9-]{6,}/g) ?? []);
    for (const secret of clear) assert.ok(!diagnostics.some(({ message, hint }) => `${message} ${hint ?? ""}`.includes(secret)), `${secret} is told`);
  });
}

test("literal secrets are handed on, so that no snippet shows them", () => {
  const file: SourceFile = { path: "secrets.yaml", text: readFileSync(join(FOLDER, "secrets.yaml"), "utf8") };
  const places = readPolicy(file).secrets.map((at) => file.text.slice(at.start, at.end));
  assert.deepEqual(places.sort(), ["20261122", "[hunter-in, clear-text]", "hunter-in-clear", "hunter-in-clear", "hunter-in-clear", "hunter-in-clear"]);
});

test("each kind of mistake that the code can report has a fixture or a test", () => {
  const folder = join(ROOT, "src/policy");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const reported = new Set([...sources.matchAll(/(?:problems\.(?:error|warning)\(|this\.#error\(|reportWrong\([a-z.]+, |code: )"([a-z0-9-]+)"/gi)].map(([, code]) => code));
  const tests = readdirSync(join(ROOT, "test/policy"), { recursive: true, encoding: "utf8" }).filter((file) => /\.(yaml|test\.ts)$/.test(file));
  const shown = tests.map((file) => readFileSync(join(ROOT, "test/policy", file), "utf8")).join("\n");
  assert.ok(reported.size > 40, `only ${reported.size} codes found in src/policy`);
  assert.deepEqual([...reported].filter((code) => !shown.includes(String(code))), []);
});

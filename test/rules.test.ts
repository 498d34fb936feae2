import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { YAML_COMMENTS } from "../src/app/comments/yaml.js";
import { lint } from "../src/app/lint.js";
import { atLeast } from "../src/finding.js";
import { GROUPS, POLICY_RULES, RULES } from "../src/rules/registry.js";
import { isKnown, unknown, type Fact, type Posture } from "../src/posture/index.js";
import { exampleFixture, FIXTURES, fixturesOf, found, judge, marked, postureOf, TODAY, told } from "./rules/harness.js";
import { ROOT } from "./root.js";

/** Files of src/rules that are not rules: what rules are made of. */
const MACHINERY = ["dates.ts", "example.ts", "index.ts", "openings.ts", "phrase.ts", "reach.ts", "registry.ts", "rule.ts", "shared.ts"];
const IDS = RULES.map((rule) => rule.meta.id);

test("an index names every rule file of its folder, under its own id, and nothing else", () => {
  for (const { folder, rules } of GROUPS) {
    const files = readdirSync(join(ROOT, "src/rules", folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && (folder === "" ? !MACHINERY.includes(entry.name) : isRule(join(ROOT, "src/rules", folder, entry.name))))
      .map(({ name }) => name);
    assert.deepEqual(files.sort(), rules.map(({ meta }) => `${meta.id}.ts`).sort());
  }
  const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(folders.sort(), [...IDS].sort());
  assert.equal(new Set(IDS).size, IDS.length);
});

function isRule(path: string): boolean {
  return readFileSync(path, "utf8").includes("= defineRule({");
}

test("a rule is one file of at most 80 lines", () => {
  for (const { folder, rules } of GROUPS) {
    for (const { meta } of rules) {
      const lines = readFileSync(join(ROOT, "src/rules", folder, `${meta.id}.ts`), "utf8").trimEnd().split("\n").length;
      assert.ok(lines <= 80, `${meta.id} has ${lines} lines`);
    }
  }
});

for (const rule of RULES) {
  const { meta } = rule;
  describe(meta.id, () => {
    test("says all that a reader wants to know", () => {
      assert.match(meta.id, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      for (const text of [meta.title, meta.why, meta.degrees, meta.fix, meta.versions]) assert.ok(text.length > 3 && !text.includes("TODO"), text);
      assert.doesNotMatch(meta.title, /\.$/);
      assert.match(meta.fix, /\.$/);
      for (const url of meta.references) assert.match(url, /^https:\/\//);
    });

    test("catches its example before the fix and not after it", () => {
      assert.notDeepEqual(found(judge(rule, exampleFixture(meta.id, meta.before))), []);
      assert.deepEqual(found(judge(rule, exampleFixture(meta.id, meta.after))), []);
    });

    const fixtures = fixturesOf(meta.id);
    test("has what it must catch and a near miss that it must not", () => {
      assert.ok(fixtures.some(({ bad }) => bad), "no bad*");
      assert.ok(fixtures.some(({ bad }) => !bad), "no ok*");
    });

    for (const fixture of fixtures) {
      test(`finds in ${fixture.name} what is marked there, and no more`, () => {
        const expected = marked(fixture.files, "expect");
        assert.equal(expected.length > 0, fixture.bad, "bad* marks at least one line with `expect: …`, ok* none");
        assert.deepEqual(found(judge(rule, fixture)), expected);
      });
    }

    test("says it in these words", () => {
      golden(meta.id, fixtures.flatMap((fixture) => judge(rule, fixture).map(told)).join("\n"));
    });

    test("accuses nobody with certainty where nothing could be read", () => {
      for (const fixture of fixtures) {
        const findings = lint({ posture: blinded(postureOf(fixture)), today: TODAY, rules: [rule] }).findings;
        for (const { severity, confidence, message } of findings) {
          assert.equal(`${severity} ${confidence}`, "info low", message);
          assert.match(message, /^cannot tell /);
        }
      }
    });
  });
}

/** Compares with test/rules/<id>/expected.txt, which people read; rewritten on demand alone. */
function golden(id: string, text: string): void {
  const path = join(FIXTURES, id, "expected.txt");
  if (process.env["RINGFENCE_UPDATE"] === "1") writeFileSync(path, text);
  assert.ok(existsSync(path), `${path} is missing: write it with npm run test:update`);
  assert.equal(text, readFileSync(path, "utf8"));
}

/** The same posture with every fact unread. Engine models hold what is written, so they are left out: a rule that needs one is silent. */
function blinded({ asterisk, kamailio, filters, sshd, jails, rtpengine, ...posture }: Posture): Posture {
  const blind = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || "text" in value) return value;
    if (Array.isArray(value)) return value.map(blind);
    if (isFact(value)) return unknown("the file that decides it is missing", value.at, value.spelling);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, blind(inner)]));
  };
  return blind(posture) as Posture;
}

function isFact(value: object): value is Fact<unknown> {
  return "kind" in value && "spelling" in value && isKnown(value as Fact<unknown>);
}

test("near misses hold no other weakness than those marked, from medium upwards", () => {
  for (const id of IDS) {
    for (const fixture of fixturesOf(id).filter(({ bad, kind }) => !bad && kind === "policy")) {
      const [source] = fixture.files;
      if (source === undefined) continue;
      const { findings } = lint({ posture: postureOf(fixture), commented: [{ file: source, syntax: YAML_COMMENTS }], today: TODAY });
      const grave = findings.filter(({ severity, suppressed }) => suppressed === null && atLeast(severity, "medium"));
      assert.deepEqual(found(grave), marked([source], "also"), `${id}/${source.path}`);
    }
  }
});

for (const name of readdirSync(join(ROOT, "examples")).filter((each) => each.endsWith(".yaml"))) {
  test(`examples/${name} holds nothing from medium upwards, and no idle or expired exception`, () => {
    const source = { path: name, text: readFileSync(join(ROOT, "examples", name), "utf8") };
    const posture = postureOf({ kind: "policy", files: [source], versions: { asterisk: "22", kamailio: "6.0" } });
    const { findings, notCovered } = lint({ posture, commented: [{ file: source, syntax: YAML_COMMENTS }], today: TODAY, rules: POLICY_RULES });
    const told = findings.filter(({ suppressed, severity, rule }) => suppressed === null && (atLeast(severity, "medium") || rule.startsWith("exception-")));
    assert.deepEqual(told.map(({ rule, subject }) => `${rule} ${subject}`), []);
    assert.deepEqual(notCovered, []);
  });
}

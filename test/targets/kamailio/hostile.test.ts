import assert from "node:assert/strict";
import fc from "fast-check";
import { test } from "node:test";
import { ha1 } from "../../../src/targets/digest.js";
import { renderEdge } from "./edge-policy.js";
import { policyWith, TAME, type Texts } from "./hostile-policy.js";
import { skeleton } from "./skeleton.js";

const PIECES = ["\n", "\r", "\r\n", "\t", " ", '"', "'", "\\", "`", "$", "$(ru)", "$var(x)", "#", "#!define X", "\n#!define WITH_X\n", "#!endif", "!", "/", "//", "/*", "*/", ";", "{", "}", ")", "(", ",", ":", "=", "=>", "{{", "}}", "{{x}}", "\u0000", "\u0085", "\u2028", "é", "😀", "[server:any]", "include_file", "exit;", "a", "0", "-", "."];
const hostile = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(""));
/** One to three fields at once: with all of them hostile next to nothing would be left to look at. */
const texts = fc
  .subarray(Object.keys(TAME) as (keyof Texts)[], { minLength: 1, maxLength: 3 })
  .chain((fields) => fc.tuple(...fields.map((field) => hostile.map((text) => [field, text] as const))))
  .map((chosen): Partial<Texts> => Object.fromEntries(chosen));

interface Made {
  readonly shapes: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

function made(given: Partial<Texts>): Made | null {
  const { policy, secrets } = policyWith({ ...TAME, ...given });
  const { artifacts, diagnostics } = renderEdge(policy, secrets);
  const errors = diagnostics.filter(({ level }) => level === "error");
  if (artifacts.length === 0) assert.ok(errors.length > 0, "nothing was made, and nobody is told why");
  else assert.deepEqual(errors, []);
  for (const { at } of errors) assert.equal(at.file.path, "acme-edge.yaml");
  return artifacts.length === 0 ? null : { shapes: Object.fromEntries(artifacts.map(({ path, text }) => [path, skeleton(path, text)])), files: Object.fromEntries(artifacts.map(({ path, text }) => [path, text])) };
}

const tame = made(TAME);

test("whatever a user writes into a free text, the files keep their structure, or none is made and the place is told", () => {
  assert.ok(tame !== null);
  let rendered = 0;
  fc.assert(
    fc.property(texts, (given) => {
      const result = made(given);
      if (result === null) return;
      rendered += 1;
      // A realm that is no domain is one host fewer to be called by.
      const one = given.realm === undefined ? tame.shapes : { ...tame.shapes, "kamailio/kamailio.cfg": result.shapes["kamailio/kamailio.cfg"] };
      assert.deepEqual(result.shapes, one);
    }),
    { numRuns: 600 },
  );
  assert.ok(rendered > 20, `only ${rendered} of the hostile policies could be rendered at all: the rest says nothing about quoting`);
});

test("a hostile realm changes no line but those that hold the realm", () => {
  fc.assert(
    fc.property(hostile, (realm) => {
      const result = made({ realm });
      if (result === null || tame === null) return;
      const [shape = "", model = ""] = [result.shapes["kamailio/kamailio.cfg"], tame.shapes["kamailio/kamailio.cfg"]];
      const withoutCases = (text: string): string => text.split("\n").filter((line) => line.trim() !== 'case "":').join("\n");
      assert.equal(withoutCases(shape), withoutCases(model));
    }),
    { numRuns: 300 },
  );
});

test("a password may be anything, and its digest is right", () => {
  fc.assert(
    fc.property(hostile, (password) => {
      const result = made({ password });
      assert.ok(result !== null && tame !== null);
      assert.deepEqual(result.shapes, tame.shapes);
      assert.ok(result.files["kamailio/digests/md5"]?.includes(`:${ha1("MD5", "tame", "sip.tame.example", password)}:`));
    }),
    { numRuns: 200 },
  );
});

test("each harmful character is refused or harmless in each field alone", () => {
  assert.ok(tame !== null);
  for (const field of Object.keys(TAME) as (keyof Texts)[]) {
    if (field === "realm") continue;
    for (const piece of PIECES) {
      const result = made({ [field]: `${TAME[field]}${piece}x` });
      if (result !== null) assert.deepEqual(result.shapes, tame.shapes, `${field} with ${JSON.stringify(piece)}`);
    }
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { expand, lengthsOf, parseDigits, toPosix } from "../../src/numbering/digits.js";
import { callingCodes, plansOf } from "../../src/numbering/metadata.js";
import { sampleNumbers } from "./samples.js";

test("the metadata's expressions become POSIX ones of the same meaning", () => {
  assert.equal(toPosix(parseDigits("8(?:00|[3-5]{2}\\d)?[89]")), "8(00|[3-5]{2}[0-9])?[89]");
  assert.equal(toPosix(parseDigits("[0134689]|2\\d{2,3}")), "[0134689]|2[0-9]{2,3}");
});

test("anything outside the language is refused", () => {
  for (const pattern of ["a", "1+", "1*", "^1", "[^1]", "(1", "1)", "(?=1)", "[a]", "[]", "\\D", "."]) assert.throws(() => parseDigits(pattern), Error, pattern);
});

test("lengths and expansions", () => {
  assert.deepEqual(lengthsOf(parseDigits("1(?:2|34)\\d{1,3}")), [3, 4, 5, 6]);
  assert.deepEqual(expand(parseDigits("0(?:0|[1-2]5)?")).map((places) => places.join(".")), ["0", "0.0", "0.12.5"]);
});

test("every expression of every plan is in the language, and fits what is drawn from it", () => {
  for (const { e164, national } of sampleNumbers(2)) {
    const fitting = callingCodes().filter((code) => e164.startsWith(`+${code}`)).flatMap(plansOf)
      .flatMap((plan) => [...plan.kinds.values()]).filter((pattern) => pattern !== "" && new RegExp(`^(${toPosix(parseDigits(pattern))})$`).test(national));
    assert.ok(fitting.length > 0, e164);
  }
});

test("an expression fits where the original fits, and nowhere else", () => {
  const samples = sampleNumbers(1).map(({ national }) => national);
  for (const code of callingCodes()) {
    for (const plan of plansOf(code)) {
      for (const pattern of plan.kinds.values()) {
        if (pattern === "") continue;
        const [ours, theirs] = [new RegExp(`^(${toPosix(parseDigits(pattern))})$`), new RegExp(`^(?:${pattern})$`)];
        for (const national of samples.filter((_, at) => at % 7 === 0)) assert.equal(ours.test(national), theirs.test(national), `${plan.country} ${pattern} ${national}`);
      }
    }
  }
});

test("no calling code is the start of another, so the first digits decide", () => {
  const codes = callingCodes();
  for (const code of codes) for (const other of codes) assert.ok(code === other || !other.startsWith(code), `${code} ${other}`);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../src/report/fold.js";
import { MASK, maskerOf } from "../../src/report/mask.js";
import { problemsOf } from "../../src/report/problem.js";
import { belowRoot } from "../../src/report/root.js";
import { span } from "../../src/source/index.js";
import { REPORT } from "./fixture.js";

function secretsOf(text: string, ...values: string[]) {
  const file = { path: "f", text };
  return values.map((value) => span(file, text.indexOf(value), text.indexOf(value) + value.length));
}

test("a secret is hidden in sentences wherever it is repeated, the longer of two first", () => {
  const { sentence } = maskerOf(secretsOf("a=correct-horse\nb=correct-horse-battery\n", "correct-horse\n".trim(), "correct-horse-battery"));
  assert.equal(sentence("is correct-horse-battery, or correct-horse?"), `is ${MASK}, or ${MASK}?`);
  assert.equal(maskerOf([]).sentence("nothing"), "nothing");
});

test("an ordinary word that is somebody's password stays a word, yet not where it stands as the password", () => {
  const text = "[100]\ntype=auth\nusername=100\npassword = 100\n";
  const at = text.lastIndexOf("100");
  const masker = maskerOf([span({ path: "f", text }, at, at + 3)]);
  assert.equal(masker.sentence("endpoint 100 is weak"), "endpoint 100 is weak");
  assert.deepEqual(masker.covering({ path: "f", text }, at + 1), { start: at, end: at + 3 });
  assert.equal(masker.covering({ path: "f", text }, 1), null);
});

test("a password that stands nowhere else is hidden, however simple", () => {
  assert.equal(maskerOf(secretsOf("password=swordfish\n", "swordfish")).sentence("it is swordfish"), `it is ${MASK}`);
});

test("fifty thousand secrets are hidden in no time to speak of", () => {
  const text = Array.from({ length: 50_000 }, (_, index) => `password=s3cret-${index}-of-many`).join("\n");
  const file = { path: "f", text };
  const secrets = [...text.matchAll(/s3cret-\d+-of-many/g)].map(({ index, 0: value }) => span(file, index, index + value.length));
  const began = performance.now();
  const masker = maskerOf(secrets);
  for (let nth = 0; nth < 1000; nth += 1) assert.equal(masker.sentence(`x s3cret-${nth * 49}-of-many y`), `x ${MASK} y`);
  assert.ok(performance.now() - began < 10_000);
});

test("masses are folded file by file", () => {
  const [problem] = problemsOf(REPORT).filter(({ kind }) => kind === "finding");
  assert.ok(problem !== undefined);
  const elsewhere = { ...problem, span: span({ path: "other", text: "x" }, 0, 1) };
  const folded = fold([...Array.from({ length: 10_000 }, () => problem), elsewhere]);
  assert.equal(folded.length, 21);
  assert.match(folded[19]?.message ?? "", /\(and 9980 more like this, not shown\)$/);
});

test("a path is told relative to the nearest of what was given", () => {
  assert.deepEqual(belowRoot("host/etc/a.conf", ["host", "host/etc", "hos"]), { root: "host/etc", file: "a.conf" });
  assert.deepEqual(belowRoot("etc/a.conf", ["."]), { root: ".", file: "etc/a.conf" });
  assert.deepEqual(belowRoot("/srv/a.conf", ["."]), { root: null, file: "/srv/a.conf" });
  assert.deepEqual(belowRoot("/srv/a.conf", ["/"]), { root: "/", file: "srv/a.conf" });
  assert.deepEqual(belowRoot("a.conf", ["a.conf"]), { root: null, file: "a.conf" });
  assert.deepEqual(belowRoot("x.tar.gz/etc/a.conf", ["x.tar.gz"]), { root: "x.tar.gz", file: "etc/a.conf" });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { maskerOf } from "../../src/report/mask.js";
import { snippetOf } from "../../src/report/snippet.js";
import { textWidth } from "../../src/report/width.js";
import { span } from "../../src/source/index.js";

const NONE = maskerOf([]);

function snippet(text: string, part: string, columns = 80) {
  const file = { path: "p", text };
  const start = text.indexOf(part);
  return snippetOf(span(file, start, start + part.length), NONE, columns);
}

test("the underline counts columns of the terminal, not characters", () => {
  assert.deepEqual(snippet("a\tb", "b"), { line: 1, text: "a    b", indent: 5, length: 1, lastLine: 1 });
  assert.deepEqual(snippet("日本 x", "本"), { line: 1, text: "日本 x", indent: 2, length: 2, lastLine: 1 });
  assert.deepEqual(snippet("e\u0301 x", "x"), { line: 1, text: "e\u0301 x", indent: 2, length: 1, lastLine: 1 });
  assert.deepEqual(snippet("😀 x", "x"), { line: 1, text: "😀 x", indent: 3, length: 1, lastLine: 1 });
});

test("control characters are shown and do nothing", () => {
  assert.equal(snippet("a\u001b[2Jb", "b")?.text, "a\\x1b[2Jb");
});

test("a long line is cut around the part that matters", () => {
  const shown = snippet(`${"a".repeat(300)}HERE${"b".repeat(300)}`, "HERE", 40);
  assert.match(shown?.text ?? "", /^…a+HEREb+…$/);
  assert.equal(shown?.text.indexOf("HERE"), shown?.indent);
  assert.ok(textWidth(shown?.text ?? "") <= 40);
});

test("a secret is one mask, whatever its length, also where it is the part that matters", () => {
  const file = { path: "p", text: "secret: abcdefghijklmnop # x" };
  const secret = span(file, 8, 24);
  assert.deepEqual(snippetOf(secret, maskerOf([secret]), 80), { line: 1, text: "secret: ******** # x", indent: 8, length: 8, lastLine: 1 });
});

test("nothing is shown of what has no text", () => {
  assert.equal(snippetOf(span({ path: "p", text: "" }, 0, 0), NONE, 80), null);
  assert.equal(snippetOf(span({ path: "p", text: "abc" }, 0, 0), NONE, 80), null);
});

test("any span of any text fits into the columns and underlines within them", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.nat(300), fc.nat(50), fc.integer({ min: 30, max: 120 }), (text, start, length, columns) => {
    const file = { path: "p", text };
    const shown = snippetOf(span(file, Math.min(start, text.length), Math.min(start + length, text.length)), NONE, columns);
    if (shown === null) return;
    assert.ok(textWidth(shown.text) <= columns + 8, "an escape of one character may stand over the edge");
    assert.doesNotMatch(shown.text, /[\p{Cc}\p{Cs}]/u);
    assert.ok(shown.length >= 1 && shown.indent >= 0);
  }));
});

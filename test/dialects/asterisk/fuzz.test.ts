import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { filesInMemory, loadAsterisk, parseAsterisk } from "../../../src/dialects/asterisk/index.js";
import type { Span } from "../../../src/source/index.js";
import { folder } from "./arbitrary.js";

const seed = 20_261;

function inRange({ file, start, end }: Span): void {
  assert.ok(start >= 0 && start <= end && end <= file.text.length, `${start}..${end} of ${file.text.length}`);
}

/** All places that a tree speaks of lie in it; words without escapes or comments are the text they point at. */
function check(text: string): void {
  const parsed = parseAsterisk({ path: "t.conf", text });
  for (const comment of parsed.comments) inRange(comment);
  for (const { at } of parsed.problems) inRange(at);
  for (const statement of parsed.statements) {
    if (statement.kind === "setting") {
      for (const word of [statement.name, statement.value]) {
        inRange(word);
        if (!text.includes(";")) assert.equal(text.slice(word.start, word.end), word.text);
      }
    } else if (statement.kind === "section") [statement.name, ...statement.options.map(({ at }) => at)].forEach(inRange);
    else if (statement.kind === "directive") inRange(statement.argument ?? statement.word);
  }
}

test("any text is parsed without a throw, with places in range", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), check), { seed, numRuns: 2000 });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes).toString("utf8")), check), { seed, numRuns: 500 });
  const marks = fc.array(fc.constantFrom(";", ";--", "--;", "\\", "[", "]", "(", ")", "=", "+=", "=>", "#include ", "\n", "\r", "\0", "x", " ", "!", "+", ",", "é"), { maxLength: 80 });
  fc.assert(fc.property(marks.map((parts) => parts.join("")), check), { seed, numRuns: 5000 });
});

test("any folder is loaded without a throw", () => {
  fc.assert(
    fc.property(folder, (texts) => {
      const files = new Map(Object.entries(texts).map(([name, text]) => [`/etc/${name}`, { path: name, text }]));
      const loaded = loadAsterisk({ path: "t.conf", text: texts["t.conf"] }, filesInMemory("/etc", files));
      for (const { at } of loaded.problems) inRange(at);
      if (!loaded.valid) assert.ok(loaded.problems.some(({ effect }) => effect === "file-invalid" || effect === "unknown"));
    }),
    { seed, numRuns: 1500 },
  );
});

test("hostile lengths take time in proportion", () => {
  const hostile = ["\\;", ";-- --;", ";--", "--;", "[", "[a](", "(a,", "x+=1\n", "\0", "=", "[a]\n", "#include x\n"].map((piece) => `[a]\nx=1\n${piece.repeat(200_000)}`);
  const began = performance.now();
  for (const text of hostile) {
    const file = { path: "t.conf", text };
    loadAsterisk(file, filesInMemory("/etc", new Map([["/etc/t.conf", file]])));
  }
  const seconds = (performance.now() - began) / 1000;
  assert.ok(seconds < 20, `${seconds} s for ${hostile.length} texts`);
});

test("fifty thousand sections are read in about a second", () => {
  const text = `[phone](!)\ntype=endpoint\ncontext=internal\ndisallow=all\nallow=ulaw\n${Array.from({ length: 25_000 }, (_, n) => `\n[${n}](phone)\nauth=${n} ; its own\naors=${n}\n[${n}]\ntype=aor\nmax_contacts=1\n`).join("")}`;
  const file = { path: "pjsip.conf", text };
  const began = performance.now();
  const loaded = loadAsterisk(file, filesInMemory("/etc", new Map()));
  const seconds = (performance.now() - began) / 1000;
  assert.equal(loaded.categories.length, 50_001);
  assert.ok(seconds < 5, `${seconds} s`);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { allPieces, plainText, readOptions, readTemplate, splitArguments, type Piece } from "../../src/dialplan/index.js";

/** What the pieces say they are, in a notation of the test's own. */
function told(pieces: readonly Piece[]): string {
  return pieces.map((piece) => {
    switch (piece.kind) {
      case "text": return piece.text;
      case "variable": return `<${told(piece.name)}${cut(piece)}>`;
      case "function": return `<${piece.name}(${told(piece.data)})${cut(piece)}>`;
      case "expression": return `{${told(piece.inner)}}`;
    }
  }).join("");
}

function cut(piece: Piece & { readonly kind: "variable" | "function" }): string {
  return piece.cut === null ? "" : ` from ${piece.cut.offset} length ${piece.cut.length ?? "all"}`;
}

const CASES: Readonly<Record<string, string>> = {
  "plain, text": "plain, text",
  "a$b": "a$b",
  "${EXTEN}": "<EXTEN>",
  "${EXTEN:1}": "<EXTEN from 1 length all>",
  "${EXTEN:-4:2}x": "<EXTEN from -4 length 2>x",
  "${FILTER(0-9,${EXTEN:1})}": "<FILTER(0-9,<EXTEN from 1 length all>)>",
  "${CALLERID(num):0:3}": "<CALLERID(num) from 0 length 3>",
  "${${X}}": "<<X>>",
  "$[${A} = ${LEN(${B})}]": "{<A> = <LEN(<B>)>}",
  "${never ends": "<never ends>",
  "${A{b}c}d": "<A{b}c>d",
  "${CUT(X,:,2)}": "<CUT(X,:,2)>",
  "${IF($[${A}]?b:c)}": "<IF({<A>}?b:c)>",
};

for (const [text, expected] of Object.entries(CASES)) test(`reads ${text}`, () => assert.equal(told(readTemplate(text)), expected));

const word = fc.constantFrom("${", "$[", "}", "]", "(", ")", "EXTEN", ":1", ",", "\"", "\\", "$", "{", "&", " ", "FILTER(", "é", "^");
const wild = fc.array(word, { maxLength: 60 }).map((words) => words.join(""));

test("whatever is written: pieces lie one behind the other and cover the text, and no place is outside of it", () => {
  fc.assert(fc.property(fc.oneof(wild, fc.string({ maxLength: 80 })), (text) => {
    const pieces = readTemplate(text);
    assert.deepEqual(pieces.map(({ start }) => start), [0, ...pieces.map(({ end }) => end)].slice(0, pieces.length));
    assert.equal(pieces.at(-1)?.end ?? 0, text.length);
    for (const { start, end } of allPieces(pieces)) assert.ok(start >= 0 && start <= end && end <= text.length);
    for (const argument of splitArguments(pieces)) assert.ok(argument.start >= 0 && argument.end <= text.length);
    readOptions(pieces);
  }), { numRuns: 3000 });
});

test("deep nesting and brackets that never close take time in line with their length", () => {
  for (const text of ["${".repeat(200_000), "$[".repeat(200_000), "${A(".repeat(100_000), "(".repeat(400_000)]) {
    const started = performance.now();
    splitArguments(readTemplate(text));
    assert.ok(performance.now() - started < 3000, `${text.slice(0, 8)}… took ${performance.now() - started} ms`);
  }
});

/** As ast_app_separate_args() does: what is in quotes, brackets or parentheses is not parted, nor what a backslash hides. */
test("arguments are parted where Asterisk parts them", () => {
  const parted = (text: string): readonly (string | null)[] => splitArguments(readTemplate(text)).map(({ pieces }) => plainText(pieces));
  assert.deepEqual(parted("a, b ,c"), ["a", "b", "c"]);
  assert.deepEqual(parted("a(b,c),[d,e],\"f,g\",h\\,i"), ["a(b,c)", "[d,e]", "\"f,g\"", "h\\,i"]);
  assert.deepEqual(parted("a)b,c"), ["a)b", "c"]);
  assert.deepEqual(splitArguments(readTemplate("PJSIP/${FILTER(0-9,${EXTEN})}@a,30")).length, 2);
  assert.deepEqual(splitArguments(readTemplate("a,b,c"), ",", 2).map(({ pieces }) => plainText(pieces)), ["a", "b,c"]);
});

test("letters in an option's argument are no options", () => {
  const options = readOptions(readTemplate("tL(60000)b(x^y^1(T))g"));
  assert.deepEqual([...options.keys()], ["t", "L", "b", "g"]);
  assert.equal(plainText(options.get("b") ?? []), "x^y^1(T)");
});

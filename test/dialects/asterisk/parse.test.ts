import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAsterisk, readKeys, type Statement } from "../../../src/dialects/asterisk/index.js";

const parse = (text: string) => parseAsterisk({ path: "t.conf", text });

/** A statement in short: `[a](!,b)`, `x = 1`, `#include f`, `? code`. */
function short(statement: Statement): string {
  switch (statement.kind) {
    case "section":
      return `[${statement.name.text}]${statement.options.length > 0 ? `(${statement.options.map(({ at }) => at.text).join(",")})` : ""}`;
    case "setting":
      return `${statement.name.text} ${statement.operator} ${statement.value.text}`;
    case "directive":
      return `${statement.verb} ${statement.argument?.text ?? "-"}`;
    case "unreadable":
      return `? ${statement.problem.code}`;
  }
}

/** [text, statements, problem codes]; each was put to Asterisk 22 as well, see test/engines/read-asterisk.test.ts. */
const cases: Record<string, [text: string, statements: string[], problems?: string[]]> = {
  "a line comment ends the line": ["[a] ; one\nx = 1 ; two\n;y=2\n", ["[a]", "x = 1"]],
  "\\; is a semicolon and other backslashes stay": ["[a]\nx=\\;b\\\\;c\\d\n", ["[a]", "x = ;b\\;c\\d"]],
  "a second ; right after \\; is a comment": ["[a]\nx=\\;;e\n", ["[a]", "x = ;"]],
  "a block comment may close on its line": ["[a]\nx=1 ;-- c --; 2\n", ["[a]", "x = 1  2"]],
  "block comments nest and span lines": ["[a]\n;-- one ;-- two\nx=1\n--; y=2\n--; z=3\n", ["[a]", "z = 3"]],
  ";--- is a line comment": ["[a]\n;----------;\nx=1 ;--- c\ny=2\n", ["[a]", "x = 1", "y = 2"]],
  "an open block comment swallows the rest": ["[a]\nx=1 ;-- c\ny=2\n", ["[a]", "x = 1"], ["comment-not-closed"]],
  "--; that closes nothing keeps its line and swallows the next ones": ["[a]\nx=b --; c ; d\ny=2\n;-- z=3\nw=4\n", ["[a]", "x = b --; c ; d", "w = 4"], ["comment-closed-unopened"]],
  "the first = splits": ["[a]\nx=b=c\ny==>d\nz = > e\n", ["[a]", "x = b=c", "y = =>d", "z = > e"]],
  "=> and += are operators": ["[a]\nexten => 1\nx += 2\ny+==3\n", ["[a]", "exten => 1", "x +=  2", "y += =3"]],
  "a leading backslash escapes the first character": ["[a]\n\\[b]=1\n\\=c=2\n", ["[a]", "[b] = 1", "=c = 2"]],
  "a backslash that escapes nothing ends all": ["[a]\n\\ b=1\n", ["[a]", "? invalid-escape"], ["invalid-escape"]],
  "a parenthesis after a blank is no option list": ["[a] (!)\n[b](!)\n", ["[a]", "[b](!)"], ["section-options-ignored"]],
  "options are not trimmed, and may be empty": ["[a]( b,!,)\n[c]()\n", ["[a]( b,!,)", "[c]()"]],
  "names keep their blanks": ["[ a ]\n", ["[ a ]"]],
  "a section must be closed": ["[a\n[b](c\n", ["? section-not-closed", "? section-options-not-closed"], ["section-not-closed", "section-options-not-closed"]],
  "directives": ['#include "a b"\n#TryInclude <c>\n#exec d e\n#foo\n#include\n# include f\n#include "g\n', ["include a b", "tryinclude c", "exec d e", "unknown -", "include -", "unknown include f", 'include "g']],
  "lines without = or name": ["[a]\nword\n=1\n += 2\n", ["[a]", "? no-equals-sign", "? no-name", "? no-name"], ["no-equals-sign", "no-name", "no-name"]],
  "control characters count as blanks, a lone CR does not end a line": ["[a]\r\n\x0bx\t=\x01 1 \r\ny=2\r3\n", ["[a]", "x = 1", "y = 2\r3"]],
  "what follows a NUL is not seen": ["[a]\nx=1\0 2\ny=3\n", ["[a]", "x = 1", "y = 3"]],
  "a byte order mark is skipped": ["\ufeff[a]\n", ["[a]"]],
};

for (const [name, [text, statements, problems = []]] of Object.entries(cases)) {
  test(name, () => {
    const parsed = parse(text);
    assert.deepEqual(parsed.statements.map(short), statements);
    assert.deepEqual(parsed.problems.map(({ code }) => code), problems);
  });
}

test("a line has 8190 bytes at most, counted in UTF-8", () => {
  const fits = `x=${"1".repeat(8188)}`;
  const lines = [fits, `y=${"1".repeat(8189)}`, `z=${"é".repeat(4094)}`, `w=${"é".repeat(4095)}`, "v=1"];
  const parsed = parse(`[a]\n${lines.join("\n")}\n`);
  assert.deepEqual(parsed.statements.map((statement) => (statement.kind === "setting" ? statement.name.text : "")), ["", "x", "z", "v"]);
  assert.deepEqual(parsed.problems.map(({ code }) => code), ["line-too-long", "line-too-long"]);
});

test("a comment nested 129 deep is one the engine never comes back from", () => {
  const parsed = parse(`[a]\n${";--".repeat(129)}\nx=1\n`);
  assert.deepEqual(parsed.problems.map(({ code, effect }) => [code, effect]), [["comment-too-deep", "file-invalid"]]);
});

test("names, values and comments know their places", () => {
  const text = "[a](t, b)\n name = one ;-- two --; \\;three ; end\n";
  const { statements, comments } = parse(text);
  const [section, setting] = statements;
  assert.ok(section?.kind === "section" && setting?.kind === "setting");
  const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  assert.equal(at(section.name), "a");
  assert.deepEqual(section.options.map((option) => at(option.at)), ["t", " b"]);
  assert.equal(at(setting.name), "name");
  assert.equal(setting.value.text, "one  ;three");
  assert.equal(at(setting.value), "one ;-- two --; \\;three");
  assert.deepEqual(comments.map(at), [";-- two --;", "; end"]);
});

test("readKeys tells what a text holds", () => {
  assert.deepEqual(readKeys("lost=1\n[phone](!)\ntype=endpoint\nallow=ulaw\n[100](phone)\nauth=100 ; auth\nTYPE=x\ntype=y\n"), [
    { section: "phone", options: ["!"], type: "endpoint", settings: [["type", "endpoint"], ["allow", "ulaw"]] },
    { section: "100", options: ["phone"], type: "x", settings: [["auth", "100"], ["TYPE", "x"], ["type", "y"]] },
  ]);
});

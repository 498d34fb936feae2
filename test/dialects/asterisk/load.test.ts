import assert from "node:assert/strict";
import { test } from "node:test";
import { filesInMemory, hopsOf, type Loaded, loadAsterisk } from "../../../src/dialects/asterisk/index.js";

function load(texts: string | Readonly<Record<string, string>>, options = {}): Loaded {
  const named = typeof texts === "string" ? { "t.conf": texts } : texts;
  const files = new Map(Object.entries(named).map(([name, text]) => [`/etc/asterisk/${name}`, { path: name, text }]));
  const file = files.get("/etc/asterisk/t.conf");
  assert.ok(file !== undefined);
  return loadAsterisk(file, filesInMemory("/etc/asterisk", files), options);
}

/** Categories in short: `a: x=1 y=2`, templates with `!`. */
const short = ({ categories }: Loaded) =>
  categories.map((category) => `${category.name}${category.isTemplate ? "!" : ""}:${category.variables.map(({ name, value }) => ` ${name}=${value}`).join("")}`);
const problems = (loaded: Loaded) => loaded.problems.map(({ code, effect }) => `${code} ${effect}`);

test("templates are copied where they are named, in their order", () => {
  const loaded = load("[t](!)\nx=1\n[u](!,t)\ny=2\n[a](u,t)\nx=3\n");
  assert.deepEqual(short(loaded), ["t!: x=1", "u!: x=1 y=2", "a: x=1 y=2 x=1 x=3"]);
  assert.deepEqual(loaded.categories[2]?.templates, ["u", "t"]);
});

test("a copy does not see what is appended to its template later, and the first section of a name is the template", () => {
  assert.deepEqual(short(load("[a]\nx=1\n[b](a)\n[a](+)\ny=2\n[a]\nz=3\n[c](A)\n")), ["a: x=1 y=2", "b: x=1", "a: z=3", "c: x=1 y=2"]);
});

test("a variable knows the way it came", () => {
  const text = "[t](!)\nx=1\n[u](!,t)\n[a](u)\n";
  const variable = load(text).categories[2]?.variables[0];
  assert.ok(variable !== undefined);
  assert.equal(text.slice(variable.at.start, variable.at.end), "1");
  assert.deepEqual(hopsOf(variable).map(({ start }) => start), [text.indexOf("(u)") + 1, text.indexOf(",t)") + 1]);
});

test("an empty name between the parentheses copies from the first section", () => {
  const loaded = load("[first]\nx=1\n[t](!)\ny=2\n[a](t,)\n[b]()\n");
  assert.deepEqual(short(loaded), ["first: x=1", "t!: y=2", "a: y=2 x=1", "b: x=1"]);
  assert.deepEqual(problems(loaded), ["empty-template warn", "empty-template warn"]);
});

test("(+) needs a section that is no template, unless a filter says otherwise", () => {
  assert.deepEqual(problems(load("[t](!)\nx=1\n[t](+)\ny=2\n")), ["append-to-nothing file-invalid"]);
  assert.deepEqual(short(load("[t](!)\nx=1\n[t](+TEMPLATES=include)\ny=2\n")), ["t!: x=1 y=2"]);
  assert.deepEqual(short(load("[a]\ntype=auth\n[a]\ntype=endpoint\n[a](+type=^end)\ny=2\n")), ["a: type=auth", "a: type=endpoint y=2"]);
  assert.deepEqual(problems(load("[a]\nx=1\n[a](+x=(1|2)+)\n")), ["filter-not-understood unknown"]);
});

test("+= keeps the blanks before what it appends, and extends the first variable of the same value", () => {
  assert.deepEqual(short(load("[a]\nx=1\nx += 2\nx+=3\nX+=4\n[b]\nx=1\nx=1\nx+=2\n")), ["a: x=1 23 X=4", "b: x=12 x=1"]);
});

test("what makes a file invalid, and what only warns", () => {
  for (const [text, code] of [["x=1\n", "setting-before-section"], ["[a\n", "section-not-closed"], ["[a](b\n", "section-options-not-closed"], ["[a](b)\n", "unknown-template"], ["[a]\n#include none.conf\n", "include-missing"], ["[a]\n#include none*.conf\n", "include-missing"], ["[a]\n\\ x=1\n", "invalid-escape"]] as const) {
    const loaded = load(`${text}[z]\n`);
    assert.deepEqual([loaded.valid, problems(loaded)], [false, [`${code} file-invalid`]]);
  }
  const warned = load("[a]\nword\n#foo\n#tryinclude none.conf\n#exec /bin/true\n[b] (a)\n");
  assert.deepEqual(short(warned), ["a:", "b:"]);
  assert.deepEqual(problems(warned).sort(), ["exec-disabled warn", "no-equals-sign warn", "section-options-ignored warn", "unknown-directive warn"]);
});

test("an include starts in the section that was opened last, and the including file goes on in its own", () => {
  assert.deepEqual(short(load({ "t.conf": "[a]\n#include one.conf\nx=1\n#include two.conf\n", "one.conf": "p=1\n[b]\nq=1\n", "two.conf": "r=1\n" })), ["a: p=1 x=1", "b: q=1 r=1"]);
});

test("an invalid included file loses its rest, and nothing more", () => {
  const loaded = load({ "t.conf": "[a]\n#include one.conf\nx=1\n", "one.conf": "p=1\n[broken\nq=1\n" });
  assert.deepEqual(short(loaded), ["a: p=1 x=1"]);
  assert.deepEqual(problems(loaded), ["section-not-closed rest-dropped"]);
});

test("a glob reads its files in order, and a comment left open runs on into the next", () => {
  const loaded = load({ "t.conf": "#include d/*.conf\n", "d/b.conf": "x=2\n--; y=3\n", "d/a.conf": "[a]\nx=1\n;-- open\n" });
  assert.deepEqual(short(loaded), ["a: x=1 y=3"]);
});

test("a file that includes itself ends at the tenth level", () => {
  const loaded = load("[a]\nx=1\n#include t.conf\ny=2\n");
  assert.equal(loaded.categories.length, 11);
  assert.deepEqual(short(loaded).slice(-2), ["a: x=1 y=2", "a: x=1"]);
  assert.deepEqual(problems(loaded), ["included-twice warn", "include-too-deep warn", "include-missing rest-dropped"]);
});

test("nothing is read from outside, and nothing is run", () => {
  for (const text of ["[a]\n#include /etc/passwd\nx=1\n", "[a]\n#include ../secrets.conf\nx=1\n"]) {
    const loaded = load(text);
    assert.deepEqual([loaded.valid, loaded.certain, short(loaded), problems(loaded)], [true, false, ["a: x=1"], ["include-outside unknown"]]);
  }
  assert.deepEqual(problems(load("[a]\n#exec /bin/id\n", { execIncludes: true })), ["exec-output unknown"]);
});

test("templates that double and sections that copy themselves are given up in bounded time", () => {
  const doubling = Array.from({ length: 60 }, (_, index) => `[t${index + 1}](!,t${index},t${index})`).join("\n");
  assert.deepEqual(problems(load(`[t0](!)\nx=1\n${doubling}\n`)), ["too-much-to-resolve unknown"]);
  assert.deepEqual(problems(load("[a]\nx=1\n[a](+,a)\n")), ["template-of-itself file-invalid"]);
  const looping = load({ "t.conf": "[a]\nx=1\n#include t.conf\n#include t.conf\n#include t.conf\n#include t.conf\n" });
  assert.equal(looping.certain || looping.categories.length > 0, true);
});

test("globs: stars, sets, braces, hidden files, order", () => {
  const names = ["b.conf", "a.conf", ".hidden.conf", "d/c.conf", "a1.conf", "a2.txt"];
  const files = new Map(names.map((name) => [`/etc/asterisk/${name}`, { path: name, text: "" }]));
  const found = (pattern: string) => {
    const result = filesInMemory("/etc/asterisk", files).find(`/etc/asterisk/${pattern}`);
    return result === "outside" ? result : result.map(({ path }) => path);
  };
  assert.deepEqual(found("*.conf"), ["a.conf", "a1.conf", "b.conf"]);
  assert.deepEqual(found("?.conf"), ["a.conf", "b.conf"]);
  assert.deepEqual(found("a[0-9].*"), ["a1.conf", "a2.txt"]);
  assert.deepEqual(found("[!a].conf"), ["b.conf"]);
  assert.deepEqual(found("{b,a}.conf"), ["b.conf", "a.conf"]);
  assert.deepEqual(found("*/c.conf"), ["d/c.conf"]);
  assert.deepEqual(found("./d/../a.conf"), ["a.conf"]);
  assert.equal(found("../*"), "outside");
});

test("an include that was only not given costs nothing but certainty, where the caller says so", () => {
  const file = { path: "pjsip.conf", text: "[a]\n#include none.conf\ntype=endpoint\n" };
  const loaded = loadAsterisk(file, filesInMemory("/etc/asterisk", new Map([["/etc/asterisk/pjsip.conf", file]])), { missingIncludes: "uncertain" });
  assert.deepEqual([loaded.valid, loaded.certain], [true, false]);
  assert.deepEqual(loaded.categories.map(({ name, variables }) => `${name} ${variables.length}`), ["a 1"]);
  assert.deepEqual(loaded.problems.map(({ code, effect }) => `${code} ${effect}`), ["include-missing file-invalid"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRtpengine } from "../../../src/dialects/rtpengine/index.js";
import { positionOf } from "../../../src/source/index.js";

function read(text: string): { readonly sections: unknown; readonly problems: string[] } {
  const { sections, problems } = parseRtpengine({ path: "rtpengine.conf", text });
  return {
    sections: Object.fromEntries(sections.map(({ name, entries }) => [name, entries.map(({ key, value }) => [key, value])])),
    problems: problems.map(({ at, effect, code }) => `${positionOf(at.file, at.start).line} ${effect} ${code}`),
  };
}

test("sections hold keys and values, and sections of one name are one", () => {
  assert.deepEqual(read("# media\n[rtpengine]\ninterface = internal/10.20.0.5;external/192.0.2.20!198.51.100.1\n  listen-ng=127.0.0.1:2223\r\n\n[rtpengine-testing]\ntable = -1\n[rtpengine]\nport-min = 30000\n"), {
    sections: { "rtpengine": [["interface", "internal/10.20.0.5;external/192.0.2.20!198.51.100.1"], ["listen-ng", "127.0.0.1:2223"], ["port-min", "30000"]], "rtpengine-testing": [["table", "-1"]] },
    problems: [],
  });
});

test("what GLib refuses refuses the file, and what it takes otherwise is told", () => {
  assert.deepEqual(read("key = 1\n[rtpengine]\n; old\n;a = b\nno sign\n= 1\n[open\ntimeout = 60 # seconds\ntimeout = 70\n").problems, [
    "1 fatal key-without-section", "3 fatal line-invalid", "4 silent comment-sign", "5 fatal line-invalid", "6 fatal line-invalid", "7 fatal line-invalid", "8 silent comment-in-value", "9 silent key-twice",
  ]);
});

/** What GLib 2.74 holds of a text; null where it refuses it. */
const BY_GLIB: readonly (readonly [text: string, held: Readonly<Record<string, Readonly<Record<string, string>>>> | null])[] = [
  ["", {}], ["# c\n", {}], ["[a]\n#x\n  #y\n", { a: {} }], ["[a]\n; old\n", null], ["[a]\n;a = b\n", { a: { ";a": "b" } }], ["[a]\n  x = 1 # c  \n", { a: { x: "1 # c  " } }], ["[a]\nx=1\r\n", { a: { x: "1" } }],
  ["[a] \nx=1\n", { a: { x: "1" } }], ["  [a]\n\tx = 1\n", { a: { x: "1" } }], ["[a] # c\nx=1\n", null], ["[a]x\n", null], ["[]\n", null], ["[a\n", null], ["[a[b]]\n", null], ["[a]b]\n", null], ["[ a ]\nx=1\n", { " a ": { x: "1" } }],
  ["[a]\na b = 1\n", { a: { "a b": "1" } }], ["[a]\na[b = 1\n", null], ["[a]\na[b c]=1\n", null], ["[a]\na]=1\n", null], ["[a]\n = 1\n", null], ["x=1\n", null], ["[a]\nx\n", null], ["[a]\nx=\n", { a: { x: "" } }], ["[a]\nx = = 1\n", { a: { x: "= 1" } }],
  ["[a]\nx=1\nx=2\n[a]\ny=1\n", { a: { x: "2", y: "1" } }], ["\ufeff[a]\nx=1\n", null], ["[a]\nx=1\\\n2\n", null],
];

test("the sections, keys and values are those that GLib holds", () => {
  for (const [text, held] of BY_GLIB) {
    const { sections, problems } = parseRtpengine({ path: "rtpengine.conf", text });
    const ours = problems.some(({ effect }) => effect === "fatal") ? null : Object.fromEntries(sections.map(({ name, entries }) => [name, Object.fromEntries(entries.map(({ key, value }) => [key, value]))]));
    assert.deepEqual(ours, held, JSON.stringify(text));
  }
});

test("each key and value keeps its place", () => {
  const file = { path: "rtpengine.conf", text: "[a]\n  key  =  some value\n" };
  const [section] = parseRtpengine(file).sections;
  const [entry] = section?.entries ?? [];
  assert.ok(entry);
  assert.equal(file.text.slice(entry.keyAt.start, entry.keyAt.end), "key");
  assert.equal(file.text.slice(entry.valueAt.start, entry.valueAt.end), "some value");
});

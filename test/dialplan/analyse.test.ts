import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readSystem } from "../../src/app/audit/audit.js";
import { analyse, covers, intersection, shapeOfExtension, substring, type Analysis } from "../../src/dialplan/index.js";
import { matchExtension } from "../../src/dialects/asterisk/index.js";
import { dialplanText } from "../dialects/asterisk/dialplan-arbitrary.js";

function analysisOf(text: string): Analysis {
  const { posture } = readSystem([{ path: "extensions.conf", text }], { asterisk: "22", kamailio: "6.0" });
  const [system] = posture.asterisk ?? [];
  const analysis = system === undefined ? null : analyse(system);
  assert.ok(analysis !== null);
  return analysis;
}

const pattern = fc.constantFrom("_X.", "_1.", "_12X", "_1[2-4]X!", "_N.", "_[13-5]XX", "_Z!", "123", "_1-2X", "_.", "_!", "_[a-c]9", "s", "_1X3");
const number = fc.oneof(fc.stringMatching(/^[0-9a-d]{0,5}$/), fc.string({ maxLength: 4 }));

test("a shape holds a number exactly where the pattern takes it", () => {
  fc.assert(fc.property(pattern, number, (name, dialled) => {
    fc.pre(!dialled.includes("-"));
    assert.equal(intersection(shapeOfExtension(name), dialled) !== null, matchExtension(name, dialled) !== "no");
  }), { numRuns: 4000 });
});

test("what covers a pattern takes all its numbers, and both patterns take what their intersection does", () => {
  fc.assert(fc.property(pattern, pattern, number, (a, b, dialled) => {
    const [one, other] = [shapeOfExtension(a), shapeOfExtension(b)];
    const common = intersection(one, other);
    const fits = (shape: typeof one): boolean => intersection(shape, dialled) !== null;
    assert.equal(common !== null && fits(common), fits(one) && fits(other));
    if (covers(one, other) && fits(other)) assert.ok(fits(one));
  }), { numRuns: 4000 });
});

test("a substring of a number has the shape of the number's substring", () => {
  fc.assert(fc.property(pattern, number, fc.integer({ min: -4, max: 4 }), fc.option(fc.integer({ min: -3, max: 4 })), (name, dialled, offset, length) => {
    fc.pre(intersection(shapeOfExtension(name), dialled) !== null);
    const [whole, cut] = [substring(shapeOfExtension(name), offset, length), substring(dialled, offset, length)];
    assert.ok(intersection(whole, cut) !== null, `${name} ${JSON.stringify(dialled)} ${offset} ${length}: ${String(cut)} is not in ${JSON.stringify(whole, (_, value: unknown) => (typeof value === "bigint" ? value.toString(2) : value))}`);
  }), { numRuns: 4000 });
});

test("whatever a dialplan holds, it is followed to an end, and places lie within the file", () => {
  const wild = fc.array(fc.constantFrom("${", "}", "$[", "]", "EXTEN", ",", "(", ")", "exten => _X.,1,", " same => n,", "\n", "Goto(", "Set(", "Dial(PJSIP/", "@a", "=", "?", ":", "[a]\n", "include => a\n", "GotoIf(", "\"", "&", "FILTER(0-9,", "s,1"), { maxLength: 60 }).map((words) => `[a]\n${words.join("")}`);
  fc.assert(fc.property(fc.oneof(dialplanText, wild), (text) => {
    const { sinks, uses, journeys } = analysisOf(text);
    for (const { at } of [...sinks, ...uses, ...journeys.flatMap(({ paid }) => paid)]) assert.ok(at.start >= 0 && at.start <= at.end && at.end <= at.file.text.length);
  }), { numRuns: 600 });
});

const many = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join("");

const LARGE: Readonly<Record<string, (size: number) => string>> = {
  "one extension of many steps that jump": (size) => `[a]\nexten => _X.,1,NoOp()\n${many(size, (index) => (index % 2 === 0 ? ` same => n(l${index}),GotoIf($["\${A${index - 1}}" = "\${EXTEN}"]?l${(index * 7) % size & ~1})\n` : ` same => n,Set(A${index}=\${EXTEN:1})\n`))}`,
  "one context of many numbers": (size) => `[a]\n${many(size, (index) => `exten => ${100_000 + index},1,Goto(b,\${EXTEN},1)\n`)}[b]\n${many(size, (index) => `exten => _${100_000 + index}!,1,Dial(PJSIP/\${EXTEN}@c)\n`)}`,
  "many contexts that include one": (size) => `${many(size, (index) => `[c${index}]\ninclude => shared\nexten => _9.,1,Goto(c${(index * 7) % size},\${EXTEN:1},1)\n`)}[shared]\n${many(100, (index) => `exten => _1${index}X.,1,Dial(PJSIP/\${EXTEN}@c)\n`)}`,
  "a chain of contexts": (size) => many(size, (index) => `[c${index}]\ninclude => c${index + 1}\nexten => _${index}X.,1,Goto(c${index + 1},\${EXTEN},1)\n`),
  "calls in a circle": () => "[a]\nexten => _X.,1,Goto(b,1${EXTEN},1)\n[b]\nexten => _X.,1,Goto(a,${EXTEN}2,1)\n",
};

for (const [what, make] of Object.entries(LARGE)) {
  test(`${what}: judged in seconds`, () => {
    const started = performance.now();
    analysisOf(make(8000));
    assert.ok(performance.now() - started < 15_000, `${Math.round(performance.now() - started)} ms`);
  });
}

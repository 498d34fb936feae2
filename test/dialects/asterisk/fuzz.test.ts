import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { filesInMemory, loadAsterisk, parseAsterisk, readAsterisk } from "../../../src/dialects/asterisk/index.js";
import type { Span } from "../../../src/source/index.js";
import { folder } from "./arbitrary.js";
import { dialplanText } from "./dialplan-arbitrary.js";
import { optionCorpus } from "./option-corpus.js";

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

test("any folder is lowered without a throw", () => {
  const corpus = optionCorpus().split("[").slice(1).map((section) => `[${section}`);
  const pjsip = fc.oneof(fc.array(fc.constantFrom(...corpus), { maxLength: 6 }).map((sections) => sections.join("")), folder.map((texts) => texts["t.conf"]));
  const small = fc.array(fc.constantFrom("[general]", "[u]", "enabled=yes", "bindaddr=::", "bindaddr=x:y", "port=99999", "tlsenable=1", "permit=10.0.0.0/8", "deny=0/0", "acl=u", "type=user", "secret="), { maxLength: 10 }).map((lines) => `[general]\n${lines.join("\n")}\n`);
  fc.assert(
    fc.property(pjsip, dialplanText, small, small, small, fc.constantFrom("16", "22", "23.1", "", "x"), (one, two, manager, http, acl, version) => {
      const texts = { "pjsip.conf": one, "extensions.conf": two, "manager.conf": manager, "http.conf": http, "ari.conf": http, "acl.conf": acl };
      const files = new Map(Object.entries(texts).map(([name, text]) => [`/etc/asterisk/${name}`, { path: name, text }]));
      const reading = readAsterisk(filesInMemory("/etc/asterisk", files), version);
      for (const { at } of [...reading.problems, ...reading.standings, ...(reading.posture.listeners ?? []), ...(reading.posture.accounts ?? [])]) inRange(at);
    }),
    { seed, numRuns: 800 },
  );
});

test("fifty thousand objects are lowered in a few seconds", () => {
  const text = `[udp]\ntype=transport\nbind=0.0.0.0\n[phone](!)\ntype=endpoint\n${Array.from({ length: 25_000 }, (_, n) => `[${n}](phone)\nauth=${n}\naors=${n}\n[${n}]\ntype=aor\nmax_contacts=1\n`).join("")}`;
  const began = performance.now();
  const { posture } = readAsterisk(filesInMemory("/etc/asterisk", new Map([["/etc/asterisk/pjsip.conf", { path: "pjsip.conf", text }]])));
  const seconds = (performance.now() - began) / 1000;
  assert.equal(posture.accounts?.length, 25_000);
  assert.ok(seconds < 10, `${seconds} s`);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { positionOf } from "../../src/source/index.js";
import { ROOT } from "../root.js";
import { read } from "./read.js";

/** Each text, the code and place (`line:column`) of its first diagnostic, and a word of what is said. */
const LOCATED: readonly (readonly [name: string, text: string, code: string, place: string, says: RegExp])[] = [
  ["nothing", "", "policy-empty", "1:1", /empty/],
  ["a byte order mark alone", "\ufeff", "policy-empty", "1:1", /empty/],
  ["comments alone", "# a policy\n# to come\n", "policy-empty", "1:1", /empty/],
  ["null alone", "~\n", "policy-empty", "1:1", /empty/],
  ["a document marker alone", "---\n", "policy-empty", "1:1", /empty/],
  ["NUL", "version: 1\nname: a\0b\n", "yaml-not-text", "2:8", /control character \(U\+0000\)/],
  ["UTF-16", [..."version: 1\n"].join("\0"), "yaml-not-text", "1:2", /control character/],
  ["an escape sequence of terminals", "name: \u001b[31m\n", "yaml-not-text", "1:7", /U\+001B/],
  ["bytes that are no UTF-8", "name: caf\ufffd\n", "yaml-not-text", "1:10", /not UTF-8/],
  ["a tab as indentation", "networks:\n\toffice:\n\t\trole: phones\n", "yaml-tab", "2:1", /tab/],
  ["a tab among spaces", "networks:\n  office:\n  \trole: phones\n", "yaml-tab", "3:3", /tab/],
  ["lines that fit nowhere", "networks:\n    office: {}\n  vpn: {}\n", "yaml-indentation", "3:3", /fits no line above/],
  ["a missing comma", "engines: { asterisk: \"22\" firewall: iptables }\n", "yaml-comma", "1:27", /comma is missing/],
  ["an open bracket", "networks: { office: [\n", "yaml-unclosed", "2:1", /still open/],
  ["an open bracket before the next key", "networks: { office: [\nlisteners: {}\n", "yaml-unclosed", "2:1", /still open/],
  ["an open bracket at the very end", "networks: { office: [", "yaml-unclosed", "1:22", /\[ or \{ is still open/],
  ["an open quote", "name: \"acme\nversion: 1\n", "yaml-unclosed", "2:1", /quote that was opened above is still open/],
  ["an open quote at the very end", "name: \"acme", "yaml-unclosed", "1:12", /quote is still open/],
  ["a key without its colon", "version: 1\nname\nprofile: strict\n", "yaml-colon", "3:8", /begins on a line above/],
  ["an unknown escape", "name: \"C:\\pbx\"\n", "yaml-escape", "1:11", /backslash/],
  ["an address that ends in a colon", "listeners:\n  a: { address: ::, port: 5060 }\n", "yaml-colon", "2:18", /IPv6 address/],
  ["a star as a value", "name: *\n", "yaml-alias", "1:8", /begin with \*/],
  ["YAML 1.1", "%YAML 1.1\n---\nversion: 1\n", "yaml-version", "1:1", /1\.2, not 1\.1/],
  ["seventeen levels", "[".repeat(17), "yaml-too-deep", "1:16", /deeper/],
  ["more than two million signs", `name: ${"a".repeat(2 * 1024 * 1024)}`, "yaml-too-long", "1:1", /2\.0 MB/],
  ["half a million values", `a: [${"1,".repeat(500_000)}]`, "yaml-too-long", "1:1", /500000 values/],
  ["a scalar", "hello\n", "schema-type", "1:1", /block of keys, not "hello"/],
  ["a list", "- version: 1\n", "schema-type", "1:1", /block of keys, not a list/],
  ["prose", "Dear admin,\nplease: find: enclosed\n", "yaml-syntax", "2:7", /does not belong/],
];

for (const [name, text, code, place, says] of LOCATED) {
  test(`${name} is an error with a place`, () => {
    const { policy, diagnostics } = read(text);
    const first = diagnostics[0];
    assert.ok(first !== undefined && policy === null);
    const { line, column } = positionOf(first.at.file, first.at.start);
    assert.deepEqual([first.code, `${line}:${column}`], [code, place]);
    assert.match(first.message, says);
  });
}

const EXAMPLE = readFileSync(join(ROOT, "examples/acme-hq.yaml"), "utf8");

test("a byte order mark, and lines that end in CR LF or CR alone, change nothing but places", () => {
  const hash = read(EXAMPLE).policy?.hash;
  assert.match(hash ?? "", /^[0-9a-f]{64}$/);
  for (const text of [`\ufeff${EXAMPLE}`, EXAMPLE.replaceAll("\n", "\r\n"), EXAMPLE.replaceAll("\n", "\r")]) {
    const { policy, diagnostics } = read(text);
    assert.deepEqual(diagnostics, []);
    assert.equal(policy?.hash, hash);
    const listener = policy?.listeners[0];
    assert.equal(listener === undefined ? "" : text.slice(listener.port.at.start, listener.port.at.end), "15061");
  }
});

test("keys that name what every object inherits are keys like any other", () => {
  const { diagnostics } = read(EXAMPLE.replace("networks:", "__proto__: { polluted: true }\nconstructor: 1\nnetworks:").replace("accounts:\n", 'accounts:\n  "1": { secret: { env: A }, listener: toString, calling: constructor }\n'));
  assert.deepEqual(diagnostics.map(({ code, message }) => `${code}: ${message}`), [
    'schema-unknown-key: the policy has no key "__proto__"',
    'schema-unknown-key: the policy has no key "constructor"',
    'reference-unknown: accounts.1.listener names the listener "toString", which is not in this policy',
    'reference-unknown: accounts.1.calling names the calling plan "constructor", which is not in this policy',
  ]);
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
});

test("what looks like a password in a text that cannot be parsed is handed on as a secret", () => {
  const text = 'accounts:\n  "101": { secret: hunter-in-clear, listener: phones }\n  "102": { secret: { env: RF_102 } }\n  password: "hun\\pter2"\n';
  const { diagnostics, secrets } = read(text);
  assert.deepEqual(diagnostics.map(({ code }) => code), ["yaml-escape"]);
  assert.deepEqual(secrets.map((at) => text.slice(at.start, at.end)), ["hunter-in-clear", '"hun\\pter2"']);
});

const SIZE = 2 * 1024 * 1024 - 100;
const filled = (piece: string, length = SIZE): string => piece.repeat(Math.floor(length / piece.length));
const numbered = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join("\n");

/** Texts made to cost time or memory. Milliseconds are far above what they take, and far below what a square would. */
const COSTLY: Readonly<Record<string, () => string>> = {
  "ten thousand open brackets": () => "[".repeat(10_000),
  "ten thousand open braces": () => "{a: ".repeat(10_000),
  "ten thousand list signs": () => "- ".repeat(10_000),
  "ten thousand complex keys": () => "? ".repeat(10_000),
  "a staircase": () => numbered(1500, (index) => `${" ".repeat(index)}a:`),
  "tags on lines of their own": () => filled("!a\n"),
  "anchors on lines of their own": () => filled("&a\n"),
  "properties within properties": () => numbered(14, (index) => `${" ".repeat(index)}!a &b${index}`),
  "a bomb of aliases": () => `a: &a [x, x]\n${numbered(200, (index) => `b${index}: &b${index} [*a, *a, *a, *a]`)}`,
  "aliases alone": () => `a: &a 1\nb: [${filled("*a, ", SIZE / 8)}]`,
  "one key, again and again": () => filled("a: 1\n", SIZE / 8),
  "unknown keys": () => numbered(60_000, (index) => `k${index}: 1`),
  "a long key": () => `${filled("k")}: 1`,
  "a long name": () => `name: ${filled("n")}`,
  "a long open quote": () => `"${filled("a\\")}`,
  "a comment between values and their bracket": () => `a: {b: 1${filled("#")}}`,
  "documents": () => filled("--- a\n", SIZE / 4),
  "white space": () => filled(" \n"),
  "carriage returns": () => `a: 1${filled("\r")}`,
  "ten megabytes": () => "a".repeat(10 * 1024 * 1024),
  "accounts that are all wrong": () => `accounts:\n${numbered(15_000, (index) => `  a${index}: { secret: x, listener: y, calling: z, foo: 1 }`)}`,
  "listeners that share a port": () => `listeners:\n${numbered(15_000, (index) => `  l${index}: { protocol: udp, address: 10.0.${index >> 8}.${index & 255}, port: 5060, from: [world] }`)}`,
  "listeners that share everything": () => `listeners:\n${numbered(15_000, (index) => `  l${index}: { protocol: udp, address: 0.0.0.0, port: 5060, from: [world] }`)}`,
  "networks that overlap": () => `networks:\n${numbered(15_000, (index) => `  n${index}: { role: ${index % 2 === 0 ? "phones" : "trunk"}, cidrs: [10.0.0.0/8] }`)}`,
  "a network of many hosts": () => `networks:\n  n: { role: phones, cidrs: [${Array.from({ length: 60_000 }, (_, index) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}/32`).join(", ")}] }`,
  "a from that repeats itself": () => `listeners:\n  l: { from: [${filled("world, ", SIZE / 4)}] }`,
  "hours without end": () => `calling: { plans: { p: { hours: "${filled("Mon 00:00-01:00,")}" } } }`,
  "exceptions that lead nowhere": () => `exceptions:\n${numbered(8_000, (index) => `- { rule: r${index}, where: accounts.x${index}, reason: r, owner: o, until: 2027-01-01 }`)}\naccounts: { ${numbered(8_000, (index) => `a${index}: 1,`)} }`,
  "a path of dots": () => `exceptions:\n- { rule: r, where: ${filled("a.")} }`,
};

for (const [name, make] of Object.entries(COSTLY)) {
  test(`${name}: refused in bounded time, with few and short words`, () => {
    const text = make();
    const before = performance.now();
    const { policy, diagnostics } = read(text, { knownRules: ["listener-cleartext"] });
    const milliseconds = performance.now() - before;
    assert.equal(policy, null);
    assert.ok(diagnostics.length > 0 && diagnostics.length <= 200, `${diagnostics.length} diagnostics`);
    for (const { message, hint, at } of diagnostics) {
      assert.ok(message.length + (hint ?? "").length < 1500, `${message.length} signs in one message`);
      assert.ok(0 <= at.start && at.start <= at.end && at.end <= text.length);
    }
    assert.ok(milliseconds < 6000, `${Math.round(milliseconds)} ms`);
  });
}

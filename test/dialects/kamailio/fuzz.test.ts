import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkNames, parseKamailio, parseTlsProfiles, readAddressList, readDispatcherList, readPermissions, standings } from "../../../src/dialects/kamailio/index.js";
import { parseRtpengine } from "../../../src/dialects/rtpengine/index.js";
import type { SourceFile, Span } from "../../../src/source/index.js";

const PIECES = [
  "request_route {", "route[A] {", "}", ";", "(", ")", "if (", "else", "switch ($rU) {", "case 1:", "$var(x)", "$ru", "=", '"a"', "5", "t_relay", "setflag", "loadmodule \"tm.so\"\n", 'modparam("tm|sl", "fr_timer", 5)\n', "#!ifdef A\n", "#!endif\n", "#!define A B\n",
  "[server:default]\n", "method = TLSv1.2+\n", "100 192.0.2.1 32 5060 tag\n", "1 sip:192.0.2.1 0 0 a=b\n", "ALL : \"a\" EXCEPT \"b\"\n", ":", ",", "#", "[", "]", "\n", " ", "\t", "\r", "\0", "é", "\ud800", "/*", "*/", "'", "\\", ".", "src_ip", "192.0.2.0/24", "uri", "myself", "flags F\n", "children=", "listen=udp:",
];
const texts = fc.oneof(fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 60 }).map((parts) => parts.join("")), fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes)));

/** Every place that the readers give, of whatever they read out of the text. */
function places(file: SourceFile): Span[] {
  const config = parseKamailio(file);
  const rtpengine = parseRtpengine(file);
  const lists = [readAddressList(file), readDispatcherList(file), readPermissions(file)];
  return [
    ...config.problems, ...config.items, ...checkNames(config, "6.0"), ...checkNames(config, "5.5"), ...standings(config, "6.1"), ...parseTlsProfiles(file), ...parseTlsProfiles(file).flatMap(({ settings }) => [...settings.values()]),
    ...rtpengine.problems, ...rtpengine.sections, ...rtpengine.sections.flatMap(({ entries }) => entries), ...lists.flatMap(({ entries, problems }) => [...entries, ...problems]),
  ].map(({ at }) => at).concat(rtpengine.sections.flatMap(({ entries }) => entries.flatMap(({ keyAt, valueAt }) => [keyAt, valueAt])));
}

test("any text gives places within it, and no exception", () => {
  fc.assert(fc.property(texts, (text) => {
    for (const { start, end } of places({ path: "any", text })) assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end} of ${text.length}`);
  }), { numRuns: 2000, seed: 20_261_122 });
});

/** Processor time in milliseconds, the least of three. */
function cost(text: string): number {
  return Math.min(...[1, 2, 3].map(() => {
    const before = process.cpuUsage();
    places({ path: "long", text });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }));
}

const LONG = [
  "request_route {\n if ($ru == \"a\") { nothing_like_it(\"x\"); }\n}\n", "route[A] { t_relay(); }\n", "modparam(\"none\", \"x\", 1)\n", "childern=4\n", "/* ", "\"", "$(", "ALL : \"a\", ", "key = value\n", "100 192.0.2.1 ", "a,", "[", "#!ifdef A\n", "(", "{", "! ", "$var(a) = ", "switch ($ru) { case 1: ", "-",
] as const;

for (const piece of LONG) {
  test(`twice as much of ${JSON.stringify(piece)} costs about twice as much`, () => {
    const size = Math.ceil(40_000 / piece.length);
    cost(piece.repeat(size)); // warm
    const [once, twice] = [cost(piece.repeat(size)), cost(piece.repeat(2 * size))];
    assert.ok(twice < 3.5 * once + 40, `${once.toFixed(0)} ms, then ${twice.toFixed(0)} ms`);
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddressList, readDispatcherList, readPermissions } from "../../../../src/dialects/kamailio/index.js";
import { positionOf } from "../../../../src/source/index.js";

const file = (text: string) => ({ path: "list", text });
const codes = (problems: readonly { readonly at: { readonly file: { readonly path: string; readonly text: string }; readonly start: number }; readonly effect: string; readonly code: string }[]): string[] =>
  problems.map(({ at, effect, code }) => `${positionOf(at.file, at.start).line} ${effect} ${code}`);

test("an address list holds groups, addresses, masks, ports and tags, each with its place", () => {
  const { entries, problems } = readAddressList(file("# trunks\n100 198.51.100.10\n 100 198.51.100.0 24 5060 carrier # a\n200 2001:db8::1 128 0 v6\r\n\n1 sip.example.org\n"));
  assert.deepEqual(problems, []);
  assert.deepEqual(entries.map(({ group, address, mask, port, tag }) => [group.value, address.value, mask?.value ?? null, port?.value ?? null, tag?.value ?? null]), [
    [100, "198.51.100.10", null, null, null], [100, "198.51.100.0", 24, 5060, "carrier"], [200, "2001:db8::1", 128, 0, "v6"], [1, "sip.example.org", null, null, null],
  ]);
  const [, second] = entries;
  assert.equal(second?.tag?.at.file.text.slice(second.tag.at.start, second.tag.at.end), "carrier");
});

test("what an address list takes otherwise than its author means is told", () => {
  assert.deepEqual(codes(readAddressList(file("100 198.51.100.0/24\n198.51.100.1 32\ncarrier 198.51.100.1\n7\n8 192.0.2.1 40\n")).problems), [
    "1 silent address-name", "2 silent address-name", "3 silent group-missing", "4 fatal address-missing", "5 fatal mask-invalid",
  ]);
});

test("a dispatcher list holds sets, destinations, flags, priorities and attributes", () => {
  const { entries, problems } = readDispatcherList(file("1 sip:192.0.2.1:5060;transport=tcp 0 10 weight=50;duid=a#b\n2 sip:192.0.2.2 # spare\nx\n3\n4 192.0.2.9\n"));
  assert.deepEqual(entries.slice(0, 2).map(({ set, uri, flags, priority, attributes }) => [set.value, uri.value, flags?.value ?? null, priority?.value ?? null, attributes?.value ?? null]), [
    [1, "sip:192.0.2.1:5060;transport=tcp", 0, 10, "weight=50;duid=a#b"], [2, "sip:192.0.2.2", null, null, null],
  ]);
  assert.deepEqual(codes(problems), ["3 silent set-missing", "3 silent destination-invalid", "4 fatal destination-missing", "5 silent destination-invalid"]);
});

test("permissions are lists, a colon and lists, with exceptions; what is no rule is left out", () => {
  const { entries, problems } = readPermissions(file('# all\nALL : "^sip:911@", "^sip:112@" # emergency\n"^sip:10" EXCEPT "^sip:101@" : ALL EXCEPT "^sip:00"\nALL\nALL :\n: ALL\n"a",, "b" : ALL\n'));
  assert.deepEqual(entries.map(({ left, right }) => [left, right].map((side) => [side.all, side.expressions.map(({ value }) => value), side.exceptions.map(({ value }) => value)])), [
    [[true, [], []], [false, ["^sip:911@", "^sip:112@"], []]],
    [[false, ["^sip:10"], ["^sip:101@"]], [true, [], ["^sip:00"]]],
  ]);
  assert.deepEqual(codes(problems), ["4 silent rule-invalid", "5 silent rule-invalid", "6 silent rule-invalid", "7 silent rule-invalid"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf } from "../../../src/source/index.js";
import * as versions from "../../../src/rules/versions/index.js";
import { EXAMPLES, exampleText, hostsOf, variants } from "./hosts.js";

/** What a release that is no longer cared for is accused of is true of it, whatever was rendered for it. */
const OF_RELEASES: ReadonlySet<string> = new Set(Object.values(versions).map(({ meta }) => meta.id));

/** As the regular persona sees it: what nobody could tell is left to auditors. */
function complaints(text: string, name: string): readonly string[] {
  return (hostsOf(text) ?? []).flatMap(({ node, report }) => [
    ...report.diagnostics.map(({ code, message, at }) => `${name}, ${node.name}: ${code} @ ${placeOf(at)}: ${message}`),
    ...report.findings
      .filter(({ rule, severity, suppressed }) => suppressed === null && severity !== "info" && !(name !== "" && OF_RELEASES.has(rule)))
      .map(({ rule, severity, message, primary }) => `${name}, ${node.name}: ${severity} ${rule} @ ${placeOf(primary.span)}: ${message}`),
  ]);
}

for (const example of EXAMPLES) {
  test(`${example}: what is rendered audits clean on every host`, () => {
    assert.deepEqual(complaints(exampleText(example), ""), []);
  });

  test(`${example}: and for every release and packet filter`, () => {
    const found = variants(exampleText(example)).flatMap(({ name, text }) => complaints(text, name));
    assert.deepEqual(found, []);
  });

  test(`${example}: without its exceptions the weaknesses that they bear with are found in what is rendered`, () => {
    const [bare = "", excepted = ""] = exampleText(example).split(/^exceptions:/m);
    const rules = [...excepted.matchAll(/rule: ([\w-]+)/g)].map(([, rule]) => rule ?? "");
    assert.ok(rules.length > 0);
    const found = complaints(bare, "").join("\n");
    for (const rule of rules) assert.match(found, new RegExp(UNREAD[rule] ?? rule), rule);
  });
}

/** What a rendered system shows of a weakness whose own facts its files do not tell: Kamailio's trunks are not read. */
const UNREAD: Readonly<Record<string, string>> = { "address-only-trust-over-udp": "listener-cleartext" };

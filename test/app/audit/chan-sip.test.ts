import assert from "node:assert/strict";
import { test } from "node:test";
import { readSystem } from "../../../src/app/audit/audit.js";
import type { SourceFile } from "../../../src/source/index.js";

const SIP = "[general]\ncontext=inside\n\n[201]\ntype=friend\nhost=dynamic\nsecret=x\n";
const ENDPOINT = "[201]\ntype = endpoint\ncontext = inside\n";

function versionOf(files: Readonly<Record<string, string>>, assumed: readonly "asterisk"[] = ["asterisk"]): string {
  const sources = Object.entries(files).map(([path, text]): SourceFile => ({ path, text }));
  const [system] = readSystem(sources, { kamailio: "6.0", asterisk: "22", assumed }).posture.asterisk ?? [];
  assert.ok(system !== undefined && system.version.kind !== "unknown");
  return system.version.value;
}

test("whoever calls by sip.conf alone has an Asterisk that still reads it", () => {
  assert.equal(versionOf({ "sip.conf": SIP }), "20");
  assert.equal(versionOf({ "sip.conf": SIP, "pjsip.conf": "; [201]\n; type=endpoint\n" }), "20");
});

test("a sip.conf left behind, or one beside a version that was told, changes nothing", () => {
  assert.equal(versionOf({ "sip.conf": SIP, "pjsip.conf": ENDPOINT }), "22");
  assert.equal(versionOf({ "sip.conf": "; nothing here\n", "pjsip.conf": "[udp]\ntype=transport\n" }), "22");
  assert.equal(versionOf({ "sip.conf": SIP }, []), "22");
});

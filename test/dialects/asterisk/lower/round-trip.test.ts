import assert from "node:assert/strict";
import { test } from "node:test";
import { filesInMemory, readAsterisk } from "../../../../src/dialects/asterisk/index.js";
import { lower } from "../../../../src/policy/lower.js";
import { type Fact, isKnown } from "../../../../src/posture/index.js";
import { asteriskFiles, EXAMPLES, exampleText, policyOf } from "../../../targets/asterisk/policies.js";

const value = <T>(fact: Fact<T>): T | "?" => (isKnown(fact) ? fact.value : "?");

for (const example of EXAMPLES) {
  const policy = policyOf(exampleText(example));
  const rendered = asteriskFiles(policy);
  const files = new Map(Object.entries(rendered).map(([name, text]) => [`/etc/asterisk/${name}`, { path: `asterisk/${name}`, text }]));
  const reading = readAsterisk(filesInMemory("/etc/asterisk", files), "22");

  test(`${example}: the files that were rendered are read without a problem`, () => {
    assert.deepEqual(reading.problems.map(({ code, message }) => `${code}: ${message}`), []);
    assert.deepEqual(reading.pjsip?.dropped ?? [], []);
  });
}

test("acme-hq: the facts read back are the facts meant", () => {
  const policy = policyOf(exampleText("acme-hq"));
  const meant = lower(policy);
  const files = new Map(Object.entries(asteriskFiles(policy)).map(([name, text]) => [`/etc/asterisk/${name}`, { path: name, text }]));
  const { posture } = readAsterisk(filesInMemory("/etc/asterisk", files), "22");
  const listeners = (all = meant.listeners) => all?.map((one) => [one.name, value(one.protocol), value(one.port), (value(one.audience) as { world: boolean }).world, value(one.authenticated)]);
  assert.deepEqual(listeners(posture.listeners), listeners());
  const accounts = (all = meant.accounts) => all?.map((one) => [one.name, value(one.media), value(one.signalling), value(one.algorithms)]);
  assert.deepEqual(accounts(posture.accounts), accounts());
  const trunks = (all = meant.trunks) => all?.map((one) => [one.name, value(one.media), value(one.signalling), value(one.authentication)]);
  assert.deepEqual(trunks(posture.trunks), trunks());
  const tls = (all = meant.tls) => new Set(all?.map((one) => `${value(one.minimum)} ${value(one.clientCertificates)}`));
  assert.deepEqual(tls(posture.tls), tls());
  const ami = (all = meant.management) => all?.filter(({ service }) => service === "ami").map((one) => [value(one.port), (value(one.audience) as { world: boolean }).world]);
  assert.deepEqual(ami(posture.management), ami());
});

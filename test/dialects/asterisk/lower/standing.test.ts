import assert from "node:assert/strict";
import { test } from "node:test";
import { filesInMemory, readAsterisk } from "../../../../src/dialects/asterisk/index.js";
import { asteriskFiles, EXAMPLES, exampleText, policyOf } from "../../../targets/asterisk/policies.js";

function standings(texts: Readonly<Record<string, string>>): string[] {
  const files = new Map(Object.entries(texts).map(([name, text]) => [`/etc/asterisk/${name}`, { path: name, text }]));
  return readAsterisk(filesInMemory("/etc/asterisk", files)).standings.map(({ at, standing }) => `${at.file.text.slice(at.start, at.end)}: ${standing}`);
}

test("each statement of a file is counted once, by how far it was understood", () => {
  assert.deepEqual(
    standings({
      "pjsip.conf": "[t](!)\nallow=ulaw\nwhatever=1\n[a](t)\ntype=endpoint\nlanguage=de\nnat=yes\ndtls_cert_file=/etc/x.pem\nmax_contacts=1\nxyzzy=1\n#include /etc/elsewhere.conf\n#include more.conf\n",
      "more.conf": "context=x\nword\n",
    }),
    ["t: understood", "allow: understood", "whatever: unrecognised", "a: understood", "type: understood", "language: irrelevant", "nat: understood", "dtls_cert_file: outside", "max_contacts: understood", "xyzzy: unrecognised", "include: outside", "include: understood", "context: understood", "word: understood"],
  );
  assert.deepEqual(standings({ "extensions.conf": "[c]\nexten => 1,1,NoOp()\nswitch => Realtime/x\nexen => 1,1,NoOp()\nignorepat => 9\n" }), ["c: understood", "exten: understood", "switch: outside", "exen: unrecognised", "ignorepat: irrelevant"]);
  assert.deepEqual(standings({ "manager.conf": "[general]\nenabled=yes\nwebenabled=no\ndebug=on\nchannelvars=X\nenalbed=no\n" }), ["general: understood", "enabled: understood", "webenabled: understood", "debug: not-modelled", "channelvars: irrelevant", "enalbed: unrecognised"]);
});

for (const example of EXAMPLES) {
  test(`${example}: nothing that is rendered is unrecognised`, () => {
    assert.deepEqual(standings(asteriskFiles(policyOf(exampleText(example)))).filter((line) => line.endsWith("unrecognised")), []);
  });
}

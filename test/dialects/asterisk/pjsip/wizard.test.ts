import assert from "node:assert/strict";
import { test } from "node:test";
import { type AsteriskReading, filesInMemory, hopsOf, type PjsipObject, readAsterisk } from "../../../../src/dialects/asterisk/index.js";
import type { Span } from "../../../../src/source/index.js";

function read(wizards: string, more: Readonly<Record<string, string>> = {}): AsteriskReading {
  const files = Object.entries({ ...more, "pjsip_wizard.conf": wizards });
  return readAsterisk(filesInMemory("/etc/asterisk", new Map(files.map(([name, text]) => [`/etc/asterisk/${name}`, { path: name, text }]))));
}

const objects = (reading: AsteriskReading): PjsipObject[] => [...(reading.pjsip?.byType.values() ?? [])].flat();
const names = (reading: AsteriskReading) => objects(reading).map(({ type, id }) => `${type} ${id}`).sort();
const written = ({ file, start, end }: Span): string => file.text.slice(start, end);
const problems = (reading: AsteriskReading) => reading.problems.map(({ code, at }) => `${code}: ${written(at)}`);

const TRUNK = "[t]\ntype=wizard\nsends_auth=yes\nsends_registrations=yes\nremote_hosts=192.0.2.1, 192.0.2.2:5070\noutbound_auth/username=u\noutbound_auth/password=example\nendpoint/context=in\n";

test("a trunk becomes objects whose names tell what they are for", () => {
  const reading = read(TRUNK);
  assert.deepEqual(names(reading), ["aor t", "auth t-oauth", "endpoint t", "identify t-identify", "registration t-reg-0", "registration t-reg-1"]);
  assert.deepEqual(problems(reading), []);
  assert.equal(reading.posture.trunks?.[0]?.name, "t");
});

test("each option stands at the line that it comes from", () => {
  const at = (type: string, name: string) => (objects(read(TRUNK)).find((object) => object.type === type)?.options.get(name)?.settings ?? []).map((line) => `${written(line.nameAt)} = ${written(line.at)} -> ${line.value}`);
  assert.deepEqual(at("identify", "match"), ["remote_hosts = 192.0.2.1 -> 192.0.2.1", "remote_hosts = 192.0.2.2:5070 -> 192.0.2.2:5070"]);
  assert.deepEqual(at("aor", "contact"), ["remote_hosts = 192.0.2.1 -> sip:192.0.2.1", "remote_hosts = 192.0.2.2:5070 -> sip:192.0.2.2:5070"]);
  assert.deepEqual(at("endpoint", "context"), ["context = in -> in"]);
  assert.deepEqual(at("endpoint", "outbound_auth"), ["sends_auth = yes -> t-oauth"]);
  assert.deepEqual(at("endpoint", "aors"), ["t = t -> t"]);
  assert.deepEqual(at("auth", "password"), ["password = example -> example"]);
});

test("what a template gives keeps its way", () => {
  const text = "[p](!)\ntype=wizard\naccepts_auth=yes\naccepts_registrations=yes\nendpoint/context=x\n[a](p)\ninbound_auth/username=a\ninbound_auth/password=example\n";
  const reading = read(text);
  assert.deepEqual(names(reading), ["aor a", "auth a-iauth", "endpoint a"]);
  const options = objects(reading).find(({ type }) => type === "endpoint")?.options;
  for (const name of ["context", "auth"]) assert.deepEqual(options?.get(name)?.settings.flatMap((line) => hopsOf(line).map(({ start }) => start)), [text.indexOf("(p)") + 1], name);
});

test("what a wizard drops is said, and nothing else falls with it", () => {
  const reading = read("[a]\ntype=wizard\naccepts_auth=yes\ninbound_auth/password=example\nsend_auth=yes\nendpiont/context=x\nendpoint/nat=yes\n[b]\ncontext=x\n[c]\ntype=Wizard\n[d]\ntype=wizard\nremote_hosts=192.0.2.1\n[d]\ntype=wizard\nremote_hosts=192.0.2.2\n");
  assert.deepEqual(names(reading), ["aor a", "aor d", "endpoint d", "identify d-identify"]);
  assert.deepEqual(problems(reading).sort(), [
    "option-of-chan-sip: nat", "section-without-type: Wizard", "section-without-type: b", "unknown-option: endpiont/context", "unknown-option: send_auth", "wizard-refused: a", "wizard-refused: yes", "wizard-twice: d",
  ]);
  assert.equal(objects(reading).find(({ type }) => type === "identify")?.options.get("match")?.value, "192.0.2.2");
});

test("objects of pjsip.conf come first, and a hint is part of the dialplan", () => {
  const reading = read("[a]\ntype=wizard\naccepts_registrations=yes\nendpoint/context=wizard\nhas_hint=yes\nhint_exten=100\nhint_application=Gosub(sub,${EXTEN},1)\n", { "pjsip.conf": "[a]\ntype=endpoint\ncontext=own\n", "extensions.conf": "[wizard]\nexten => 200,1,NoOp()\n" });
  assert.deepEqual(reading.pjsip?.byType.get("endpoint")?.map(({ options }) => options.get("context")?.value), ["own"]);
  assert.deepEqual(problems(reading), ["wizard-shadowed: a"]);
  assert.deepEqual(reading.dialplan?.contexts.get("wizard")?.steps.map(({ extension, priority, application, data }) => [extension, priority, application, data]), [
    ["200", 1, "NoOp", ""], ["100", "hint", "PJSIP/a", ""], ["100", 1, "Gosub", "sub,${EXTEN},1"],
  ]);
});

test("without extensions.conf or pjsip.conf a wizard makes its objects all the same", () => {
  assert.deepEqual(Object.keys(read(TRUNK).posture), ["listeners", "accounts", "trunks", "tls"]);
});

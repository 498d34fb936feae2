import assert from "node:assert/strict";
import { test } from "node:test";
import { filesInMemory, loadAsterisk, pjsipObjects, type PjsipObjects } from "../../../../src/dialects/asterisk/index.js";

function read(text: string, version = "22"): PjsipObjects {
  return pjsipObjects(loadAsterisk({ path: "pjsip.conf", text }, filesInMemory("/etc/asterisk", new Map())), version);
}

const problems = (objects: PjsipObjects) => objects.problems.map(({ code, effect, hint }) => [code, effect, ...(hint === undefined ? [] : [hint])]);
const ids = (objects: PjsipObjects, type: string) => (objects.byType.get(type) ?? []).map(({ id }) => id);

test("an unknown option drops the object, and its name is explained", () => {
  const cases: [line: string, code: string, hint?: string][] = [
    ["direct_medai=no", "unknown-option", "direct_media"],
    ["directmedia=no", "option-of-chan-sip", "use `direct_media`"],
    ["max_contacts=1", "option-of-another-type", "move it to a section of type `aor`"],
    ["rewrite-contact=yes", "unknown-option", "rewrite_contact"],
    ["xyzzy=1", "unknown-option"],
  ];
  for (const [line, code, hint] of cases) {
    const objects = read(`[a]\ntype=endpoint\n${line}\n[b]\ntype=endpoint\n`);
    assert.deepEqual(ids(objects, "endpoint"), ["b"], line);
    assert.deepEqual(problems(objects), [[code, "object-dropped", ...(hint === undefined ? [] : [hint])]], line);
  }
});

test("versions: an option or a word is known from its release on", () => {
  const auth = "[a]\ntype=auth\nusername=u\npassword=example\nsupported_algorithms_uas=SHA-256\n";
  for (const [version, known] of [["22", true], ["22.2", true], ["22.1.1", false], ["20.12.0", true], ["20.11", false], ["18", false], ["16", false], ["23", true], ["24", true]] as const) {
    const objects = read(auth, version);
    assert.equal(ids(objects, "auth").length === 1, known, version);
    if (!known) assert.deepEqual(problems(objects), [["option-of-another-version", "object-dropped"]], version);
  }
  const tls = "[t]\ntype=transport\nprotocol=tls\nbind=0.0.0.0\nmethod=tlsv1_3\n";
  assert.deepEqual([ids(read(tls, "16"), "transport"), ids(read(tls, "22"), "transport")], [[], ["t"]]);
});

test("two objects of a name and type leave none of that type, and say where", () => {
  const text = "[a]\ntype=endpoint\n[a]\ntype=aor\n[b]\ntype=endpoint\n[a]\ntype=endpoint\n";
  const objects = read(text);
  assert.deepEqual([ids(objects, "endpoint"), ids(objects, "aor")], [[], ["a"]]);
  assert.deepEqual(problems(objects), [["duplicate-object", "type-dropped"]]);
  assert.equal(objects.problems[0]?.at.start, text.lastIndexOf("[a]") + 1);
});

test("global and system need no type, and are ignored whole for one unknown option", () => {
  assert.deepEqual(ids(read("[global]\nuser_agent=x\n"), "global"), ["global"]);
  const broken = read("[global]\nuser_agent=x\nallowguest=no\n");
  assert.deepEqual([ids(broken, "global"), problems(broken)], [[], [["section-without-type", "object-dropped", "type=global"]]]);
  assert.deepEqual(problems(read("[a]\ntype=global\n[b]\ntype=global\n")), [["more-than-one", "type-dropped"]]);
});

test("a section whose type is absent or misspelt becomes nothing", () => {
  assert.deepEqual(problems(read("[a]\ncontext=x\n[b]\ntype=endpiont\n[c]\ntype=Endpoint\n")), [
    ["section-without-type", "object-dropped"], ["unknown-type", "object-dropped", "type=endpoint"], ["unknown-type", "object-dropped", "type=endpoint"],
  ]);
});

test("a list of addresses with a blank is an error, and says which blank", () => {
  const objects = read("[a]\ntype=acl\ndeny=0.0.0.0/0\npermit=192.0.2.0/24, 198.51.100.1\n");
  assert.deepEqual(ids(objects, "acl"), []);
  assert.match(objects.problems[0]?.message ?? "", /the blank around `198\.51\.100\.1`/);
});

test("a value that is neither yes nor no counts as no, which is worth a word", () => {
  const objects = read("[a]\ntype=endpoint\ndirect_media=nonat\n");
  assert.equal(objects.byType.get("endpoint")?.[0]?.options.get("direct_media")?.value, "false");
  assert.deepEqual(problems(objects), [["neither-yes-nor-no", "warn"]]);
});

test("the last line counts, and all lines are kept with the way they came", () => {
  const text = "[t](!)\ntype=endpoint\ncontext=one\n[a](t)\ncontext=two\nauth=x, y\n";
  const options = read(text).byType.get("endpoint")?.[0]?.options;
  const context = options?.get("context");
  assert.deepEqual([context?.value, context?.settings.map(({ value, via }) => [value, via !== null])], ["two", [["one", true], ["two", false]]]);
  assert.equal(options?.get("auth")?.value, "x,y");
});

test("auth objects need a secret for each algorithm of both sides", () => {
  const digest = `password_digest=SHA-256:${"0".repeat(64)}\n`;
  assert.deepEqual(problems(read("[a]\ntype=auth\nusername=u\n")), [["object-refused", "object-dropped"]]);
  assert.deepEqual(problems(read(`[a]\ntype=auth\nusername=u\nsupported_algorithms_uas=SHA-256\n${digest}`)), [["object-refused", "object-dropped"]]);
  assert.deepEqual(problems(read(`[a]\ntype=auth\nusername=u\nsupported_algorithms_uas=SHA-256\nsupported_algorithms_uac=SHA-256\n${digest}`)), []);
  assert.deepEqual(problems(read(`[global]\ndefault_auth_algorithms_uas=SHA-256\ndefault_auth_algorithms_uac=SHA-256\n[a]\ntype=auth\nusername=u\n${digest}`)), []);
  assert.deepEqual(problems(read("[a]\ntype=auth\nusername=u\n", "16")), []);
});

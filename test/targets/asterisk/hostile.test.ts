import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readKeys } from "../../../src/dialects/asterisk/index.js";
import type { Policy } from "../../../src/policy/types.js";
import { asterisk } from "../../../src/targets/asterisk/index.js";
import { EXAMPLES, exampleText, policyOf, secretsOf } from "./policies.js";

/** Every string that a policy brings into the files, to be put in place of a harmless one. */
interface Words {
  readonly name: string;
  readonly realm: string;
  readonly displayName: string;
  readonly certificate: string;
  readonly authority: string;
  readonly timezone: string;
  readonly account: string;
  readonly trunk: string;
  readonly listener: string;
  readonly plan: string;
  readonly username: string;
  readonly secret: string;
}

const HARMLESS: Words = {
  name: "acme", realm: "pbx.example", displayName: "Alice", certificate: "/etc/tls/cert.pem", authority: "/etc/tls/ca.pem", timezone: "Etc/UTC",
  account: "one", trunk: "two", listener: "three", plan: "four", username: "acme", secret: "pass word",
};

const hours = { text: "Mon-Fri 08:00-18:00", windows: [{ days: [0, 1, 2, 3, 4], from: 480, to: 1080 }] };

/** The first example with one account and one trunk that authenticates by password, so that every word is used. */
function policyWith(base: Policy, words: Words): Policy {
  const [account] = base.accounts;
  const [trunk] = base.trunks;
  const plan = base.calling.plans.find(({ trunk: way }) => way !== null);
  assert.ok(account !== undefined && trunk !== undefined && plan !== undefined && base.tls !== null);
  const listener = { ...account.listener, name: words.listener };
  const national = { ...plan, name: words.plan, trunk: words.trunk, hours: { ...plan.hours, value: hours } };
  const one = { ...account, name: words.account, displayName: words.displayName, listener, calling: national };
  const digest = { ...trunk.authentication, value: "digest" as const };
  const credentials = { username: words.username, secret: { from: "env" as const, name: "RF_TRUNK", at: trunk.at, path: "trunks.secret" } };
  const way = { ...trunk, name: words.trunk, inbound: one, authentication: digest, credentials };
  return {
    ...base, name: words.name, auth: { ...base.auth, realm: { ...base.auth.realm, value: words.realm } }, tls: { ...base.tls, certificate: words.certificate, ca: words.authority },
    listeners: base.listeners.map((each) => (each.path === listener.path ? listener : each)), accounts: [one], trunks: [way],
    calling: { ...base.calling, timezone: words.timezone, plans: [national] },
  };
}

function render(base: Policy, words: Words) {
  const policy = policyWith(base, words);
  const node = policy.nodes.find(({ runs }) => runs.includes("asterisk"));
  assert.ok(node !== undefined);
  const secrets = new Map([...secretsOf(policy).keys()].map((path) => [path, words.secret]));
  return asterisk.render({ policy, node, secrets });
}

/** Sections, what they copy and the names of their settings: what a hostile word must not change. Names of ours are put back. */
function shapeOf(text: string, words: Words): unknown {
  const prefixes = { "plan-": words.plan, "outside-": words.plan, "trunk-": words.trunk, "emergency-via-": words.trunk, "outbound@": words.trunk, "listener-": words.listener };
  const renamed = (section: string): string => {
    for (const [prefix, word] of Object.entries(prefixes)) if (section === `${prefix}${word}`) return `${prefix}{}`;
    return [words.account, words.trunk, words.listener].includes(section) ? "{}" : section;
  };
  return readKeys(text).map(({ section, options, settings }) => [renamed(section), options, settings.map(([key]) => key)]);
}

const SIGNS = ["\n", "\r", ";", "\\;", ";--", "--;", "[x]", "[x](!)", "]", "#include x", "#exec id", "=", "=>", "${EXTEN}", "$[1]", "\"", "\\", "'", "`", ",", "&", "/", "^", "|", "(", ")", "{{x}}", "\u0000", "\u2028", "\u0085", " ", "\t", "é", "%", "@", ":", "_", "-", ".", "x", "7", "same => n,System(id)", "type = endpoint"];
const hostile = fc.oneof(fc.array(fc.constantFrom(...SIGNS), { maxLength: 8 }).map((parts) => parts.join("")), fc.string({ unit: "binary", maxLength: 20 }), fc.string({ maxLength: 90 }));

for (const example of EXAMPLES) {
  const base = policyOf(exampleText(example));
  const harmless = render(base, HARMLESS);
  const expected = new Map(harmless.artifacts.map(({ path, text }) => [path, shapeOf(text, HARMLESS)]));

  test(`${example}: no word of a policy adds, removes or renames a setting: it is refused at its place, or stands there as a value`, () => {
    assert.ok(expected.size > 10 && harmless.diagnostics.every(({ level }) => level !== "error"));
    let written = 0;
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(HARMLESS) as (keyof Words)[])), hostile, (field, word) => {
        const words = { ...HARMLESS, [field]: word };
        const { artifacts, diagnostics } = render(base, words);
        const errors = diagnostics.filter(({ level }) => level === "error");
        for (const { at } of errors) assert.ok(at.file.text.length > 0 && at.end <= at.file.text.length);
        assert.equal(artifacts.length === 0, errors.length > 0, "files and errors exclude each other");
        if (errors.length > 0) return;
        written += 1;
        for (const { path, text } of artifacts) assert.deepEqual(shapeOf(text, words), expected.get(path), `${path} with ${field} ${JSON.stringify(word)}`);
      }),
      { numRuns: 3000, seed: 20261122, includeErrorInReport: true },
    );
    assert.ok(written > 500, `only ${written} words were written`);
  });
}

test("a value reads back as it was given", () => {
  const base = policyOf(exampleText("acme-hq"));
  const read = (words: Words, section: string, key: string): string | undefined => {
    const text = render(base, words).artifacts.find(({ path }) => path === "asterisk/pjsip.conf")?.text;
    return text === undefined ? undefined : readKeys(text).filter((each) => each.section === section).flatMap(({ settings }) => settings).find(([name]) => name === key)?.[1];
  };
  let compared = 0;
  fc.assert(
    fc.property(hostile, (word) => {
      for (const [field, section, key] of [["realm", "global", "default_realm"], ["username", "two", "from_user"], ["secret", "outbound@two", "password"]] as const) {
        const found = read({ ...HARMLESS, [field]: word }, section, key);
        if (found === undefined) continue;
        assert.equal(found, word);
        compared += 1;
      }
    }),
    { numRuns: 500, seed: 7 },
  );
  assert.ok(compared > 300, `only ${compared}`);
});

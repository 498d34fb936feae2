import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleText, policyOf, renderAsterisk, secretsOf } from "./policies.js";

interface Case {
  readonly change: readonly (readonly [from: string | RegExp, to: string])[];
  readonly level: "error" | "warning";
  readonly code: string;
  /** The policy's text at the place that is blamed. */
  readonly blames: string;
}

const CASES: Readonly<Record<string, Case>> = {
  "a release without SHA-256, and nothing else is listed": { change: [['asterisk: "22"', 'asterisk: "20.11"']], level: "error", code: "asterisk-digest-unknown", blames: "[SHA-256]" },
  "a release without SHA-256, and MD5 is listed": {
    change: [['asterisk: "22"', 'asterisk: "22.1"'], ["algorithms: [SHA-256]", "algorithms: [SHA-256, MD5]"]], level: "warning", code: "asterisk-digest-unknown", blames: "[SHA-256, MD5]",
  },
  "peers that cannot be called": { change: [["cidrs: [198.51.100.10/32, 198.51.100.11/32]", "cidrs: [198.51.100.0/24]"]], level: "error", code: "asterisk-trunk-no-host", blames: "carrier" },
  "peers of the other family alone": { change: [["cidrs: [198.51.100.10/32, 198.51.100.11/32]", 'cidrs: ["2001:db8:20::1/128"]']], level: "error", code: "asterisk-trunk-no-host", blames: "carrier" },
  "SIP over WebSocket": { change: [["phones:  { protocol: tls", "phones:  { protocol: wss"]], level: "error", code: "asterisk-websocket", blames: "wss" },
  "a TLS version that no OpenSSL of today offers": { change: [["clientCertificates: none", 'clientCertificates: none\n  minimum: "1.0"']], level: "warning", code: "asterisk-tls-minimum", blames: '"1.0"' },
  "a certificate of anybody": {
    change: [["clientCertificates: none", "clientCertificates: optional"], ["authentication: address", "authentication: certificate"]], level: "error", code: "asterisk-certificate-any-authority", blames: "certificate",
  },
  "a carrier with a certificate among phones without": {
    change: [["clientCertificates: none", "clientCertificates: optional\n  ca: /etc/ringfence/tls/ca.pem"], ["authentication: address", "authentication: certificate"], ["{ listener: carrier,", "{ listener: phones,"], ["from: [office, vpn]", "from: [office, vpn, carrier]"]],
    level: "error", code: "asterisk-certificate-shared-listener", blames: "phones",
  },
  "mobile denied where it cannot be told": { change: [["mobile, toll-free], deny: [premium]", "toll-free], deny: [premium, mobile]"]], level: "warning", code: "numbering-mobile-is-national", blames: "[premium, mobile]" },
  "mobile alone allowed where it cannot be told": { change: [["allow: [accounts, national, mobile, toll-free]", "allow: [accounts, mobile]"]], level: "warning", code: "numbering-mobile-is-national", blames: "[accounts, mobile]" },
};

for (const [name, { change, level, code, blames }] of Object.entries(CASES)) {
  test(`${level}: ${name}`, () => {
    const text = change.reduce((changed, [from, to]) => {
      assert.notEqual(changed.replace(from, to), changed, `${from} is not in the example`);
      return changed.replace(from, to);
    }, exampleText("acme-hq"));
    const { artifacts, diagnostics } = renderAsterisk(policyOf(text));
    const found = diagnostics.filter((diagnostic) => diagnostic.code === code);
    assert.deepEqual(diagnostics.map((diagnostic) => [diagnostic.level, diagnostic.code]), [[level, code]]);
    const { start, end } = found[0]?.at ?? { start: 0, end: 0 };
    assert.equal(text.slice(start, end), blames);
    assert.equal(artifacts.length === 0, level === "error", "nothing partial is written");
  });
}

test("a release and a country that nothing is known of are refused", () => {
  const policy = policyOf(exampleText("acme-hq"));
  const codes = (changed: typeof policy): unknown => {
    const { artifacts, diagnostics } = renderAsterisk(changed);
    return [artifacts.length, diagnostics.map(({ code }) => code)];
  };
  for (const major of [16, 17, 19, 24]) assert.deepEqual(codes({ ...policy, engines: { ...policy.engines, asterisk: { text: `${major}`, major, minor: null, patch: null } } }), [0, ["asterisk-version"]]);
  assert.deepEqual(codes({ ...policy, calling: { ...policy.calling, home: { ...policy.calling.home, value: "AQ" } } }), [0, ["numbering-unknown"]]);
});

test("SHA-256 is written for every release that knows it, and for none before", () => {
  for (const [version, knows] of [["18", false], ["20.11.9", false], ["20.12", true], ["20", true], ["21.6", false], ["21.7.0", true], ["22.1", false], ["22.2", true], ["22", true], ["23.0", true]] as const) {
    const { diagnostics } = renderAsterisk(policyOf(exampleText("acme-hq").replace('asterisk: "22"', `asterisk: "${version}"`)));
    assert.equal(diagnostics.length === 0, knows, version);
  }
});

test("a secret that is not at hand is an error at its reference, one for each", () => {
  const text = exampleText("acme-hq");
  const policy = policyOf(text);
  const secrets = secretsOf(policy);
  secrets.delete("accounts.102.secret");
  const { artifacts, diagnostics } = renderAsterisk(policy, secrets);
  assert.deepEqual([artifacts, diagnostics.map(({ code, at }) => [code, text.slice(at.start, at.end)])], [[], [["secret-missing", "secrets/102"]]]);
});

test("a release that knows MD5 alone gets MD5 in its own words", () => {
  const text = exampleText("acme-hq").replace('asterisk: "22"', 'asterisk: "20.11"').replace("algorithms: [SHA-256]", "algorithms: [MD5]");
  const { artifacts, diagnostics } = renderAsterisk(policyOf(text));
  assert.deepEqual(diagnostics, []);
  const pjsip = artifacts.find(({ path }) => path === "asterisk/pjsip.conf")?.text ?? "";
  // printf 101:pbx.acme.example:secret-of-accounts.101.secret | md5sum
  assert.match(pjsip, /^md5_cred = 6af57c0942f6205877ba8f007cbe06a5$/m);
  assert.doesNotMatch(pjsip, /password_digest|supported_algorithms|default_auth_algorithms/);
  assert.match(pjsip, /^auth_type = md5$/m);
});

test("digests stand in one file, which nobody else may read, and passwords of accounts in none", () => {
  for (const example of ["acme-hq", "acme-edge"] as const) {
    const policy = policyOf(exampleText(example));
    for (const { path, text, mode } of renderAsterisk(policy).artifacts) {
      for (const secret of secretsOf(policy).values()) assert.ok(!text.includes(secret), path);
      assert.equal(mode, path === "asterisk/pjsip.conf" ? 0o600 : 0o644, path);
      if (mode === 0o644) assert.doesNotMatch(text, /(?<![0-9a-f])[0-9a-f]{32,}(?![0-9a-f])/);
    }
  }
});

test("two renders of one policy are equal byte for byte", () => {
  const text = exampleText("acme-hq");
  assert.deepEqual(renderAsterisk(policyOf(text)), renderAsterisk(policyOf(text)));
});

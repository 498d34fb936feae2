import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Policy } from "../../src/policy/index.js";
import type { SourceFile, Span } from "../../src/source/index.js";
import { positionOf } from "../../src/source/index.js";
import { readPolicy } from "../../src/policy/index.js";
import { ROOT } from "../root.js";
import { codesByLine } from "./read.js";

const OK = join(ROOT, "test/policy/ok");
const EXAMPLES = join(ROOT, "examples");

function readFile(path: string): SourceFile {
  return { path, text: readFileSync(path, "utf8") };
}

/** One that writes nearly everything, and one that leaves nearly everything to the profile. */
const POSTURES = ["acme-hq.yaml", "legacy-phones.yaml"];

const POLICIES = [OK, EXAMPLES].flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith(".yaml")).map((name) => ({ name, path: join(folder, name) })));

for (const { name, path } of POLICIES) {
  const file = readFile(path);
  const reading = readPolicy(file);

  test(`${name} is a policy`, () => {
    assert.deepEqual(codesByLine(file, reading.diagnostics), []);
    assert.ok(reading.policy !== null && reading.posture !== null);
  });

  test(`${name}: the resolved policy and its posture`, () => {
    for (const part of POSTURES.includes(name) ? (["policy", "posture"] as const) : (["policy"] as const)) {
      const golden = join(OK, "expected", name.replace(/\.yaml$/, `.${part}.json`));
      const actual = `${JSON.stringify(reading[part], plain, 1).replace(/\n\s+(?=[^\n]*[^[{,\n]$)/g, "\n ")}\n`;
      if (process.env["RINGFENCE_UPDATE"] === "1") writeFileSync(golden, actual);
      assert.ok(existsSync(golden), `${golden} is missing; \`npm run test:update\` writes it, for you to read`);
      assert.equal(actual, readFileSync(golden, "utf8"));
    }
  });
}

/** Places as `line:column text`; networks, listeners and plans by name where something refers to them. */
function plain(this: unknown, key: string, value: unknown): unknown {
  if (isSpan(value)) {
    const { line, column } = positionOf(value.file, value.start);
    return `${line}:${column} ${value.file.text.slice(value.start, value.end).split("\n", 1)[0]}`;
  }
  const isReference = ["listener", "calling", "peers", "inbound"].includes(key) && typeof value === "object" && value !== null && "name" in value;
  if (isReference) return `=> ${String(value.name)}`;
  if (key === "value" && Array.isArray(value)) return value.map((item: unknown) => (typeof item === "object" && item !== null && "name" in item ? `=> ${String(item.name)}` : item));
  return value;
}

function isSpan(value: unknown): value is Span {
  return typeof value === "object" && value !== null && "file" in value && "start" in value;
}

function policyOf(name: string): Policy {
  const { policy } = readPolicy(readFile(join(name.startsWith("acme") ? EXAMPLES : OK, name)));
  assert.ok(policy !== null);
  return policy;
}

test("the least policy takes everything from the standard profile", () => {
  const policy = policyOf("minimal.yaml");
  assert.deepEqual([policy.profile.value, policy.profile.written, policy.guideline], ["standard", false, "2026-11"]);
  assert.deepEqual(policy.nodes.map(({ name, folder, runs }) => ({ name, folder, runs })), [{ name: "host", folder: "", runs: ["asterisk"] }]);
  assert.deepEqual([policy.link, policy.tls, policy.management, policy.auth.realm.value], [null, null, [], "minimal"]);
  assert.deepEqual(policy.auth.algorithms.value, ["SHA-256", "MD5"]);
  assert.deepEqual(policy.networks.map(({ name, v4, v6 }) => [name, v4, v6]), [["world", ["0.0.0.0/0"], ["::/0"]]]);
});

test("IPv6 addresses are canonical, ranges do not overlap, and windows over midnight are split", () => {
  const policy = policyOf("ipv6-only.yaml");
  assert.deepEqual(policy.networks.map(({ name, v4, v6 }) => [name, v4, v6]), [
    ["office", [], ["2001:db8:10::/48"]], ["vpn", [], ["2001:db8:20::/64"]], ["carrier", [], ["2001:db8:30::10/128"]], ["localhost", ["127.0.0.0/8"], ["::1/128"]],
  ]);
  assert.deepEqual(policy.listeners.map(({ address, family }) => [address, family]), [["2001:db8::10", 6], ["::", 6]]);
  assert.deepEqual(policy.calling.plans[0]?.hours.value?.windows, [
    { days: [4, 5, 6], from: 1320, to: 1440 }, { days: [0, 5, 6], from: 0, to: 360 }, { days: [2], from: 540, to: 1440 },
  ]);
  assert.deepEqual([policy.calling.home.value, policy.exceptions[0]?.reason, policy.accounts[0]?.media.value], ["NO", "a reason that needs two lines", "dtls"]);
});

test("written limits and credentials arrive in the units of the contract", () => {
  const policy = policyOf("digest-trunk.yaml");
  assert.deepEqual(policy.limits.register.value, { text: "2/s", count: 2, per: 1, burst: 4 });
  assert.deepEqual([policy.limits.invite.value, policy.limits.invite.written], [null, true]);
  assert.deepEqual(policy.limits.ban.value, { failures: 1, within: 86400, for: 1209600, atMost: 1209600 });
  const [trunk] = policy.trunks;
  assert.deepEqual([trunk?.credentials?.username, trunk?.credentials?.secret.path, trunk?.media.value], ["acme@carrier", "trunks.carrier-a.secret", "none"]);
  assert.deepEqual([policy.accounts[0]?.displayName, policy.accounts[0]?.media.value], ["Empfang „vorn“", "none"]);
});

test("edge and core meet on the loopback of one host, and on the private addresses of two", () => {
  assert.deepEqual(policyOf("one-host.yaml").link, {
    edgeNode: "host", coreNode: "host", address: { edge: "127.0.0.1", core: "127.0.0.1" }, port: { edge: 5062, core: 5060 }, tls: null, mediaAddress: "192.0.2.20",
  });
  assert.deepEqual(policyOf("acme-edge.yaml").link, {
    edgeNode: "edge", coreNode: "core", address: { edge: "10.20.0.5", core: "10.20.0.10" }, port: { edge: 5061, core: 5061 },
    tls: { certificate: "/etc/ringfence/link/certificate.pem", key: "/etc/ringfence/link/key.pem", ca: "/etc/ringfence/link/ca.pem" }, mediaAddress: "192.0.2.20",
  });
});

test("old phones: MD5, no keys in clear signalling, and the TLS that is written", () => {
  const policy = policyOf("legacy-phones.yaml");
  assert.deepEqual(policy.auth.algorithms.value, ["MD5"]);
  assert.deepEqual(policy.accounts.map(({ name, media }) => [name, media.value]), [["01", "none"], ["02", "sdes"]]);
  assert.deepEqual([policy.tls?.minimum.value, policy.tls?.minimum.written], ["1.0", true]);
  assert.deepEqual(policy.limits.ban.value, { failures: 10, within: 3600, for: 172800, atMost: 172800 });
});

test("the hash follows the meaning: not comments, layout, order of keys or defaults that are written out", () => {
  const { text } = readFile(join(OK, "minimal.yaml"));
  const hashOf = (changed: string): string => {
    const { policy, diagnostics } = readPolicy({ path: "changed.yaml", text: changed });
    assert.deepEqual(diagnostics, []);
    return policy?.hash ?? "";
  };
  const hash = hashOf(text);
  assert.equal(hashOf(`# another comment\n${text}`), hash);
  assert.equal(hashOf(text.replace("protocol: udp, address: 192.0.2.10", "address: 192.0.2.10, protocol: udp")), hash);
  assert.equal(hashOf(`${text}\nprofile: standard\nmedia: { ports: 20000-23999 }\n`), hash);
  for (const [from, to] of [["15060", "15061"], ["[world]", "[localhost]"], ["home: DE", "home: AT"], ["name: minimal", "name: small"], ["calling:", "profile: strict\ncalling:"]] as const) {
    assert.notEqual(hashOf(text.replace(from, to)), hash, `${from} -> ${to}`);
  }
});

test("two policies with the same text have the same hash, whatever the file's name", () => {
  const { text } = readFile(join(OK, "minimal.yaml"));
  assert.equal(readPolicy({ path: "a", text }).policy?.hash, readPolicy({ path: "b", text }).policy?.hash);
});

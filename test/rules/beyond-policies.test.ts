import assert from "node:assert/strict";
import { test } from "node:test";
import { lint } from "../../src/app/lint.js";
import { byDefault, set, unknown, type Account, type CallingPlan, type Fact, type Listener, type ManagementService, type NumberClass, type Posture } from "../../src/posture/index.js";
import { span } from "../../src/source/index.js";
import { TODAY } from "./harness.js";

// What rules must know of configurations, and no policy can say: facts that nobody could read, and values that only engines take.

const file = { path: "pjsip.conf", text: "[transport]\nprotocol=udp\n[101]\n" };
const at = span(file, 0, 11);
const unread = unknown<never>("it comes from a database", at, "setting");

function judged(posture: Posture, ...ids: string[]): string[] {
  return lint({ posture, today: TODAY }).findings.filter(({ rule }) => ids.includes(rule)).map(({ rule, severity, confidence }) => `${rule} ${severity} ${confidence}`);
}

function listener(changes: Partial<Listener>): Listener {
  return {
    name: "transport", path: "pjsip.conf [transport]", at, protocol: set("udp", at, "protocol"), port: set(5060, at, "bind"), address: set(null, at, "bind"),
    audience: set({ world: true, sources: [], roles: [] }, at, "permit"), authenticated: set(true, at, "auth"), registerLimit: set("off", at, "limit"), inviteLimit: set("off", at, "limit"), ...changes,
  };
}

test("who reaches a listener is not known: the weakness is certain, its severity is not", () => {
  assert.deepEqual(judged({ listeners: [listener({ audience: unread })] }, "listener-cleartext", "listener-open-to-world", "listener-default-port"), [
    "listener-cleartext medium medium", "listener-default-port info medium", "listener-open-to-world info low",
  ]);
});

test("a source without a role may be anybody, a listener that nobody reaches is no weakness", () => {
  const from = (sources: readonly string[]): string[] => judged({ listeners: [listener({ audience: set({ world: false, sources, roles: [] }, at, "permit") })] }, "listener-cleartext", "rate-limit-missing");
  assert.deepEqual(from(["198.51.100.0/24"]), ["listener-cleartext medium high", "rate-limit-missing low high"]);
  assert.deepEqual(from([]), []);
});

test("guards that nobody could read lower the confidence of an open listener, not its severity", () => {
  const open = (changes: Partial<Listener>): string[] => judged({ listeners: [listener({ protocol: set("tls", at, "protocol"), ...changes })] }, "listener-open-to-world");
  const loose = set({ perSecond: 1, burst: 1 }, at, "limit");
  assert.deepEqual(open({ registerLimit: loose, inviteLimit: loose, authenticated: unread }), ["listener-open-to-world low medium"]);
  assert.deepEqual(open({ authenticated: set(false, at, "auth") }), ["listener-open-to-world high medium"]);
  assert.deepEqual(open({ protocol: unread }), ["listener-open-to-world medium medium"]);
});

test("a trunk's unreadable transport is asked about once", () => {
  const trunk = { name: "t", path: "pjsip.conf [t]", at, media: set("sdes" as const, at, "media_encryption"), authentication: set("address" as const, at, "match") };
  const rules = ["address-only-trust-over-udp", "trunk-without-credentials"];
  assert.deepEqual(judged({ trunks: [{ ...trunk, signalling: unread }] }, ...rules), ["address-only-trust-over-udp info low"]);
  assert.deepEqual(judged({ trunks: [{ ...trunk, signalling: set("udp", at, "transport") }] }, ...rules), ["address-only-trust-over-udp high high"]);
  assert.deepEqual(judged({ trunks: [{ ...trunk, signalling: set("tcp", at, "transport") }] }, ...rules), ["trunk-without-credentials medium high"]);
});

test("a template that weakens many accounts is blamed once", () => {
  const media = byDefault("none" as const, at, "media_encryption", "Asterisk 22");
  const accounts = Array.from({ length: 10_000 }, (_, index): Account => ({ name: `${index}`, path: `pjsip.conf [${index}]`, at, media, signalling: set("tls", at, "transport"), algorithms: set(["MD5"], at, "auth_type") }));
  const { findings } = lint({ posture: { accounts }, today: TODAY });
  assert.deepEqual(findings.map(({ rule, subject, message }) => `${rule} [${subject}] ${message}`), [
    "digest-md5-only [pjsip.conf auth_type] MD5 is the only digest that all 10 000 accounts may use; tls keeps it from being read on the way",
    "media-cleartext [pjsip.conf media_encryption] the speech of all 10 000 accounts travels in clear: media_encryption is none, by default of Asterisk 22",
  ]);
});

test("a setting that nobody could read is asked about once for all who owe it", () => {
  const account = (name: string, media: Account["media"]): Account => ({ name, path: `pjsip.conf [${name}]`, at, media, signalling: set("tls", at, "transport"), algorithms: set(["SHA-256"], at, "auth_type") });
  const { findings } = lint({ posture: { accounts: [account("101", unread), account("102", unread), account("103", set("sdes", at, "media_encryption"))] }, today: TODAY });
  assert.deepEqual(findings.map(({ message }) => message), ["cannot tell whether the speech of 2 accounts is encrypted: it comes from a database"]);
});

test("a denied class stays denied, and an unreadable deny lowers the confidence", () => {
  const rules = ["calling-premium-open", "calling-international-open"];
  const plan = (deny: Fact<readonly NumberClass[]>, paid = true, concurrent: CallingPlan["concurrent"] = unread): Posture => {
    const allow = set<readonly NumberClass[]>(["premium", "international"], at, "allow");
    const one: CallingPlan = { name: "p", path: "p", at, allow, deny, hours: unread, concurrent, paid };
    return { calling: { at, path: "calling", home: set("US", at, "home"), emergency: set(["911"], at, "emergency"), plans: [one] } };
  };
  assert.deepEqual(judged(plan(set(["premium", "international"], at, "deny")), ...rules), []);
  assert.deepEqual(judged(plan(unread), ...rules), ["calling-international-open medium low", "calling-premium-open high low"]);
  assert.deepEqual(judged(plan(set([], at, "deny")), ...rules), ["calling-international-open medium medium", "calling-premium-open high high"]);
  assert.deepEqual(judged(plan(set([], at, "deny"), true, set(2, at, "concurrent")), "calling-international-open"), ["calling-international-open medium medium"]);
  assert.deepEqual(judged(plan(set([], at, "deny"), false), ...rules), []);
});

test("services that only engines have are judged by what they can do", () => {
  const service = (kind: ManagementService["service"]): string[] =>
    judged({ management: [{ name: kind, path: kind, at, service: kind, port: set(1, at, "port"), address: set(null, at, "bindaddr"), audience: set({ world: true, sources: [], roles: [] }, at, "bindaddr") }] }, "management-open-to-world");
  assert.deepEqual([service("ari"), service("rpc"), service("metrics")].flat(), ["management-open-to-world critical high", "management-open-to-world critical high", "management-open-to-world medium high"]);
});

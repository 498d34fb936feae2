import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readSystem } from "../../src/app/audit/audit.js";
import { importSystem, type Imported } from "../../src/app/import/index.js";
import { partNetworks } from "../../src/app/import/networks.js";
import { lint } from "../../src/app/lint.js";
import { placeholderSecrets } from "../../src/app/placeholder-secrets.js";
import { renderLoaded } from "../../src/app/render-loaded.js";
import { isKnown, type Posture } from "../../src/posture/index.js";
import { readPolicy } from "../../src/policy/index.js";
import type { SourceFile } from "../../src/source/index.js";
import { ROOT } from "../root.js";

const OPTIONS = { asterisk: "22", kamailio: "6.0", assumed: ["asterisk", "kamailio"] as const };
const CHOICES = { ...OPTIONS, name: "imported", home: "US", emergency: ["911"] };

function rendered(text: string, path = "policy.yaml"): readonly SourceFile[] {
  const { artifacts, report } = renderLoaded({ file: { path, text }, unreadable: false, diagnostics: [] }, {}, (refs) => ({ secrets: placeholderSecrets(refs), diagnostics: [] }));
  assert.deepEqual(report.diagnostics.filter(({ level }) => level === "error").map(({ message }) => message), []);
  return artifacts.map(({ path: place, text: content }) => ({ path: `host/${place}`, text: content }));
}

function imported(files: readonly SourceFile[]): Imported & { readonly text: string } {
  const result = importSystem(files, CHOICES);
  assert.ok(result.text !== null, result.diagnostics.map(({ message }) => message).join("\n"));
  const { diagnostics } = readPolicy({ path: "policy.yaml", text: result.text });
  assert.deepEqual(diagnostics.filter(({ level }) => level === "error").map(({ message }) => message), [], result.text);
  return { ...result, text: result.text };
}

/** What must not get lost, and must not get wider. */
function essence({ listeners = [], accounts = [], trunks = [] }: Posture): { listeners: string[]; accounts: string[]; trunks: string[]; reach: Set<string> } {
  return {
    listeners: listeners.map(({ protocol, port }) => `${isKnown(protocol) ? protocol.value : "?"}:${isKnown(port) ? port.value : "?"}`).sort(),
    accounts: accounts.map(({ name }) => name).sort(), trunks: trunks.map(({ name }) => name).sort(),
    reach: new Set(listeners.flatMap(({ audience, port }) => (isKnown(audience) && isKnown(port) ? (audience.value.world ? [`${port.value} world`] : audience.value.sources.map((source) => `${port.value} ${source}`)) : []))),
  };
}

function compare(before: readonly SourceFile[], after: readonly SourceFile[]): void {
  const [old, now] = [essence(readSystem(before, OPTIONS).posture), essence(readSystem(after, OPTIONS).posture)];
  assert.deepEqual(now.accounts, old.accounts);
  assert.deepEqual(now.trunks, old.trunks);
  assert.deepEqual(now.listeners, old.listeners);
  assert.deepEqual([...now.reach].filter((way) => !old.reach.has(way) && !old.reach.has(`${way.split(" ")[0]} world`)), []);
  const grave = (files: readonly SourceFile[]): string[] => lint({ posture: readSystem(files, OPTIONS).posture, today: "2026-11-22" }).findings.filter(({ severity, suppressed }) => suppressed === null && severity !== "info").map(({ rule }) => rule);
  const known = new Set(grave(before));
  assert.deepEqual(grave(after).filter((rule) => !known.has(rule)), []);
}

for (const name of readdirSync(join(ROOT, "examples")).filter((each) => each.endsWith(".yaml"))) {
  const text = readFileSync(join(ROOT, "examples", name), "utf8");
  if (/^nodes:/m.test(text) || /kamailio:/.test(text)) continue;
  test(`what ${name} renders becomes a policy that renders a system with the same accounts, trunks and sockets, no wider and no worse`, () => {
    const before = rendered(text, name);
    compare(before, rendered(imported(before).text));
  });
}

const PJSIP = `[udp]
type=transport
protocol=udp
bind=192.0.2.10:5070

[phone](!)
type=endpoint
transport=udp
context=phones

[101](phone)
auth=101-auth
aors=101
[101-auth]
type=auth
username=101
password=not-a-real-one
[101]
type=aor
max_contacts=1

[102](phone)
auth=102-auth
aors=102
[102-auth]
type=auth
username=desk102
auth_type=md5
md5_cred=0123456789abcdef0123456789abcdef
[102]
type=aor
max_contacts=1

[carrier]
type=endpoint
transport=udp
context=from-carrier
aors=carrier
[carrier]
type=aor
contact=sip:198.51.100.10
[carrier]
type=identify
endpoint=carrier
match=198.51.100.10
`;

const FILTER = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -s 203.0.113.0/24 -p udp -m udp --dport 5070 -j ACCEPT
-A INPUT -s 198.51.100.10/32 -p udp -m udp --dport 5070 -j ACCEPT
-A INPUT -s 10.8.0.0/24 -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
`;

const SYSTEM: readonly SourceFile[] = [
  { path: "host/etc/asterisk/pjsip.conf", text: PJSIP },
  { path: "host/etc/asterisk/rtp.conf", text: "[general]\nrtpstart=10001\nrtpend=10100\n" },
  { path: "host/etc/asterisk/extensions.conf", text: "[phones]\nexten => _9X.,1,Dial(PJSIP/${EXTEN:1}@carrier)\nexten => 101,1,Dial(PJSIP/101)\n" },
  { path: "host/rules.v4", text: FILTER },
];

test("a hand-written system keeps its accounts, trunk, sockets and passwords, and nobody new gets in", () => {
  const result = imported(SYSTEM);
  compare(SYSTEM, rendered(result.text));
  assert.deepEqual(result.counts, { accounts: 2, trunks: 1, listeners: 1, networks: 3 });
  assert.deepEqual(result.secrets, [{ path: "secrets/101", text: "not-a-real-one" }, { path: "secrets/102", text: null }]);
  assert.doesNotMatch(result.text, /not-a-real-one/);
  assert.match(result.text, /ports: 10002-10099 /);
  assert.match(result.text, /ssh: \{ port: 22, from: \["admins"\] \}/);
});

test("what could not be expressed is told with its place", () => {
  const told = imported(SYSTEM).diagnostics.map(({ code, at }) => `${code} ${at.file.path.split("/").at(-1)}`);
  for (const gap of ["import-user-name pjsip.conf", "import-password-digest pjsip.conf", "import-trunk-inbound pjsip.conf", "import-calls extensions.conf"]) assert.ok(told.includes(gap), `${gap} in ${told.join(", ")}`);
});

test("without a packet filter nothing is opened to the world, and the lockout is told", () => {
  const result = imported(SYSTEM.filter(({ path }) => !path.endsWith("rules.v4")));
  assert.match(result.text, /from: \["localhost", "carrier"\]/);
  assert.doesNotMatch(result.text, /world|ssh:/);
  for (const code of ["import-reach-unknown", "import-ssh-unknown"]) assert.ok(result.diagnostics.some((each) => each.code === code), code);
});

test("no system, a system without a socket, or two of them is one clear error", () => {
  const why = (files: readonly SourceFile[]): string[] => importSystem(files, CHOICES).diagnostics.filter(({ level }) => level === "error").map(({ code }) => code);
  assert.deepEqual(why([]), ["import-nothing"]);
  assert.deepEqual(why([{ path: "pjsip.conf", text: "[101]\ntype=endpoint\n" }]), ["import-nothing"]);
  assert.deepEqual(why(["a", "b"].map((host) => ({ path: `${host}/pjsip.conf`, text: "[udp]\ntype=transport\nbind=0.0.0.0\n" }))), ["import-several"]);
});

test("addresses are parted so that each has one role", () => {
  const parted = partNetworks([{ name: "carrier", cidrs: ["198.51.100.10/32"] }], [
    { key: "a", role: "phones", cidrs: ["203.0.113.0/24", "198.51.100.8/29"] }, { key: "b", role: "phones", cidrs: ["203.0.113.0/25"] }, { key: "ssh", role: "management", cidrs: ["203.0.113.0/28"] },
  ]);
  assert.deepEqual(parted.networks.map(({ name, role, cidrs }) => `${name} ${role} ${cidrs.join(" ")}`), [
    "carrier trunk 198.51.100.10/32",
    "admins management 203.0.113.0/28",
    "phones phones 203.0.113.16/28 203.0.113.32/27 203.0.113.64/26",
    "phones-2 phones 198.51.100.8/31 198.51.100.11/32 198.51.100.12/30 203.0.113.128/25",
  ]);
  assert.deepEqual(Object.fromEntries(parted.names), { a: ["carrier", "admins", "phones", "phones-2"], b: ["admins", "phones"], ssh: ["admins"] });
});

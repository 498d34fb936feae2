import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeSystem } from "../../../src/app/judge-system.js";
import type { Report } from "../../../src/report/report.js";

function audit(files: Readonly<Record<string, string>>): Report {
  const loaded = Object.entries(files).map(([path, text]) => ({ file: { path, text }, unreadable: false, diagnostics: [] }));
  return judgeSystem(loaded, { kamailio: "6.0", asterisk: "22" }, "2026-11-22");
}

function kinds(report: Report): string[] {
  return (report.audited?.files ?? []).map(({ path, kind }) => `${path} ${kind}`);
}

const CONFIG = '#!KAMAILIO\nloadmodule "permissions.so"\nloadmodule "dispatcher.so"\nmodparam("permissions", "address_file", "/etc/kamailio/peers")\nrequest_route {\n if (!allow_source_address("1")) exit;\n if (!allow_routing()) exit;\n exit;\n}\n';

test("lists are read that a kamailio.cfg names or takes by default, whatever their name; others are told as not read", () => {
  const report = audit({ "etc/kamailio/kamailio.cfg": CONFIG, "etc/kamailio/peers": "1 198.0.0.0 8\n", "etc/kamailio/dispatcher.list": "1 sip:198.51.100.10:5060\n", "etc/kamailio/permissions.allow": "ALL : ALL\n", "other/address.list": "1 198.0.0.0 8\n" });
  assert.deepEqual(kinds(report).sort(), ["etc/kamailio/dispatcher.list kamailio-list", "etc/kamailio/kamailio.cfg kamailio", "etc/kamailio/peers kamailio-list", "etc/kamailio/permissions.allow kamailio-list"]);
  assert.deepEqual(report.audited?.passedOver.map(({ path }) => path), ["other/address.list"]);
  assert.ok(report.findings.some(({ rule, primary }) => rule === "kamailio-trusted-range-wide" && primary.span.file.path === "etc/kamailio/peers"));
  assert.ok(report.findings.some(({ rule }) => rule === "kamailio-permissions-let-everything"));
});

test("with a database no list is read, and what a list is refused for is told", () => {
  const stored = CONFIG.replace("request_route", 'modparam("dispatcher", "db_url", "mysql://dispatcher@localhost/kamailio")\nrequest_route');
  assert.ok(!kinds(audit({ "kamailio.cfg": stored, "dispatcher.list": "1 sip:198.51.100.10\n" })).includes("dispatcher.list kamailio-list"));
  const refused = audit({ "kamailio.cfg": CONFIG, "peers": "1 198.51.100.0 99\n1 198.0.0.0 8\n" });
  assert.ok(refused.diagnostics.some(({ code }) => code === "kamailio-list-mask-invalid"));
  assert.ok(!refused.findings.some(({ rule }) => rule === "kamailio-trusted-range-wide"));
});

test("a finding in a list is excepted by a comment there", () => {
  const report = audit({ "kamailio.cfg": CONFIG, "peers": "1 198.0.0.0 8 # ringfence: ignore kamailio-trusted-range-wide until 2027-03-31 reason the carrier says so\n" });
  assert.deepEqual(report.findings.filter(({ rule }) => rule === "kamailio-trusted-range-wide").map(({ suppressed }) => suppressed !== null), [true]);
});

test("the control sockets of rtpengine stand among what can be reached, and the packet filter decides", () => {
  const filter = "*filter\n:INPUT DROP [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp --dport 2223 -j ACCEPT\nCOMMIT\n";
  const rows = (files: Readonly<Record<string, string>>): string[] => (audit(files).audited?.exposure ?? []).map(({ what, protocol, port, reach, from }) => `${what} ${protocol} ${port} ${reach} ${from}`);
  const config = "[rtpengine]\nlisten-ng = 2223\nlisten-cli = 127.0.0.1:9900\n";
  assert.deepEqual(rows({ "rtpengine.conf": config }), ["rtpengine listen-ng udp 2223 anyone any address", "rtpengine listen-cli tcp 9900 some localhost"]);
  assert.deepEqual(rows({ "rtpengine.conf": config, "rules.v4": filter }).slice(0, 2), ["rtpengine listen-ng udp 2223 some 198.51.100.0/24", "rtpengine listen-cli tcp 9900 some localhost"]);
});

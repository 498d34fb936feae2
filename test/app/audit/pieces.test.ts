import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeSystem } from "../../../src/app/judge-system.js";
import type { Report } from "../../../src/report/report.js";

function audit(files: Readonly<Record<string, string>>): Report {
  const loaded = Object.entries(files).map(([path, text]) => ({ file: { path, text }, unreadable: false, diagnostics: [] }));
  return judgeSystem(loaded, { kamailio: "6.0", asterisk: "22" }, "2026-11-22");
}

const PIECE = '#!KAMAILIO\nmodparam("htable", "htable", "bans=>size=8;")\nroute[SPEAK] {\n if ($var(n) == 1) xlog("L_INFO", "from $si\\n");\n sql_query("ca", "select $rU", "ra");\n}\n';

test("a piece of a kamailio.cfg is no system: no listeners, no limits, no names that its main file may bring", () => {
  const report = audit({ "roles/speak.cfg": PIECE, "roles/hear.cfg": PIECE });
  assert.deepEqual(report.findings.map(({ rule }) => rule), ["kamailio-sql-injection", "kamailio-sql-injection"]);
  assert.deepEqual(report.diagnostics.map(({ code, message }) => `${code} ${message}`), [
    "kamailio-piece no request_route in roles/speak.cfg, roles/hear.cfg, and nothing that was given includes them: they are read as pieces of a configuration, and what only the whole tells is not judged",
  ]);
  assert.equal(report.audited?.statements.unrecognised, 0);
  assert.deepEqual(report.audited?.exposure, []);
});

test("with the main file the piece is a part of it, and its names count", () => {
  const report = audit({ "kamailio.cfg": '#!KAMAILIO\nlisten=udp:192.0.2.1:5060\ninclude_file "roles/speak.cfg"\nrequest_route { route(SPEAK); exit; }\n', "roles/speak.cfg": PIECE });
  assert.ok(report.findings.some(({ rule, message }) => rule === "kamailio-does-not-start" && message.includes("htable")));
  assert.ok(!report.diagnostics.some(({ code }) => code === "kamailio-piece"));
});

test("routes in another language make a whole of a file without request_route", () => {
  const report = audit({ "kamailio.cfg": '#!KAMAILIO\nloadmodule "app_lua.so"\ncfgengine "lua"\n' });
  assert.ok(!report.diagnostics.some(({ code }) => code === "kamailio-piece"));
  assert.equal(report.audited?.exposure.length, 2);
});

test("where an include is missing nobody tells on what the engine listens", () => {
  const report = audit({ "kamailio.cfg": '#!KAMAILIO\ninclude_file "listen.cfg"\nrequest_route { exit; }\n' });
  assert.deepEqual(report.audited?.exposure, []);
});

test("a script is passed over, whatever its lines look like", () => {
  const rules = "table inet filter {\n chain input { type filter hook input priority 0; policy accept; }\n}\n";
  const report = audit({ "firewall.sh": `#!/bin/sh\nnft -f - <<END\n${rules}END\n`, "own.nft": `#!/usr/sbin/nft -f\n${rules}`, "by-env.nft": `#!/usr/bin/env -S nft -f\n${rules}` });
  assert.deepEqual(report.audited?.passedOver.map(({ path }) => path), ["firewall.sh"]);
  assert.match(report.audited.passedOver[0]?.reason ?? "", /^a script/);
  assert.ok(!report.diagnostics.some(({ code }) => code === "nft-command-unknown"));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { lowerKamailio, parseKamailio } from "../../../src/dialects/kamailio/index.js";
import type { ScriptPath, ScriptPaths } from "../../../src/posture/index.js";

function pathsOf(text: string): ScriptPaths {
  const source = { path: "kamailio.cfg", text };
  const [system] = lowerKamailio({ source, config: parseKamailio(source), tls: null, version: "6.0" }).kamailio ?? [];
  assert.ok(system);
  return system.paths;
}

/** Relays of first requests, as `sender METHOD destination`. */
function relayed(body: string, rest = ""): string[] {
  const told = ({ request, destination }: ScriptPath): string => `${request.sender} ${request.method}${request.inDialog ? "+dialog" : ""}${request.routed ? "+route" : ""} ${destination}`;
  return [...new Set(pathsOf(`request_route {\n${body}\n}\n${rest}`).found.filter(({ sink }) => sink === "relay").map(told))].sort();
}

test("who gets through is told by sender and method", () => {
  const auth = 'if (is_method("ACK|CANCEL|PRACK|REGISTER")) { exit; } if (has_totag()) { exit; }\n if (!auth_check("$fd", "subscriber", "FLAGS")) { exit; }\n t_relay();';
  assert.deepEqual(relayed(auth.replace("FLAGS", "1")), ["account INVITE sender"]);
  assert.deepEqual(relayed(auth.replace("FLAGS", "0")), ["account INVITE sender", "impostor INVITE sender"]);
  assert.deepEqual(relayed('if (!allow_source_address("1")) { exit; } t_relay();'), ["trusted INVITE sender"]);
});

test("who chose the destination is told", () => {
  const first = (body: string): string[] => relayed(`if (!is_method("INVITE") || has_totag()) { exit; } ${body} t_relay();`).filter((line) => line.startsWith("stranger INVITE "));
  assert.deepEqual(first('$du = "sip:192.0.2.1";'), ["stranger INVITE chosen"]);
  assert.deepEqual(first("$du = $hdr(X-Next);"), ["stranger INVITE message"]);
  assert.deepEqual(first('$du = "sip:192.0.2.1"; $du = $null;'), ["stranger INVITE sender"]);
  assert.deepEqual(first('if (!lookup("location")) { exit; }'), ["stranger INVITE location"]);
  assert.deepEqual(first('ds_select_dst("1", "4");'), ["stranger INVITE chosen"]);
  assert.deepEqual(first("handle_ruri_alias();"), ["stranger INVITE alias", "stranger INVITE sender"]);
});

test("Route headers lead where they say, first requests and those that claim a dialog", () => {
  assert.deepEqual(relayed('if (!loose_route()) { exit; } if (is_method("INVITE")) { t_relay(); }').filter((line) => line.startsWith("stranger")), ["stranger INVITE+dialog+route route", "stranger INVITE+dialog+route sender", "stranger INVITE+route route"]);
});

test("an exit within a condition is forgotten where a function follows, and holds at its end", () => {
  const refuse = 'route[A] { sl_send_reply("403", "No"); exit; }';
  assert.ok(relayed('if (route(A) && is_method("INVITE")) { t_relay(); }', refuse).length > 0);
  assert.deepEqual(relayed('if (is_method("INVITE") && route(A)) { t_relay(); }', refuse), []);
});

test("what was asked before a place is told, and what decides there outside of the files", () => {
  const [way] = pathsOf('request_route {\n if (!pike_check_req()) { exit; }\n sql_query("ca", "select 1", "ra");\n if ($dbr(ra=>rows) == 0) { exit; }\n route(OUT);\n}\nroute[OUT] { t_relay(); }\n').found.filter(({ sink }) => sink === "relay");
  assert.ok(way);
  assert.deepEqual([...way.passed], ["flood-check"]);
  assert.equal(way.opaque, true);
  assert.deepEqual(way.steps.map(({ note }) => note), ["route(OUT)", "where this does not hold"]);
});

test("a script that forks at every line stays bounded, and says what it did not follow", () => {
  const forks = Array.from({ length: 400 }, (_, index) => `if ($rU =~ "^${index}") { setflag(${index % 30}); $var(v${index}) = ${index}; }\n if (isflagset(${(index * 7) % 30}) && $var(v${index}) == ${index}) { xlog("x"); }`).join("\n");
  const started = performance.now();
  const { found, doubts } = pathsOf(`request_route {\n${forks}\n t_relay();\n}\n`);
  assert.ok(performance.now() - started < 20_000);
  assert.ok(found.some(({ sink }) => sink === "relay") || doubts.length > 0);
});

test("no text makes the walk throw", () => {
  for (const text of ["", "request_route { route(A); }\nroute[A] { route(B); }\nroute[B] { route(A); t_relay(); }\n", "request_route { while (1) { route($var(x)); } }\n", "request_route { if (((((", "event_route[xhttp:request] { jsonrpc_dispatch(); }\nreply_route { drop; }\n"]) {
    assert.ok(Array.isArray(pathsOf(text).found));
  }
});

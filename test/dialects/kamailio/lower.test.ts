import assert from "node:assert/strict";
import { test } from "node:test";
import { lowerKamailio, parseKamailio } from "../../../src/dialects/kamailio/index.js";
import type { Fact, Posture } from "../../../src/posture/index.js";
import { positionOf } from "../../../src/source/index.js";

function lower(text: string, tls: string | null = null): Posture {
  const source = { path: "kamailio.cfg", text };
  return lowerKamailio({ source, config: parseKamailio(source), tls: tls === null ? null : { path: "tls.cfg", text: tls }, version: "6.0" });
}

/** The fact about authentication of a request route, as `kind:value@line`. */
function authenticated(body: string, rest = ""): string {
  const [listener] = lower(`listen=udp:192.0.2.1:5060\nrequest_route {\n${body}\n}\n${rest}`).listeners ?? [];
  assert.ok(listener);
  return shown(listener.authenticated);
}

function shown(fact: Fact<unknown>): string {
  return `${fact.kind}:${fact.kind === "unknown" ? fact.because : String(fact.value)}@${positionOf(fact.at.file, fact.at.start).line}`;
}

test("a relay that anybody reaches is told with its place", () => {
  assert.equal(authenticated("t_relay();"), "set:false@3");
  assert.equal(authenticated('if (is_method("REGISTER")) {\n save("location");\n }'), "set:false@4");
});

test("a password or a known address before the relay is authentication", () => {
  assert.equal(authenticated('if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }\n t_relay();'), "set:true@2");
  assert.equal(authenticated('if (!allow_source_address("1")) { drop; }\n t_relay();'), "set:true@2");
  assert.equal(authenticated("if (src_ip != 192.0.2.0/24) exit;\n t_relay();"), "set:true@2");
});

test("a check whose failure ends nothing is none", () => {
  assert.equal(authenticated('if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); }\n t_relay();'), "set:false@4");
  assert.equal(authenticated('if (!allow_source_address("1")) { sl_send_reply("403", "No"); }\n t_relay();'), "set:false@4");
});

test("a header that claims credentials proves nothing", () => {
  assert.equal(authenticated('if (!has_credentials("example.org")) { exit; }\n t_relay();'), "set:false@4");
});

test("routes, return codes and flags are followed", () => {
  const auth = 'route[AUTH] {\n if (allow_source_address("1")) { setflag(1); return; }\n if (!pv_auth_check("x", "y", "0", "1")) { exit; }\n}\n';
  assert.equal(authenticated("route(AUTH);\n t_relay();", auth), "set:true@2");
  const weak = 'route[AUTH] {\n if (allow_source_address("1")) { setflag(1); return 1; }\n return -1;\n}\n';
  assert.equal(authenticated("route(AUTH);\n if (!isflagset(1)) exit;\n t_relay();", weak), "set:true@2");
  assert.equal(authenticated("if (!route(AUTH)) exit;\n t_relay();", weak), "set:true@2");
  assert.equal(authenticated("route(AUTH);\n t_relay();", weak), "set:false@4");
});

test("return 0 ends the script, and a break outside a loop only the route", () => {
  assert.equal(authenticated("route(A);\n t_relay();", "route[A] { return 0; }\n"), "set:true@2");
  assert.equal(authenticated("route(A);\n t_relay();", "route[A] { break; }\n"), "set:false@4");
});

test("one question about whose address it is has one answer", () => {
  const body = "if (from_uri!=myself && uri!=myself) { exit; }\n if (from_uri==myself) { exit; }\n if (uri==myself) { exit; }\n t_relay();";
  assert.equal(authenticated(body), "set:true@2");
});

test("what cannot be followed is said, not guessed", () => {
  assert.match(authenticated("route($var(x));"), /^unknown:a route is chosen by name/);
  assert.match(authenticated('include_file "auth.cfg"\n exit;'), /^unknown:auth\.cfg was not given/);
  const [listener] = lower("listen=udp:192.0.2.1:5060\n").listeners ?? [];
  assert.equal(listener?.authenticated.kind, "unknown");
});

test("the way to the relay is kept, step by step", () => {
  const [listener] = lower("listen=udp:192.0.2.1:5060\nrequest_route {\n route(A);\n}\nroute[A] {\n route(B);\n}\nroute[B] {\n t_relay();\n}\n").listeners ?? [];
  assert.ok(listener?.authenticated.kind === "set");
  assert.deepEqual(listener.authenticated.via.map((at) => positionOf(at.file, at.start).line), [3, 6]);
});

test("sockets become listeners; without any, the engine's own are told", () => {
  const listeners = lower('listen=tls:192.0.2.1:5061 name "a"\nlisten=127.0.0.1:5080\nrequest_route { exit; }\n').listeners ?? [];
  assert.deepEqual(listeners.map(({ name, protocol, audience }) => [name, shown(protocol), audience.kind]), [
    ["a", "set:tls@1", "unknown"], ["udp:127.0.0.1:5080", "default:udp@2", "set"], ["tcp:127.0.0.1:5080", "default:tcp@2", "set"],
  ]);
  assert.deepEqual((lower("request_route { exit; }\n").listeners ?? []).map(({ name }) => name), ["udp:*:5060", "tcp:*:5060"]);
});

test("tls.cfg tells the lowest version and whether clients must show a certificate", () => {
  const [server] = lower("request_route { exit; }\n", "# profiles\n[server:default]\nmethod = TLSv1.1+\nverify_certificate = yes\nrequire_certificate = yes\n[client:default]\nmethod = TLSv1\n").tls ?? [];
  assert.ok(server);
  assert.equal(shown(server.minimum), "set:1.1@3");
  assert.equal(shown(server.clientCertificates), "set:required@5");
  const [bare] = lower("request_route { exit; }\n", "[server:default]\n").tls ?? [];
  assert.equal(bare?.minimum.kind, "default");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf } from "../../src/app/figures.js";
import { readPolicy } from "../../src/policy/index.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root.js";

function figures(example: string, replace: readonly [string, string] = ["", ""]): readonly string[] {
  const text = readFileSync(join(ROOT, "examples", example), "utf8").replace(...replace);
  const { policy } = readPolicy({ path: example, text });
  assert.ok(policy);
  return figuresOf(policy).map(({ path, where, figure }) => `${path} | ${where} | ${figure}`);
}

test("each limit is told for each engine, as what the rendered files hold", () => {
  const edge = figures("acme-edge.yaml");
  // 20 a minute is one every 3 s, ten at once: modparam and the route of kamailio.cfg hold 3000 and 27000 ms.
  assert.ok(edge.some((line) => line.startsWith("limits.invite | edge: kamailio.cfg | 10 at once, then one every 3000 ms (20 a minute)")), edge.join("\n"));
  // Two phones, (10 + 20) requests a minute each, and bursts of 20 + 10: ringfence.nft holds `limit rate 60/minute burst 60`.
  assert.ok(edge.some((line) => line.startsWith("limits.register | edge: packet filter, listeners.remote (tls) | 60 new connections a minute, 60 in a burst")), edge.join("\n"));
  assert.ok(edge.some((line) => line.startsWith("limits.register | edge: packet filter, listeners.carrier (udp) | no limit: only trunks")));
  assert.ok(edge.some((line) => line.startsWith("limits.ban | edge: fail2ban | 5 failures in the log within 600 s")));
});

test("an engine that limits nothing itself says so, and a limit that is off too", () => {
  assert.ok(figures("acme-hq.yaml").includes("limits.invite | pjsip.conf | none of its own; the packet filter's ceiling holds"));
  const off = figures("acme-hq.yaml", ["invite:   { rate: 20/min, burst: 10 }", "invite: off"]);
  assert.ok(off.some((line) => line.startsWith("limits.register | packet filter, listeners.phones (tls) | no limit, as one of the two is off")), off.join("\n"));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lowerJails, parseIni, secondsOf } from "../../../src/dialects/fail2ban/index.js";
import { placeOf, type SourceFile } from "../../../src/source/index.js";

/** Jails of files by name, includes found by name. */
function banOf(files: Readonly<Record<string, string>>): ReturnType<typeof lowerJails> {
  const sources = Object.entries(files).map(([path, text]): SourceFile => ({ path, text }));
  return lowerJails(sources.filter(({ path }) => path.includes("jail")), (name) => sources.find(({ path }) => path === name) ?? null);
}

function shown(files: Readonly<Record<string, string>>): unknown {
  const ban = banOf(files)?.ban;
  return ban === undefined ? null : ban.kind === "unknown" ? ban.because : ban.value;
}

const JAIL = "[DEFAULT]\nbantime = 10m\nfindtime  = 10m\nmaxretry = 5\n\n[sshd]\nenabled = true\n\n[asterisk]\nport = 5060,5061\nlogpath = /var/log/asterisk/messages\nmaxretry = 10\n";
const ON = "[asterisk]\nenabled = true\n";

test("a jail counts once it is enabled, by the file that is read last", () => {
  assert.equal(shown({ "jail.conf": JAIL }), "off");
  assert.deepEqual(shown({ "jail.conf": JAIL, "jail.local": ON }), { failures: 10, within: 600, for: 600, atMost: 600 });
  assert.equal(shown({ "jail.conf": JAIL, "jail.local": ON, "jail.d/x.local": "[asterisk]\nenabled = no\n" }), "off");
  assert.deepEqual(shown({ "jail.conf": JAIL, "jail.d/x.conf": "[asterisk]\nenabled = no\n", "jail.local": ON }), { failures: 10, within: 600, for: 600, atMost: 600 });
  assert.deepEqual(shown({ "jail.local": ON }), { failures: 3, within: 600, for: 600, atMost: 600 }, "the server's own figures");
  assert.equal(shown({}), null);
});

test("values stand for values, times have units, bans may grow and need not end", () => {
  const local = "[DEFAULT]\nlong = 1d 12h\n[pbx]\nenabled = yes ; since May\nfilter = asterisk[mode=x]\nmaxretry = 4\nfindtime = %(long)s\nbantime = -1\n";
  assert.deepEqual(shown({ "jail.local": local }), { failures: 4, within: 129_600, for: "forever", atMost: "forever" });
  assert.deepEqual(shown({ "jail.local": local.replace("-1", "1h\nbantime.increment = true\nbantime.maxtime = 1d") }), { failures: 4, within: 129_600, for: 3600, atMost: 86_400 });
  assert.match(String(shown({ "jail.local": local.replace("-1", "soon") })), /figure of the jail pbx/);
  assert.deepEqual([secondsOf("1h30m"), secondsOf("600"), secondsOf("1y"), secondsOf("ten"), secondsOf("5 parsecs")], [5400, 600, 31_557_600, null, null]);
});

test("what a file includes before it gives way to it, and what it includes after it does not", () => {
  const including = (which: string): string => `[INCLUDES]\n${which} = more\n\n[asterisk]\nenabled = true\nmaxretry = 7\n`;
  const more = "[asterisk]\nmaxretry = 2\n[INCLUDES]\nbefore = more\n";
  assert.deepEqual(shown({ "jail.local": including("before"), "more": more }), { failures: 7, within: 600, for: 600, atMost: 600 });
  assert.deepEqual(shown({ "jail.local": including("after"), "more": more }), { failures: 2, within: 600, for: 600, atMost: 600 });
});

test("of several jails for SIP the slowest to ban counts, and it is told where it stands", () => {
  const jails = "[asterisk]\nenabled = true\nmaxretry = 3\n[kamailio-auth]\nenabled = true\nmaxretry = 50\nlogpath =\n  /var/log/kamailio.log\n  /var/log/other.log\n";
  const bans = banOf({ "jail.local": jails });
  assert.equal(bans?.ban.spelling, "maxretry of jail kamailio-auth");
  assert.equal(bans === null ? "" : placeOf(bans.at), "jail.local:6:1");
  assert.equal(parseIni({ path: "jail.local", text: jails }).get("kamailio-auth")?.get("logpath")?.value, "\n/var/log/kamailio.log\n/var/log/other.log");
});

test("any text is read without an exception, in time that grows with its length", () => {
  const pieces = fc.constantFrom("[DEFAULT]\n", "[asterisk]\n", "enabled = true\n", "a = %(b)s\n", "b = %(a)s%(a)s\n", "  more\n", "[INCLUDES]\nbefore = jail.local\n", "=\n", "[\n", "\0", "é", "%(", ";");
  fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 30 }), (parts) => void banOf({ "jail.local": parts.join("") })), { numRuns: 300, seed: 20261122 });
  const start = performance.now();
  banOf({ "jail.local": `${"[asterisk]\nenabled = true\n".repeat(20_000)}x = ${"%(x)s".repeat(5000)}\n` });
  assert.ok(performance.now() - start < 3000);
});

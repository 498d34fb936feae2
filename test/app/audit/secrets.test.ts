import assert from "node:assert/strict";
import { test } from "node:test";
import { secretsIn } from "../../../src/app/audit/secrets.js";

function secrets(path: string, text: string): string[] {
  return secretsIn({ path, text }).map(({ start, end }) => text.slice(start, end));
}

/** Lines, each with the one secret that it holds; null where it holds none. */
const LINES: readonly (readonly [path: string, line: string, secret: string | null])[] = [
  ["pjsip.conf", "password=tr0ub4dor ; of the desk phone", "tr0ub4dor"],
  ["pjsip.conf", "password = a b c", "a b c"],
  ["pjsip.conf", "md5_cred=0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"],
  ["pjsip.conf", "password += tr0ub4dor", "tr0ub4dor"],
  ["pjsip.conf", "auth_type=userpass", null],
  ["sip.conf", "register => 1234:tr0ub4dor@sip.example.com/1234", "tr0ub4dor"],
  ["sip.conf", "register => tls://1234:tr0ub4dor:auth@sip.example.com", "tr0ub4dor:auth"],
  ["sip.conf", "register => 1234@sip.example.com", null],
  ["sip.conf", "remotesecret=tr0ub4dor", "tr0ub4dor"],
  ["manager.conf", "secret = ${MANAGER_SECRET}", null],
  ["http.conf", "tlsprivatekey=/etc/asterisk/keys/a.pem", null],
  ["res_odbc.conf", "password => tr0ub4dor", "tr0ub4dor"],
  ["extensions.conf", "exten => 600,1,DISA(4242,internal)", "4242"],
  ["extensions.conf", " same => n,Authenticate(4242)", "4242"],
  ["extensions.conf", " same => n,Authenticate(${PIN})", null],
  ["extensions.conf", " same => n,Set(X=${CURL(https://u:tr0ub4dor@example.com/)})", "tr0ub4dor"],
  ["confbridge.conf", "admin_pin=4242", "4242"],
  ["voicemail.conf", "100 => 4242,Ann Example,ann@example.com", "4242"],
  ["kamailio.cfg", 'modparam("auth_db", "db_url", "mysql://k:tr0ub4dor@localhost/k")', "tr0ub4dor"],
  ["kamailio.cfg", "modparam('auth', 'secret', 'tr0ub4dor')", "tr0ub4dor"],
  ["kamailio.cfg", 'modparam("uac", "auth_password", "tr0ub4dor")', "tr0ub4dor"],
  ["kamailio.cfg", '#!define DB_PASSWORD "tr0ub4dor"', "tr0ub4dor"],
  ["kamailio.cfg", '#!substdef "!DB_PASSWD!tr0ub4dor!g"', "tr0ub4dor"],
  ["kamailio.cfg", '$avp(auth_secret) = "tr0ub4dor";', "tr0ub4dor"],
  ["rtpengine.conf", "redis = tr0ub4dor@127.0.0.1:6379/5", "tr0ub4dor"],
  ["kamailio.cfg", 'loadmodule "auth.so"', null],
];

for (const [path, line, secret] of LINES)
  test(`${path}: ${line}`, () => {
    assert.deepEqual([...new Set(secrets(path, `before\n${line}\nafter\n`))], secret === null ? [] : [secret]);
  });

test("of a value with a semicolon in it all is hidden, and what the engine takes of it by itself too", () => {
  assert.deepEqual(secrets("sip.conf", "secret=ab;cd\n"), ["ab;cd", "ab"]);
});

test("a long file takes no more than its lines do", () => {
  for (const line of ["password=x", "register => aaaaaaaaaa", "passwordpasswordpassword", "mysql://aaaaaaaaaaaaaaaa", "password = ; ; ; ; ; ;", 'modparam("a", "b', "        "]) {
    const began = performance.now();
    secretsIn({ path: "voicemail.conf", text: `${line}\n`.repeat(100_000) });
    secretsIn({ path: "voicemail.conf", text: line.repeat(20_000) });
    assert.ok(performance.now() - began < 8000, line);
  }
});

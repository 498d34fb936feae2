import { posix } from "node:path";
import { span, type SourceFile, type Span } from "../../source/index.js";

/** Words by which Asterisk, Kamailio, databases and shells name what nobody else may know. */
const WORDS = "passw(?:or)?d|passphrase|secret|api_?key|token|md5_?cred|password_digest|mask_key|auth_ha1|dbpass|db_pass|credential";

/** `name = value`, `name => value`, `name: value`, up to a comment. Bounds keep long words from being searched again and again. */
const SETTING = new RegExp(`^[ \\t]*[\\w-]{0,64}(?:${WORDS})[\\w-]{0,64}[ \\t]*(?:\\+?=>?|:)[ \\t]*([^\\s;]\\S*(?:[ \\t]+[^\\s;]\\S*)*)`, "gim");

/** `modparam("auth", "secret", "…")`, the name of the module or the parameter telling. */
const MODPARAM = new RegExp(`modparam\\(\\s*["'][^"']*["']\\s*,\\s*["'][^"']*(?:${WORDS}|passw|auth_pass)[^"']*["']\\s*,\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|'([^']*)')`, "gi");

/** `#!define DB_PASS "…"`, `#!substdef "!DB_PASS!…!g"`, `$var(secret) = "…"`. */
const DEFINE = new RegExp(`^[ \\t]*(?:#!|!!)(?:re|try)?def(?:ine)?[ \\t]+\\w{0,64}(?:${WORDS})\\w{0,64}[ \\t]+["']?([^"'\\s][^"'\\r\\n]*)`, "gim");
const SUBSTDEF = new RegExp(`^[ \\t]*(?:#!|!!)substdefs?[ \\t]+"(.)\\w{0,64}(?:${WORDS})\\w{0,64}\\1([^"\\r\\n]*?)\\1`, "gim");
const VARIABLE = new RegExp(`\\$(?:var|avp|shv|dlg_var)\\([\\w:]{0,64}(?:${WORDS})\\w*\\)[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|'([^']*)')`, "gi");

/** `mysql://user:password@host` and its kin, wherever they stand; without a scheme as in `redis = password@host:port/db`. */
const URL_PASSWORD = /\b[a-z][a-z0-9+]*:\/\/[^\s:@/"']*:([^\s@"']{1,512})@/gi;
const REDIS = /^[ \t]*(?:redis|redis-write|redis-subscribe)[ \t]*=[ \t]*([^\s@]+)@/gim;

/** `register => user[:authuser]:secret@host/extension` of chan_sip and chan_iax2: what stands before the last @, behind the first colon. */
const REGISTER = /^[ \t]*register[ \t]*=>?[ \t]*(?:\w+:\/\/)?[^\s:@;]+:([^\s;]+)@/gim;

/** Numbers that callers must know: DISA(4242,…), Authenticate(4242), `pin => 4242`, ConfBridge's `pin=`, MeetMe's `conf => 600,1234`. */
const DIALPLAN_PIN = /\b(?:DISA|Authenticate|VMAuthenticate)\(([^,()\s$]+)[,)]/gi;
const PIN = /^[ \t]*(?:admin_?)?pin[ \t]*=>?[ \t]*([^\s;,]+)/gim;

/** Mailboxes: `100 => 4242,Name`: the part before the comma is what opens it. */
const MAILBOX = /^[ \t]*\d+[ \t]*=>?[ \t]*([^,;\s]+),/gm;

const EVERYWHERE = [SETTING, MODPARAM, DEFINE, SUBSTDEF, VARIABLE, URL_PASSWORD, REDIS, REGISTER, DIALPLAN_PIN, PIN];

/** What such a setting says where it holds no secret. */
const NO_SECRET = /^(?:yes|no|on|off|true|false|none|null|0|1|\/\S*|\$\{[^}]*\}|\$\w+\([^)]*\))$/i;

/** Places of secrets, so that every report masks them. Better one too many than one too few. */
export function secretsIn(file: SourceFile): readonly Span[] {
  const patterns = posix.basename(file.path).startsWith("voicemail") ? [...EVERYWHERE, MAILBOX] : EVERYWHERE;
  return patterns.flatMap((pattern) =>
    [...file.text.matchAll(pattern)].flatMap((match) => {
      const value = match.slice(1).findLast((group) => group !== undefined && group !== "") ?? "";
      if (value === "" || NO_SECRET.test(value)) return [];
      const start = match.index + match[0].lastIndexOf(value);
      // Asterisk ends a value at a semicolon, whoever wrote it may have meant it as a part of the secret: both are hidden.
      const short = value.search(/;/);
      return [span(file, start, start + value.length), ...(short > 0 ? [span(file, start, start + value.slice(0, short).trimEnd().length)] : [])];
    }),
  );
}

import { Unquotable } from "../problems.js";
import type { Quoted } from "../target.js";

type Text = Quoted<"kamailio">;

// A comment ends at the line's end and a string at its quote; within a string that a function takes, `$` names a
// pseudo-variable and `!`, `/` or `,` may separate the parts of a substitution. What is not plainly harmless is refused.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * A double-quoted string for any place of kamailio.cfg, as an expression or as a function's argument.
 * @throws Unquotable for control characters, `$` (a pseudo-variable to functions), `"`, `\` and backtick, none of which
 *   any name, host name or path of a policy needs
 */
export function string(value: string): Text {
  return `"${bare(value)}"` as Text;
}

/** As `string`, without the quotes: for a part of a longer string. */
export function bare(value: string): Text {
  if (CONTROL.test(value) || /["'\\$`]/.test(value)) throw new Unquotable(`${JSON.stringify(value)} cannot be written into kamailio.cfg: a control character, quote, backslash, backtick or $ is in it`);
  return value as Text;
}

/** A name that stands in a list file or a socket's name: letters, digits, `.`, `_` and `-`. */
export function word(value: string): Text {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(value)) throw new Unquotable(`${JSON.stringify(value)} is not a name that Kamailio's files can hold: letters, digits, ".", "_" and "-" only`);
  return value as Text;
}

/** Text behind a `#`. Characters that could end the line or start a directive there are written as `\uXXXX`. */
export function comment(value: string): Text {
  return value.replace(new RegExp(CONTROL, "g"), escaped).replace(/^[!]/, escaped).replace(/#!|!!|\/\*|\*\//g, (found) => [...found].map(escaped).join("")) as Text;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** An address as URIs, sockets and tls.cfg want it: IPv6 in brackets. */
export function host(address: string): Text {
  if (!/^[0-9A-Fa-f.:]+$/.test(address)) throw new Unquotable(`${JSON.stringify(address)} is not an IP address`);
  return (address.includes(":") ? `[${address}]` : address) as Text;
}

/**
 * A path on a line of tls.cfg, which knows quotes and comments but no escapes.
 * @throws Unquotable for whatever would end the value early
 */
export function tlsPath(path: string): Text {
  if (CONTROL.test(path) || /["'\\#;]/.test(path)) throw new Unquotable(`${JSON.stringify(path)} cannot be written into tls.cfg: a control character, quote, backslash, # or ; is in it`);
  return `"${path}"` as Text;
}

/** A field of a db_text table, where `:` ends the field and `\` escapes (db_text, dbt_file.c). */
export function field(value: string): Text {
  if (value.includes("\u0000")) throw new Unquotable(`${JSON.stringify(value)} holds a NUL character, which no table can`);
  return value.replace(/[\\:\n\r\t]/g, (character) => FIELD_ESCAPES[character] ?? character) as Text;
}

const FIELD_ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", ":": "\\:", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Whole numbers need no quoting; this only marks them as legal. */
export function number(value: number): Text {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  return String(value) as Text;
}

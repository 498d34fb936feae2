import { Unquotable } from "../problems.js";
import type { Quoted } from "../target.js";

/** Text that is legal where this module says. Nothing else makes it. */
export type Text = Quoted<"asterisk">;

// What Asterisk's reader does with a line (main/config.c): `;` begins a comment unless a backslash stands right before
// it, the line is cut at 8191 bytes, blanks at both ends are dropped, and the first sign decides what the line is.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const LONGEST = 4000;

/**
 * The value of `key = value`.
 * @throws Unquotable for control characters, blanks at an end, an empty or an overlong text: the reader would change it
 */
export function value(text: string): Text {
  if (text.search(CONTROL) >= 0) refuse(text, "a control character is in it");
  if (text !== text.trim() || text === "") refuse(text, "blanks at its ends would be dropped");
  if (Buffer.byteLength(text) > LONGEST) refuse(text, "it is too long");
  // A backslash right before our own would not be one of the escape's, but of the text: `\;` reads back as `;` with all before it kept.
  return text.replaceAll(";", "\\;") as Text;
}

/** The name of a section, of an object and of what refers to it: letters, digits, `.`, `_` and `-`. */
export function name(text: string): Text {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text)) refuse(text, 'a name has letters, digits, ".", "_" and "-" only');
  // Sorcery takes these sections for objects whatever type they say (res_sorcery_config.c, explicit_name).
  if (text === "global" || text === "system") refuse(text, "pjsip.conf has a section of this name already");
  return text as Text;
}

/** An extension as it stands in `exten =>`; names are the extensions here, and none of them is a pattern. */
export const extension = (text: string): Text => name(text);

/** A path of a file on the host. */
export function path(text: string): Text {
  if (!text.startsWith("/")) refuse(text, "a path begins with /");
  return value(text);
}

/** An IP address; IPv6 in brackets, as URIs and `bind` want it. */
export function host(address: string): Text {
  return (address.includes(":") ? `[${plainAddress(address)}]` : plainAddress(address)) as Text;
}

/** An IP address or CIDR without brackets, as ACLs and `match` want it. */
export function plainAddress(text: string): Text {
  if (!/^[0-9A-Fa-f.:]+(\/[0-9]{1,3})?$/.test(text)) refuse(text, "it is no address");
  return text as Text;
}

/** Whole numbers need no quoting; this only marks them as legal. */
export function number(count: number): Text {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a whole number: ${count}`);
  return String(count) as Text;
}

/**
 * `"Name" <number>` of `callerid`, which strips one pair of quotes, resolves backslashes and drops dashes and dots from
 * the number (main/callerid.c); an account whose name has any is shown by its name as well.
 */
export function callerId(displayName: string | null, number: string): Text {
  const bare = name(number);
  const display = displayName ?? (/[.-]/.test(number) ? number : null);
  if (display === null) return `<${bare}>` as Text;
  // The field behind it has 80 bytes and is cut in silence (pjsip_configuration.c, caller_id_handler).
  if (Buffer.byteLength(display) > 79) refuse(display, "a display name has 79 bytes at most");
  return value(`"${display.replace(/["\\]/g, "\\$&")}" <${bare}>`);
}

/** Text behind a `;`. Characters that could end the line are written as `\uXXXX`. */
export function comment(text: string): Text {
  return text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`) as Text;
}

/**
 * A POSIX expression of digits for the dialplan's REGEX(). Quotes, `$`, and unbalanced brackets would end it early.
 * @throws RangeError on anything outside the language that src/numbering writes: a bug of ours
 */
export function digitsExpression(text: string): Text {
  if (!/^[0-9()|?[\]{},-]*$/.test(text) || text.length > LONGEST) throw new RangeError(`not an expression of digits: ${text.slice(0, 80)}`);
  return text as Text;
}

/** Digits of a number or prefix. */
export function digits(text: string): Text {
  if (!/^[0-9]*$/.test(text)) refuse(text, "it is not made of digits");
  return text as Text;
}

/** An IANA time zone as GotoIfTime takes it. */
export function timezone(text: string): Text {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(text)) refuse(text, "it is no time zone");
  return text as Text;
}

/** A word of Asterisk's own vocabulary that we wrote ourselves. */
export function word(text: string): Text {
  if (!/^[A-Za-z0-9_.,&:/+@-]+$/.test(text)) throw new RangeError(`not a plain word: ${text}`);
  return text as Text;
}

function refuse(text: string, why: string): never {
  throw new Unquotable(`${JSON.stringify(text.slice(0, 80))} cannot be written into Asterisk's files: ${why}`);
}

import { span, type SourceFile, type Span } from "../../source/index.js";

/**
 * Settings whose values are never to be shown, in all the formats that are read: by the words that Asterisk, Kamailio,
 * databases and shells use for them.
 */
const SETTING = /^[ \t]*(?:[\w-]*(?:passw(?:or)?d|secret|passphrase|api_?key|token|md5_cred|password_digest|mask_key|private_key_password)[\w-]*)[ \t]*(?:=>?|:)[ \t]*(\S.*?)[ \t]*$/gim;

/** `modparam("auth", "secret", "…")`. */
const MODPARAM = /modparam\(\s*"[^"]*"\s*,\s*"[^"]*(?:secret|password|passwd|mask_key|token)[^"]*"\s*,\s*"([^"]*)"/gi;

/** `mysql://user:password@host` and its kin, wherever they stand. */
const URL_PASSWORD = /\b[a-z][a-z0-9+]*:\/\/[^\s:@/"']+:([^\s@/"']+)@/gi;

/** Mailboxes: `100 => 4242,Name`: the part before the comma is what opens it. */
const MAILBOX = /^[ \t]*\d+[ \t]*=>?[ \t]*([^,;\s]+),/gm;

/** Places of secrets, so that every report masks them. */
export function secretsIn(file: SourceFile): readonly Span[] {
  const patterns = /voicemail[^/]*\.conf$/.test(file.path) ? [SETTING, MODPARAM, URL_PASSWORD, MAILBOX] : [SETTING, MODPARAM, URL_PASSWORD];
  return patterns.flatMap((pattern) =>
    [...file.text.matchAll(pattern)].map((match) => {
      const value = match[1] ?? "";
      const start = match.index + match[0].lastIndexOf(value);
      return span(file, start, start + value.length);
    }),
  );
}

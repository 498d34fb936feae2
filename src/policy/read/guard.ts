import { span, wholeFile, type Diagnostic, type SourceFile } from "../../source/index.js";

/** UTF-16 units. Ten thousand accounts are about half of it. */
export const MAX_LENGTH = 2 * 1024 * 1024;

/** Why a text is not worth parsing, or null: too long, or no text at all. Looks at each sign at most once. */
export function refuseText(file: SourceFile): Diagnostic | null {
  const { text } = file;
  if (text.length > MAX_LENGTH) {
    const message = `the policy is ${megabytes(text.length)} MB long; ${megabytes(MAX_LENGTH)} MB is the most that is read`;
    return { level: "error", code: "yaml-too-long", message, at: wholeFile(file), hint: "is this the right file?" };
  }
  const junk = JUNK.exec(text);
  if (junk === null) return null;
  const at = span(file, junk.index, junk.index + 1);
  if (junk[0] === "\ufffd") return { level: "error", code: "yaml-not-text", message: "the text is not UTF-8 from here on", at, hint: "save the policy as UTF-8" };
  const hint = isWide(text) ? "this looks like UTF-16: save the policy as UTF-8" : "a policy is plain UTF-8 text: is this the right file?";
  return { level: "error", code: "yaml-not-text", message: `there is a control character (${codePoint(junk[0])}) here`, at, hint };
}

/** Control characters that YAML forbids, and what decoders write where bytes are not UTF-8. */
const JUNK = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd\ufffe\uffff]/;

/** Latin letters in UTF-16, read byte by byte, have NUL as every other sign. */
function isWide(text: string): boolean {
  const head = text.slice(0, 64);
  return head.split("\0").length > head.length / 3;
}

function codePoint(sign: string): string {
  return `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function megabytes(length: number): string {
  return (length / 1024 / 1024).toFixed(1);
}

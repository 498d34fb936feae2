import { span, type Diagnostic, type SourceFile } from "../../source/index.js";

/** js-yaml's objections in words that say what to do. Its own are kept where they say enough. */
const ADVICE: readonly { readonly when: RegExp; readonly code: string; readonly message: string; readonly hint: string }[] = [
  { when: /^tab characters/, code: "yaml-tab", message: "this line is indented with a tab", hint: "YAML is indented with spaces alone" },
  { when: /^nesting exceeded/, code: "yaml-too-deep", message: "this is nested far deeper than any policy", hint: "is this the right file?" },
  { when: /^deficient indentation/, code: "yaml-unclosed", message: "a bracket or quote that was opened above is still open here", hint: "close it; a line inside of it has to be indented further than its key" },
  { when: /^bad indentation of a (mapping|sequence) entry/, code: "yaml-indentation", message: "the indentation of this line fits no line above it", hint: "keys of one block begin in the same column" },
  { when: /^missed comma between flow/, code: "yaml-comma", message: "a comma is missing before this", hint: "items between [ ] and { } are separated by commas" },
  { when: /^unexpected end of the stream within a flow/, code: "yaml-unclosed", message: "the file ends, and a [ or { is still open", hint: "close it with ] or }" },
  { when: /^unexpected end of the (stream|document) within a (single|double) quoted/, code: "yaml-unclosed", message: "the file ends, and a quote is still open", hint: "close the quote" },
  { when: /^can not read a block mapping entry/, code: "yaml-colon", message: "the key of this colon begins on a line above it", hint: "a line above has no colon of its own: write `key: value`" },
  { when: /^end of the stream or a document separator/, code: "yaml-syntax", message: "this does not belong to anything above it", hint: "a policy is a block of `key: value` lines; a text with `: ` or ` #` in it needs quotes" },
  { when: /^expected ':' after a mapping key/, code: "yaml-colon", message: "a colon and a space are missing after this key", hint: "write `key: value`" },
  { when: /^a whitespace character is expected after the key-value/, code: "yaml-colon", message: "a space is missing after the colon", hint: "write `key: value`" },
  { when: /^unknown escape sequence|^expected hexadecimal/, code: "yaml-escape", message: "this backslash begins no escape that YAML knows", hint: "use single quotes where a backslash is meant as it stands" },
  { when: /^(undeclared tag handle|tag )/, code: "yaml-tag", message: "YAML tags (words that begin with !) are not read in policies", hint: "put the value in quotes if the ! is part of it" },
  { when: /^name of an alias node/, code: "yaml-alias", message: "a plain value cannot begin with *", hint: "put the value in quotes" },
  { when: /^name of an anchor node/, code: "yaml-alias", message: "a plain value cannot begin with &", hint: "put the value in quotes" },
];

/** `::` and `2001:db8::` at the end of a value; YAML takes the last colon for the sign between key and value. */
const ENDS_IN_COLONS = /(?:^|[\s{[,])(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::(?=[\s,}\]]|$)/;

function lineAround(text: string, offset: number): string {
  const from = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1), offset - LONGEST_LINE) + 1;
  return text.slice(from, offset + LONGEST_LINE).split(/[\r\n]/, 1)[0] ?? "";
}

const LONGEST_LINE = 500;

export function explainSyntax(file: SourceFile, reason: string, position: number): Diagnostic {
  const start = Math.min(Math.max(position, 0), file.text.length);
  const at = span(file, start, Math.min(start + 1, file.text.length));
  if (ENDS_IN_COLONS.test(lineAround(file.text, start))) {
    return { level: "error", code: "yaml-colon", message: "an IPv6 address that ends in a colon is read as a key", at, hint: 'put the address in quotes: "::"' };
  }
  const advice = ADVICE.find(({ when }) => when.test(reason));
  if (advice !== undefined) return { level: "error", code: advice.code, message: advice.message, at, hint: advice.hint };
  return { level: "error", code: "yaml-syntax", message: `this is not YAML: ${reason}`, at };
}

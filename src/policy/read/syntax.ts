import { span, type Diagnostic, type SourceFile } from "../../source/index.js";

/** js-yaml's objections in words that say what to do. Its own are kept where they say enough. */
const ADVICE: readonly { readonly when: RegExp; readonly code: string; readonly message: string; readonly hint: string }[] = [
  { when: /^tab characters/, code: "yaml-tab", message: "this line is indented with a tab", hint: "YAML is indented with spaces alone" },
  { when: /^nesting exceeded/, code: "yaml-too-deep", message: "this is nested far deeper than any policy", hint: "is this the right file?" },
  { when: /^(bad indentation of a mapping entry|deficient indentation|bad indentation of a sequence entry)/, code: "yaml-indentation", message: "the indentation of this line fits no line above it", hint: "keys of one block begin in the same column" },
  { when: /^missed comma between flow/, code: "yaml-comma", message: "a comma is missing before this", hint: "items between [ ] and { } are separated by commas" },
  { when: /^unexpected end of the stream within a flow/, code: "yaml-unclosed", message: "the file ends, and a [ or { is still open", hint: "close it with ] or }" },
  { when: /^unexpected end of the (stream|document) within a (single|double) quoted/, code: "yaml-unclosed", message: "the file ends, and a quote is still open", hint: "close the quote" },
  { when: /^expected ':' after a mapping key|^can not read a block mapping entry/, code: "yaml-colon", message: "a colon and a space are missing after this key", hint: "write `key: value`" },
  { when: /^a whitespace character is expected after the key-value/, code: "yaml-colon", message: "a space is missing after the colon", hint: "write `key: value`" },
  { when: /^unknown escape sequence|^expected hexadecimal/, code: "yaml-escape", message: "this backslash begins no escape that YAML knows", hint: "use single quotes where a backslash is meant as it stands" },
  { when: /^(undeclared tag handle|tag )/, code: "yaml-tag", message: "YAML tags (words that begin with !) are not read in policies", hint: "put the value in quotes if the ! is part of it" },
  { when: /^name of an alias node/, code: "yaml-alias", message: "a plain value cannot begin with *", hint: "put the value in quotes" },
  { when: /^name of an anchor node/, code: "yaml-alias", message: "a plain value cannot begin with &", hint: "put the value in quotes" },
];

export function explainSyntax(file: SourceFile, reason: string, position: number): Diagnostic {
  const start = Math.min(Math.max(position, 0), file.text.length);
  const at = span(file, start, Math.min(start + 1, file.text.length));
  const advice = ADVICE.find(({ when }) => when.test(reason));
  if (advice !== undefined) return { level: "error", code: advice.code, message: advice.message, at, hint: advice.hint };
  return { level: "error", code: "yaml-syntax", message: `this is not YAML: ${reason}`, at };
}

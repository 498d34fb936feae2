import { printable } from "../printable.js";

/** HTML that was made here: whatever of it came from the input is escaped. */
export class Html {
  constructor(readonly source: string) {}
}

type Value = Html | readonly Html[] | string | number;

/**
 * The template of all HTML: texts are escaped, and what acts on the reader's eye instead of being read (controls,
 * bidirectional marks) is spelt out; HTML passes as it is, and lists of it are joined.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.map((part, index) => part + (index < values.length ? sourceOf(values[index] ?? "") : "")).join(""));
}

export const NOTHING = new Html("");

function sourceOf(value: Value): string {
  if (value instanceof Html) return value.source;
  return typeof value === "object" ? value.map(({ source }) => source).join("") : escape(printable(String(value)));
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A sentence, what stands between backticks in it as code. */
export function sentence(text: string): Html {
  return new Html(text.split(/(`[^`\n]+`)/).map((part, index) => (index % 2 === 1 ? html`<code>${part.slice(1, -1)}</code>` : html`${part}`).source).join(""));
}

/** Paragraphs as rules write them: hard line breaks mean nothing, an empty line ends one. */
export function paragraphs(text: string): Html {
  return html`${text.trim().split(/\n{2,}/).map((block) => html`<p>${sentence(block.replace(/\s*\n\s*/g, " "))}</p>`)}`;
}

/** Text whose line breaks count, e.g. a fix of several lines. */
export function lines(text: string): Html {
  return new Html(text.trim().split("\n").map((line) => sentence(line).source).join("<br>"));
}

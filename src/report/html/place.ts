import { placeOf, type Span } from "../../source/index.js";
import type { Masker } from "../mask.js";
import { snippetOf, splitAtUnderline } from "../snippet.js";
import { html, NOTHING, type Html } from "./text.js";

/** Longest line of a file that is shown whole. */
const COLUMNS = 240;

/** `file:line:column`; a name in another direction of writing keeps to itself. */
export function place(span: Span): Html {
  return html`<bdi>${placeOf(span)}</bdi>`;
}

/** The line that a span starts on, secrets masked, with the part that matters marked. */
export function source(span: Span, masker: Masker): Html {
  const snippet = snippetOf(span, masker, COLUMNS);
  if (snippet === null) return NOTHING;
  const [before, marked, after] = splitAtUnderline(snippet);
  const more = snippet.lastLine > snippet.line ? html` <span class="line">(to line ${snippet.lastLine})</span>` : NOTHING;
  return html`<pre class="source"><span class="line">${snippet.line}  </span>${before}<mark>${marked}</mark>${after}${more}</pre>`;
}

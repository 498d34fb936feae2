import { COLLECTION_STYLE } from "js-yaml";

export const FLOW_STYLE = COLLECTION_STYLE.FLOW;

/** Offset behind the bracket that closes a flow collection, from the end of its last item; js-yaml does not tell it. */
export function endOfFlow(text: string, from: number, bracket: "]" | "}"): number {
  let at = from;
  while (at < text.length) {
    const sign = text[at];
    if (sign === bracket) return at + 1;
    if (sign === "#") at = endOfLine(text, at);
    else at += 1;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at += 1;
  return at;
}

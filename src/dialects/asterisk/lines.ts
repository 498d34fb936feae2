import { skipBytes } from "./bytes.js";

/** The engine reads into 8192 bytes, one of them for the terminator (main/config.c, config_text_file_load). */
const LINE_BYTES = 8191;

/** A physical line: [start, end) without its line feed; `tooLong` lines are skipped by the engine. */
export type VisitLine = (start: number, end: number, tooLong: boolean) => void;

/**
 * Cuts a text as repeated fgets() calls do: at line feeds alone (a lone carriage return is data), and inside a line that is
 * too long but holds a NUL, for the engine measures a line with strlen(). What follows a NUL is not seen.
 * @param keepMark whether a byte order mark is data
 */
export function eachLine(text: string, keepMark: boolean, visit: VisitLine): void {
  const first = !keepMark && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let start = first; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    eachChunk(text, start, end, visit);
    start = end + 1;
  }
}

/** One line, in as many pieces as fgets() would read it. Searches only inside the line, so the whole stays linear. */
function eachChunk(text: string, start: number, end: number, visit: VisitLine): void {
  const line = text.slice(start, end);
  const nul = line.indexOf("\0");
  if (fits(line, 0)) visit(start, nul < 0 ? end : start + nul, false);
  else if (nul < 0) visit(start, end, true);
  else eachLongChunk(line, start, visit);
}

/** Whether the rest of a line and its line feed go into one read that is not taken for a line too long. */
function fits(line: string, from: number): boolean {
  return skipBytes(line, from, line.length, LINE_BYTES - 1) === line.length;
}

/** A chunk with a NUL ends the line for the engine, wherever it stands; a full chunk without one is skipped with all up to the next such end. */
function eachLongChunk(line: string, base: number, visit: VisitLine): void {
  for (let at = 0, skipping = false; at < line.length; ) {
    const last = fits(line, at);
    const next = last ? line.length : skipBytes(line, at, line.length, LINE_BYTES);
    const nul = line.slice(at, next).indexOf("\0");
    const ends = last || nul >= 0;
    if (skipping) skipping = !ends;
    else {
      visit(base + at, base + (nul < 0 ? next : at + nul), !ends);
      skipping = !ends;
    }
    at = next;
  }
}

/** Asterisk counts bytes of UTF-8 where a SourceFile holds UTF-16; these helpers count for it. */

/** Bytes that a UTF-16 code unit takes in UTF-8; a surrogate pair takes four, two for each half. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}

/** The first offset at or after `from` by which more than `limit` bytes have passed, at most `to`. */
export function skipBytes(text: string, from: number, to: number, limit: number): number {
  if ((to - from) * 3 <= limit) return to;
  let bytes = 0;
  for (let at = from; at < to; at += 1) {
    bytes += bytesOf(text.charCodeAt(at));
    if (bytes > limit) return at;
  }
  return to;
}

/** The text as a C buffer of `size` bytes keeps it: at most size - 1 bytes. A character cut in two ends as U+FFFD, as a decoder shows it. */
export function truncated(text: string, size: number): string {
  const end = skipBytes(text, 0, text.length, size - 1);
  if (end === text.length) return text;
  const kept = text.slice(0, end);
  let bytes = 0;
  for (let at = 0; at < end; at += 1) bytes += bytesOf(text.charCodeAt(at));
  return bytes < size - 1 ? `${kept}\ufffd` : kept;
}

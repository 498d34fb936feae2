/** What an archive holds, in order. Contents are views into the archive's bytes. */
export type TarEntry =
  | { readonly kind: "file"; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: "link"; readonly path: string; readonly target: string }
  /** A device, a sparse file or the like. */
  | { readonly kind: "other"; readonly path: string };

export interface TarReading {
  readonly entries: readonly TarEntry[];
  /** Where and why the reading ended early; null where the archive was read to its end. */
  readonly damage: { readonly offset: number; readonly reason: string } | null;
}

const BLOCK = 512;

/**
 * Reads a tar archive: ustar, with the long names of GNU tar and of pax (IEEE Std 1003.1, pax). Never throws, writes nothing;
 * names are given as they stand, and are the caller's to distrust.
 */
export function readTar(bytes: Uint8Array): TarReading {
  const entries: TarEntry[] = [];
  let next: Extended = {};
  for (let offset = 0; offset + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) return { entries, damage: null };
    const size = next.size ?? numberAt(header, 124, 12);
    if (checksumOf(header) !== numberAt(header, 148, 8) || size === null) return { entries, damage: { offset, reason: "there is no header of a tar archive" } };
    const from = offset + BLOCK;
    if (from + size > bytes.length) return { entries, damage: { offset, reason: "it ends in the middle of a file" } };
    const content = bytes.subarray(from, from + size);
    const type = String.fromCharCode(header[156] ?? 0);
    const extended = extendedBy(type, content, next);
    if (extended === null) entries.push(entryOf(type, header, content, next));
    next = extended ?? {};
    offset = from + Math.ceil(size / BLOCK) * BLOCK;
  }
  return { entries, damage: bytes.length === 0 ? { offset: 0, reason: "it is empty" } : null };
}

/** What goes before an entry and says more of it than its header can. */
interface Extended {
  readonly path?: string;
  readonly target?: string;
  readonly size?: number;
}

/** Null where the entry is one of its own. */
function extendedBy(type: string, content: Uint8Array, before: Extended): Extended | null {
  if (type === "L") return { ...before, path: textOf(content) };
  if (type === "K") return { ...before, target: textOf(content) };
  if (type === "x") return { ...before, ...paxRecords(content) };
  return type === "g" ? before : null; // of all files: nothing that matters here
}

/** Records are `LENGTH KEY=VALUE\n`, the length counting itself. */
function paxRecords(content: Uint8Array): Extended {
  let found: Extended = {};
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = Number(textOf(content.subarray(at, Math.max(at, Math.min(space, at + 20)))));
    if (space < 0 || !Number.isInteger(length) || length <= 0) break;
    const [, key, value = ""] = /^([^=]*)=([^]*?)\n?$/.exec(new TextDecoder().decode(content.subarray(space + 1, at + length))) ?? [];
    if (key === "path") found = { ...found, path: value };
    if (key === "linkpath") found = { ...found, target: value };
    if (key === "size" && /^\d{1,15}$/.test(value)) found = { ...found, size: Number(value) };
    at += length;
  }
  return found;
}

function entryOf(type: string, header: Uint8Array, bytes: Uint8Array, { path, target }: Extended): TarEntry {
  const prefix = textOf(header.subarray(257, 262)) === "ustar" && header[262] === 0 ? textOf(header.subarray(345, 500)) : "";
  const name = path ?? (prefix === "" ? "" : `${prefix}/`) + textOf(header.subarray(0, 100));
  if (type === "1" || type === "2") return { kind: "link", path: name, target: (type === "1" ? "/" : "") + (target ?? textOf(header.subarray(157, 257))) };
  return "0\0\x37".includes(type) && !name.endsWith("/") ? { kind: "file", path: name, bytes } : { kind: "other", path: name };
}

/** Up to the first NUL. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or GNU's binary form for what has no room in them; null for what is no size. */
function numberAt(header: Uint8Array, at: number, length: number): number | null {
  const field = header.subarray(at, at + length);
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : null;
  }
  const text = textOf(field).trim();
  return /^[0-7]*$/.test(text) ? Number.parseInt(text || "0", 8) : null;
}

/** The sum of the header's bytes, its own field counted as blanks. */
function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}

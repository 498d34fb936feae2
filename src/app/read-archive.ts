import { posix } from "node:path";
import { gunzipSync } from "node:zlib";
import { decode, MOST_BYTES, refused, type Loaded } from "../source/load.js";
import { isMissed } from "./audit/recognise.js";
import { isBinary, linkWarning, MOST_FILES, MOST_TOTAL, type PassedOver } from "./input-bounds.js";
import { readTar } from "./tar.js";

/** Text packs ten to one; far more than that is a bomb. So much is let through whatever the ratio: archives are padded with zeros. */
const FREE = 64 * 1024 * 1024;
const MOST_RATIO = 100;

interface ArchiveReading {
  readonly loaded: readonly Loaded[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * The files of a .tar or .tar.gz as if its name were a folder's. All of it stays in memory, and nothing in it can name a
 * place outside of it.
 */
export function readArchive(shown: string, bytes: Uint8Array): ArchiveReading {
  const unpacked = unpack(bytes);
  if (typeof unpacked === "string") return { loaded: [refused(shown, unpacked)], passedOver: [] };
  const { entries, damage } = readTar(unpacked);
  const contents = new Map<string, Loaded>();
  const links: { readonly path: string; readonly target: string }[] = [];
  const passedOver: PassedOver[] = [];
  const pass = (path: string, reason: string): void => void passedOver.push({ path: `${shown}/${path}`, reason });
  for (const entry of entries) {
    const inside = placeInside(entry.path);
    if (inside === null) pass(entry.path, "its name leads out of the archive");
    else if (entry.kind === "link") links.push({ path: inside, target: placeInside(entry.target.startsWith("/") ? entry.target : posix.join(posix.dirname(inside), entry.target)) ?? "" });
    else if (entry.kind === "file" && contents.size < MOST_FILES) take(inside, entry.bytes);
    else if (entry.kind === "other" && !entry.path.endsWith("/")) pass(inside, "no regular file");
  }
  for (const { path, target } of links) follow(path, target);
  const broken = damage === null ? [] : [refused(shown, `the archive is damaged at byte ${damage.offset}: ${damage.reason}`)];
  const many = contents.size < MOST_FILES ? [] : [refused(shown, `it holds more than ${MOST_FILES} files`)];
  return { loaded: [...broken, ...many, ...[...contents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, loaded]) => loaded)], passedOver };

  function take(inside: string, content: Uint8Array): void {
    const path = `${shown}/${inside}`;
    if (content.length > MOST_BYTES && !isMissed(inside)) return pass(inside, `larger than ${MOST_BYTES / 1024 / 1024} MB`);
    const loaded = decode(path, content.length > MOST_BYTES ? "too large" : content);
    if (isBinary(loaded.file.text) && !isMissed(inside)) pass(inside, "not a text");
    else contents.set(inside, loaded);
  }

  function follow(path: string, target: string): void {
    const meant = contents.get(target);
    if (meant === undefined) {
      pass(path, "a link that leads out of the archive, or to a folder");
      if (isMissed(path)) contents.set(path, linkWarning(`${shown}/${path}`));
      return;
    }
    contents.delete(target);
    contents.set(path, { ...meant, file: { path: `${shown}/${path}`, text: meant.file.text } });
    pass(target, `read as ${path}, which is a link to it`);
  }
}

/** A member's name as a path below the archive; null where it climbs out. Absolute names lie below it as well. */
function placeInside(name: string): string | null {
  const path = posix.normalize(name.replace(/^\/+/, ""));
  return path === ".." || path.startsWith("../") ? null : path;
}

/** Told by its first bytes: gzip's mark, or the one that tar puts into each header. */
export function isArchive(bytes: Uint8Array): boolean {
  return (bytes[0] === 0x1f && bytes[1] === 0x8b) || new TextDecoder().decode(bytes.subarray(257, 262)) === "ustar";
}

/** The bytes, or why there are none. */
function unpack(bytes: Uint8Array): Uint8Array | string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.length > MOST_TOTAL ? tooMuch(MOST_TOTAL) : bytes;
  const most = Math.min(MOST_TOTAL, Math.max(FREE, bytes.length * MOST_RATIO));
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return error.code === "ERR_BUFFER_TOO_LARGE" ? tooMuch(most) : "it is damaged, or no gzip file";
  }
}

function tooMuch(most: number): string {
  return `it unpacks to more than ${Math.floor(most / 1024 / 1024)} MB, far too much for configurations of its size`;
}

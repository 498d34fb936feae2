import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { posix, resolve, sep } from "node:path";
import { loadFile, MOST_BYTES, readBytes, reasonOf, refused, shownPath, type Loaded } from "../source/load.js";
import { isMissed } from "./audit/recognise.js";
import { isBinary, linkWarning, MOST_FILES, MOST_TOTAL, type PassedOver } from "./input-bounds.js";
import { readArchive } from "./read-archive.js";

export interface Tree {
  readonly loaded: readonly Loaded[];
  /** What the user gave, as paths are shown. */
  readonly roots: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

const ARCHIVE = /\.(?:tar|tar\.gz|tgz)$/i;
const PACKED = /\.(?:zip|7z|rar|tar\.\w+|tbz2?|txz|gz|bz2|xz|zst)$/i;

/**
 * The files below the paths given, in a stable order, those in archives among them. Nothing is followed out of what the user
 * gave, nothing is written, and nothing is read but regular files, so many and so large as fits a configuration.
 */
export function readTree(paths: readonly string[], cwd: string): Tree {
  const walk = new Walk(cwd);
  for (const path of new Set(paths.map((each) => each.replaceAll(sep, "/")))) walk.give(path);
  return walk.tree();
}

interface Link {
  readonly path: string;
  readonly target: string;
}

class Walk {
  readonly #loaded: Loaded[] = [];
  readonly #roots: string[] = [];
  readonly #passedOver: PassedOver[] = [];
  readonly #links: Link[] = [];
  /** Real paths of the folders given, and of what was read in them. */
  readonly #within: string[] = [];
  readonly #byRealPath = new Map<string, number>();
  #bytes = 0;
  #full = false;

  constructor(readonly cwd: string) {}

  /** A path that the user names may be a link; one met on the way is looked at when all is read. */
  give(path: string): void {
    const shown = posix.normalize(shownPath(path, this.cwd) || ".");
    this.#roots.push(shown.replace(/(.)\/$/, "$1"));
    try {
      const stat = statSync(resolve(this.cwd, path));
      if (stat.isDirectory()) {
        this.#within.push(realpathSync(resolve(this.cwd, path)));
        this.#folder(path);
      } else if (ARCHIVE.test(path)) this.#archive(path, shown);
      else if (PACKED.test(path)) this.#loaded.push(refused(shown, "it is packed; give a .tar, .tar.gz or .tgz, or unpack it"));
      else this.#file(path, stat.size, true);
    } catch (error) {
      this.#loaded.push(refused(shown, reasonOf(error)));
    }
  }

  tree(): Tree {
    for (const link of this.#links) this.#follow(link);
    return { loaded: this.#loaded, roots: this.#roots, passedOver: this.#passedOver.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
  }

  #folder(path: string): void {
    for (const name of readdirSync(resolve(this.cwd, path)).sort()) {
      if (this.#full) return;
      this.#meet(posix.join(path, name));
    }
  }

  #meet(path: string): void {
    const full = resolve(this.cwd, path);
    try {
      const stat = lstatSync(full);
      if (stat.isDirectory()) this.#folder(path);
      else if (stat.isSymbolicLink()) this.#links.push({ path, target: full });
      else if (!stat.isFile()) this.#pass(path, "no regular file");
      else if (ARCHIVE.test(path) || PACKED.test(path)) this.#pass(path, "packed; give it by itself to have it read");
      else this.#file(path, stat.size, false);
    } catch (error) {
      this.#unreadable(path, reasonOf(error));
    }
  }

  #file(path: string, size: number, named: boolean): void {
    if (size > MOST_BYTES && !named) return this.#unreadable(path, `larger than ${MOST_BYTES / 1024 / 1024} MB`);
    if (!this.#hasRoom(path, size)) return;
    const loaded = loadFile(path, this.cwd);
    if (loaded.unreadable && !named) return this.#unreadable(path, loaded.diagnostics[0]?.message.replace("cannot be read: ", "") ?? "");
    if (!named && isBinary(loaded.file.text) && !isMissed(path)) return this.#pass(path, "not a text");
    this.#byRealPath.set(realpathSync(resolve(this.cwd, path)), this.#loaded.length);
    this.#loaded.push(loaded);
  }

  #archive(path: string, shown: string): void {
    const bytes = readBytes(resolve(this.cwd, path));
    const { loaded, passedOver } = bytes === "too large" ? { loaded: [refused(shown, `it is larger than ${MOST_BYTES / 1024 / 1024} MB`)], passedOver: [] } : readArchive(shown, bytes);
    for (const one of loaded) if (this.#hasRoom(shown, one.file.text.length)) this.#loaded.push(one);
    this.#passedOver.push(...passedOver);
  }

  /** False, and an error once, where the audit would take more than fits. */
  #hasRoom(path: string, size: number): boolean {
    this.#bytes += size;
    if (!this.#full && this.#loaded.length < MOST_FILES && this.#bytes <= MOST_TOTAL) return true;
    if (!this.#full) this.#loaded.push(refused(shownPath(path, this.cwd), `here and behind it nothing was read: an audit takes ${MOST_FILES} files and ${MOST_TOTAL / 1024 / 1024} MB at most; give the folders that matter`));
    this.#full = true;
    return false;
  }

  /** What an audit would miss makes its judgement worth little; the rest is told and no more. */
  #unreadable(path: string, reason: string): void {
    const shown = shownPath(path, this.cwd);
    if (isMissed(path) || /(?:^|\/)(?:asterisk|kamailio|iptables|fail2ban|rtpengine)$/.test(path)) this.#loaded.push(refused(shown, reason));
    else this.#pass(path, reason);
  }

  #pass(path: string, reason: string): void {
    this.#passedOver.push({ path: shownPath(path, this.cwd), reason });
  }

  /** A link to a file that was read anyway gives it the name by which engines know it. */
  #follow({ path, target }: Link): void {
    const shown = shownPath(path, this.cwd);
    const index = this.#byRealPath.get(realPathOf(target) ?? "");
    const meant = index === undefined ? undefined : this.#loaded[index];
    if (index !== undefined && meant !== undefined && !meant.unreadable) {
      this.#pass(meant.file.path, `read as ${shown}, which is a link to it`);
      this.#loaded[index] = { ...meant, file: { path: shown, text: meant.file.text } };
      this.#byRealPath.delete(realPathOf(target) ?? "");
      return;
    }
    this.#pass(path, "a link that leads out of what was given, or to a folder");
    if (isMissed(path)) this.#loaded.push(linkWarning(shown));
  }
}

function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null; // leads nowhere, or where we may not look
  }
}

import type { SourceFile } from "../../source/index.js";

/**
 * Where included files come from. A pattern is absolute, as the engine makes it: what is not absolute in a file lies below the
 * configuration folder. An implementation gives the files it was allowed to read and never follows a path out of them.
 */
export interface ConfigFiles {
  /** The engine's configuration folder (astetcdir), absolute, e.g. `/etc/asterisk`. */
  readonly folder: string;
  /**
   * The files that the pattern names, sorted as glob(3) does, empty where there are none; `outside` where it leads out of the
   * given roots, so that nobody can tell what the engine would find.
   */
  find(pattern: string): readonly SourceFile[] | "outside";
}

/**
 * Files held in memory.
 * @param folder the engine's configuration folder, e.g. `/etc/asterisk`
 * @param files absolute path in the engine's world, and the file as the user knows it
 * @param roots folders that were given whole: a path in one of them that is not in `files` does not exist
 */
export function filesInMemory(folder: string, files: ReadonlyMap<string, SourceFile>, roots: readonly string[] = [folder]): ConfigFiles {
  const paths = [...files.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const known = roots.map((root) => `${resolved(root)}/`);
  return {
    folder,
    find(pattern) {
      const found = new Map<string, SourceFile>();
      for (const plain of braces(pattern)) {
        const path = resolved(plain);
        if (!known.some((root) => `${path}/`.startsWith(root))) return "outside";
        for (const candidate of hasMagic(path) ? paths.filter(globMatcher(path)) : [path]) {
          const file = files.get(candidate);
          if (file !== undefined) found.set(candidate, file);
        }
      }
      return [...found.values()];
    },
  };
}

/** `a/./b/../c` becomes `a/c`. Links are the concern of whoever collects the files. */
function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function hasMagic(path: string): boolean {
  return /[*?[]/.test(path);
}

/** Alternatives of `{a,b}`; a bound keeps hostile patterns from multiplying. */
function braces(pattern: string, limit = 64): string[] {
  const match = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (match === null) return [pattern];
  const [whole, inside = ""] = match;
  const head = pattern.slice(0, match.index);
  const tail = pattern.slice(match.index + whole.length);
  return inside.split(",").slice(0, limit).flatMap((choice) => braces(head + choice + tail, Math.max(1, Math.floor(limit / 4)))).slice(0, limit);
}

/** Matches part by part without backtracking over slashes; a leading dot must be written out, as in glob(3). */
function globMatcher(pattern: string): (path: string) => boolean {
  const parts = pattern.split("/");
  return (path) => {
    const pieces = path.split("/");
    return pieces.length === parts.length && parts.every((part, index) => globPart(part, pieces[index] ?? ""));
  };
}

/** fnmatch() of one path component: `*`, `?`, `[set]`, `\` escapes. Linear in pattern times text. */
function globPart(pattern: string, text: string): boolean {
  if (text.startsWith(".") && !pattern.startsWith(".")) return false;
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const step = pattern[p] === "*" ? 0 : matchOne(pattern, p, text[t] ?? "");
    if (pattern[p] === "*") {
      star = p;
      resume = t;
      p += 1;
    } else if (step > 0) {
      p += step;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else return false;
  }
  while (pattern[p] === "*") p += 1;
  return p >= pattern.length;
}

/** How many characters of the pattern match this one; 0 for none. */
function matchOne(pattern: string, at: number, char: string): number {
  const head = pattern[at];
  if (head === undefined) return 0;
  if (head === "?") return 1;
  if (head === "\\" && at + 1 < pattern.length) return pattern[at + 1] === char ? 2 : 0;
  const close = head === "[" ? pattern.indexOf("]", at + (/^\[[!^]/.test(pattern.slice(at, at + 2)) ? 3 : 2)) : -1;
  if (close < 0) return head === char ? 1 : 0;
  return inSet(pattern.slice(at + 1, close), char) ? close - at + 1 : 0;
}

function inSet(set: string, char: string): boolean {
  const negated = set.startsWith("!") || set.startsWith("^");
  let found = false;
  for (let at = negated ? 1 : 0; at < set.length; at += 1) {
    if (set[at + 1] === "-" && at + 2 < set.length) {
      found ||= char >= (set[at] ?? "") && char <= (set[at + 2] ?? "");
      at += 2;
    } else found ||= set[at] === char;
  }
  return found !== negated;
}

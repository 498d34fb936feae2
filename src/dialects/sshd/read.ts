import type { SshdMatch, SshdSetting, SshdSystem } from "../../posture/index.js";
import { span, type SourceFile } from "../../source/index.js";

/** The files that a pattern names, in the order of glob(3), or null where nothing of its folder was given. */
export type Include = (pattern: string, from: SourceFile) => readonly SourceFile[] | null;

type Settings = Map<string, SshdSetting[]>;

interface Reading {
  readonly include: Include;
  readonly settings: Settings;
  readonly matches: (SshdMatch & { readonly settings: Settings })[];
  /** Where lines go now: the whole server's, or those of a Match. */
  current: Settings;
  complete: boolean;
}

/** OpenSSH ends there too (servconf.c: SERVCONF_MAX_DEPTH). */
const DEEPEST = 16;

/**
 * Reads sshd_config(5) as servconf.c does: keywords without regard to case, `Keyword value` or `Keyword=value`, files included
 * where they are named. A Match of an included file ends with that file. Never throws.
 */
export function readSshd(file: SourceFile, include: Include): SshdSystem {
  const settings: Settings = new Map();
  const reading: Reading = { include, settings, matches: [], current: settings, complete: true };
  readFile(file, reading, 0);
  return { path: file.path, at: span(file, 0, 0), complete: reading.complete, settings, matches: reading.matches };
}

function readFile(file: SourceFile, reading: Reading, depth: number): void {
  const before = reading.current;
  let start = 0;
  for (const line of file.text.split("\n")) {
    readLine(file, line, start, reading, depth);
    start += line.length + 1;
  }
  reading.current = before;
}

function readLine(file: SourceFile, line: string, start: number, reading: Reading, depth: number): void {
  const parts = /^[ \t\f]*([A-Za-z][A-Za-z0-9]*)(?:[ \t]*=[ \t]*|[ \t]+)(.*?)[ \t\r\f]*$/.exec(line);
  if (parts === null) return;
  const [whole, keyword = "", rest = ""] = parts;
  const from = start + whole.indexOf(keyword);
  const at = span(file, from, start + whole.trimEnd().length);
  const value = unquoted(rest);
  switch (keyword.toLowerCase()) {
    case "match":
      reading.current = new Map();
      reading.matches.push({ condition: value, at, settings: reading.current });
      return;
    case "include":
      return includeAll(value, file, reading, depth);
    default: {
      const key = keyword.toLowerCase();
      const known = reading.current.get(key);
      if (known === undefined) reading.current.set(key, [{ value, at }]);
      else known.push({ value, at });
    }
  }
}

/** Comments may follow the arguments since OpenSSH 8.5. */
function unquoted(text: string): string {
  const words = [...text.matchAll(/"([^"]*)"|[^\s"]+/g)].map((match) => ({ text: match[1] ?? match[0], comment: match[1] === undefined && match[0].startsWith("#") }));
  const end = words.findIndex(({ comment }) => comment);
  return words.slice(0, end < 0 ? words.length : end).map((word) => word.text).join(" ");
}

function includeAll(value: string, from: SourceFile, reading: Reading, depth: number): void {
  for (const pattern of value.split(" ").filter((word) => word !== "")) {
    const files = reading.include(pattern, from);
    if (files === null) reading.complete = false;
    else if (depth < DEEPEST) for (const file of files) readFile(file, reading, depth + 1);
  }
}

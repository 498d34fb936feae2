/**
 * Whether a dialled string fits an extension, as extension_match_core() of main/pbx.c decides it.
 * `early` means that a `!` took it: it fits, and more digits might come.
 */
export function matchExtension(extension: string, dialled: string): "no" | "yes" | "early" {
  const plain = dialled.replaceAll("-", "");
  if (!extension.startsWith("_")) return extension.replaceAll("-", "") === plain ? "yes" : "no";
  let at = 0;
  for (const { kind, fits } of readPattern(extension)) {
    const char = plain[at];
    if (char === undefined) return kind === "any-more" ? "early" : "no";
    if (kind === "any") return "yes";
    if (kind === "any-more") return "early";
    if (!fits(char)) return "no";
    at += 1;
  }
  return at === plain.length ? "yes" : "no";
}

export interface PatternPart {
  /** `one` character, `any` number of at least one (`.`), or `any-more` with none as well (`!`). */
  readonly kind: "one" | "any" | "any-more";
  readonly fits: (char: string) => boolean;
  readonly text: string;
}

const between = (least: string, most: string) => (char: string): boolean => char >= least && char <= most;

/** The parts of a pattern, without its underscore. A bracket that is never closed fits nothing. */
export function readPattern(extension: string): PatternPart[] {
  const parts: PatternPart[] = [];
  for (let at = 1; at < extension.length; at += 1) {
    const text = extension[at] ?? "";
    if (text === "-") continue;
    if (text === "[") {
      const close = extension.indexOf("]", at);
      if (close < 0) return [...parts, { kind: "one", fits: () => false, text: extension.slice(at) }];
      const set = extension.slice(at + 1, close);
      if (set !== "") parts.push({ kind: "one", fits: (char) => inSet(set, char), text: `[${set}]` });
      at = close;
    } else parts.push(single(text));
  }
  return parts;
}

function single(text: string): PatternPart {
  switch (text) {
    case "N": case "n":
      return { kind: "one", fits: between("2", "9"), text };
    case "X": case "x":
      return { kind: "one", fits: between("0", "9"), text };
    case "Z": case "z":
      return { kind: "one", fits: between("1", "9"), text };
    case ".":
      return { kind: "any", fits: () => true, text };
    case "!":
      return { kind: "any-more", fits: () => true, text };
    default:
      return { kind: "one", fits: (char) => char === text, text };
  }
}

function inSet(set: string, char: string): boolean {
  for (let at = 0; at < set.length; at += 1) {
    if (at + 2 < set.length && set[at + 1] === "-") {
      if (char >= (set[at] ?? "") && char <= (set[at + 2] ?? "")) return true;
      at += 2;
    } else if (set[at] === char) return true;
  }
  return false;
}

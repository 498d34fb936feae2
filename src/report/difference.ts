import { painter, type Colour } from "./paint.js";
import { printable } from "./printable.js";
import type { Style } from "./report.js";

/** Unified diffs, as `patch` and people read them. */
export function diffText(files: readonly { readonly path: string; readonly patch: string }[], style: Style): string {
  const paint = painter(style.colour);
  const lines = files.flatMap(({ patch }) => patch.trimEnd().split("\n"));
  return lines.map((line) => `${paint(line.split("\t").map(printable).join("\t"), ...colourOf(line))}\n`).join("");
}

function colourOf(line: string): Colour[] {
  if (/^(---|\+\+\+) /.test(line)) return ["bold"];
  if (line.startsWith("@@")) return ["cyan"];
  return line.startsWith("+") ? ["green"] : line.startsWith("-") ? ["red"] : [];
}

/** What two policies say differently, one setting a line. */
export function meaningText(changes: readonly { readonly path: string; readonly before: string | null; readonly after: string | null }[], style: Style): string {
  if (changes.length === 0) return "";
  const paint = painter(style.colour);
  const shown = (value: string | null, colour: Colour): string => (value === null ? paint("(nothing)", "dim") : paint(printable(value), colour));
  return `${changes.map(({ path, before, after }) => `${printable(path)}: ${shown(before, "red")} -> ${shown(after, "green")}\n`).join("")}\n`;
}

import { painter, type Colour } from "./paint.js";
import { printable } from "./printable.js";
import type { Style } from "./report.js";

/** Unified diffs, as `patch` and people read them, then how many files differ in their header alone. */
export function diffText({ files, headerAlone }: { readonly files: readonly { readonly path: string; readonly patch: string }[]; readonly headerAlone: readonly string[] }, style: Style): string {
  const paint = painter(style.colour);
  const lines = files.flatMap(({ patch }) => patch.trimEnd().split("\n"));
  const shown = lines.map((line) => `${paint(line.split("\t").map(printable).join("\t"), ...colourOf(line))}\n`).join("");
  const many = headerAlone.length === 1 ? "1 file differs" : `${headerAlone.length} files differ`;
  return headerAlone.length === 0 ? shown : `${shown}${paint(`${many} in the policy's hash alone`, "dim")}\n`;
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

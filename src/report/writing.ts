import { painter, type Colour } from "./paint.js";
import { printable } from "./printable.js";
import type { Style } from "./report.js";

/** What was written, or would be. */
export interface Writing {
  /** As the user named it. */
  readonly folder: string;
  /** Nothing was written: it was only asked. */
  readonly asked: boolean;
  readonly files: readonly { readonly path: string; readonly kind: "create" | "update" | "mode" | "unchanged" | "remove"; readonly mode: number | null }[];
  readonly steps: readonly { readonly place: string; readonly commands: readonly string[] }[];
}

const DONE: Readonly<Record<Writing["files"][number]["kind"], readonly [done: string, asked: string, Colour]>> = {
  create: ["created", "would create", "green"], update: ["updated", "would update", "yellow"], mode: ["mode set", "would set mode of", "yellow"],
  unchanged: ["unchanged", "unchanged", "dim"], remove: ["removed", "would remove", "red"],
};

/** The files, one a line, then how to load them. */
export function writingText({ folder, asked, files, steps }: Writing, style: Style): string {
  const paint = painter(style.colour);
  const changed = files.filter(({ kind }) => kind !== "unchanged");
  const lines = changed.map(({ path, kind, mode }) => `${paint(DONE[kind][asked ? 1 : 0], DONE[kind][2])} ${printable(`${folder}/${path}`)}${mode === 0o600 ? " (mode 600: holds secrets)" : ""}`);
  const same = files.length - changed.length;
  const count = `${changed.length} of ${files.length} files ${asked ? "would change" : "changed"} in ${printable(folder)}${same > 0 && changed.length > 0 ? `, ${same} are as they were` : ""}.`;
  const next = asked || steps.length === 0 || changed.length === 0 ? [] : ["", paint("To load them, as root:", "bold"), ...steps.flatMap(({ place, commands }) => [`  ${printable(place)}`, ...commands.map((command) => `    ${printable(command)}`)])];
  return `${[...lines, count, ...next].join("\n")}\n`;
}

/** The members that JSON adds to a report of `render`. */
export function writingJson({ folder, asked, files }: Writing): object {
  return { folder, written: !asked, files: files.map(({ path, kind, mode }) => ({ path, change: kind, mode: mode === null ? null : mode.toString(8).padStart(4, "0") })) };
}

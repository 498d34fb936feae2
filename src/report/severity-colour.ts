import type { Colour } from "./paint.js";
import type { Problem } from "./problem.js";

export const SEVERITY_COLOURS: Readonly<Record<Problem["severity"], Colour>> = {
  critical: "magenta", high: "red", medium: "yellow", low: "cyan", info: "blue", error: "red", warning: "yellow",
};

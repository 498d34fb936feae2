import type { Reporter } from "./report.js";

export const FORMATS = ["terminal", "json", "sarif", "github", "html"] as const;
export type Format = (typeof FORMATS)[number];

/** Loads a reporter when it is asked for: a run uses one of them. */
export const loadReporter: Readonly<Record<Format, () => Promise<Reporter>>> = {
  terminal: async () => (await import("./terminal.js")).terminal,
  json: async () => (await import("./json.js")).json,
  sarif: async () => (await import("./sarif.js")).sarif,
  github: async () => (await import("./github.js")).github,
  html: async () => (await import("./html/page.js")).page,
};

export type { Coverage, InputOutcome, Report, Reporter, Style } from "./report.js";

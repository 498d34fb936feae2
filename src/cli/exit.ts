/** What the process says to scripts; the table in docs/cli.md is held equal to this one. */
export const EXIT = {
  clean: 0,
  /** Findings at or above --fail-on, or differences. */
  found: 1,
  /** Wrong usage, an invalid policy, or an output that cannot be written. */
  wrong: 2,
  /** An input could not be read well enough to judge. */
  unreadable: 3,
  /** Our bug. */
  bug: 70,
} as const;

/** The user asked for something that cannot be: one sentence on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

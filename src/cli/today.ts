import { UsageError } from "./exit.js";
import type { Io } from "./io.js";

/** The day of the judgement (ISO, UTC): today unless the command line says another. */
export function todayOf(given: string | undefined, io: Io): string {
  if (given === undefined) return io.now().toISOString().slice(0, 10);
  if (!/^\d{4}-\d\d-\d\d$/.test(given) || Number.isNaN(Date.parse(given))) throw new UsageError(`--today needs a date such as 2027-03-31, not ${given}`);
  return given;
}

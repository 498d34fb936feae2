import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atExit } from "./cleanup.js";

/** A new folder of this process, removed when it ends; RINGFENCE_KEEP=1 keeps all of them for a look. Short: sockets lie in it. */
export function scratch(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `rf-${purpose}-`));
  if (process.env["RINGFENCE_KEEP"] !== "1") atExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Configuration files: a folder of them, or their texts by name. */
export type Configs = string | Readonly<Record<string, string>>;

/** Copies configuration files into a folder. */
export async function layDown(configs: Configs, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (typeof configs === "string") return cp(configs, folder, { recursive: true });
  for (const [name, text] of Object.entries(configs)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text, { mode: 0o600 });
  }
}

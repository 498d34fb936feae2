import { readFileSync } from "node:fs";
import { EXIT } from "../exit.js";
import type { Io } from "../io.js";

/** The schema as it lies in the package; the same file is `ringfence/policy.schema.json` for programs. */
export async function schema(io: Io): Promise<number> {
  io.stdout.write(readFileSync(schemaFile(), "utf8"));
  return EXIT.clean;
}

function schemaFile(): URL {
  return new URL(import.meta.resolve("ringfence/policy.schema.json"));
}

import type { Example } from "./rule.js";

/** The texts of an example, each with the name of its file; a policy's blocks have none. */
export function textsOf(example: Example): readonly { readonly file: string | null; readonly text: string }[] {
  return typeof example === "string" ? [{ file: null, text: example }] : Object.entries(example).map(([file, text]) => ({ file, text }));
}

/** What highlighters call the language of a file. */
export function languageOf(file: string | null): string {
  if (file === null) return "yaml";
  if (file.endsWith(".nft")) return "nft";
  return /\.(?:conf|cfg)$/.test(file) && file !== "kamailio.cfg" ? "ini" : "text";
}

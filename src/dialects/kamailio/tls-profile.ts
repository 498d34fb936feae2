import { span, type SourceFile, type Span } from "../../source/index.js";
import type { Text } from "./ast.js";

/** One section of tls.cfg, e.g. `[server:default]`. */
export interface TlsProfile {
  readonly name: string;
  readonly at: Span;
  readonly settings: ReadonlyMap<string, Text>;
}

/**
 * Reads the file that `modparam("tls", "config", …)` names (src/core/cfg_parser.c: sections, `key = value`, `#` comments,
 * keys without regard to case, quotes optional). Never throws.
 */
export function parseTlsProfiles(file: SourceFile): readonly TlsProfile[] {
  const profiles: { name: string; at: Span; settings: Map<string, Text> }[] = [];
  const lines = /^[ \t]*(?:\[([^\]\n]*)\]|([A-Za-z_][\w-]*)[ \t]*=[ \t]*(?:"([^"\n]*)"|([^#\n]*)))/gm;
  for (const match of file.text.matchAll(lines)) {
    const [whole, section, key, quoted, bare] = match;
    const at = span(file, match.index + whole.length - whole.trimStart().length, match.index + whole.trimEnd().length);
    if (section !== undefined) profiles.push({ name: section.trim().toLowerCase(), at, settings: new Map() });
    else if (key !== undefined) profiles.at(-1)?.settings.set(key.toLowerCase(), { value: (quoted ?? bare ?? "").trim(), at, via: [] });
  }
  return profiles;
}

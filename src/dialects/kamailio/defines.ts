import type { Span } from "../../source/index.js";

export interface Define {
  readonly value: string;
  /** Null: predefined by the engine or given by the caller. */
  readonly at: Span | null;
}

/** More would be refused by the engine (src/core/ppcfg.c: MAX_DEFINES). */
export const MAX_DEFINES = 512;

/** The engine's own defines for a version such as "6.0" or "6.1.4" (src/core/ppcfg.c, cfg.lex: pp_define_core). */
export function predefined(version: string): Map<string, Define> {
  const [major = "6", minor = "0", patch] = version.split(".");
  const names = [`KAMAILIO_${major}`, `KAMAILIO_${major}_${minor}`, ...(patch === undefined ? [] : [`KAMAILIO_${major}_${minor}_${patch}`])];
  const number = Number(major) * 1_000_000 + Number(minor) * 1_000 + Number(patch ?? 0);
  const defines = new Map<string, Define>(names.map((name) => [name, { value: "", at: null }]));
  return defines.set("KAMAILIO_VERSION", { value: String(number), at: null }).set("OS_NAME", { value: "linux", at: null });
}

/** A `#!subst` rule, applied to every later string, pseudo-variable and include name in the order of definition. */
export interface StringRule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

/**
 * Reads `/regex/replacement/flags` (any first character separates). POSIX extended expressions that JavaScript writes
 * alike are taken over; null where it cannot, so that the caller can say so.
 */
export function parseSubstitution(text: string): { readonly pattern: string; readonly replacement: string; readonly flags: string } | null {
  const separator = text[0];
  if (separator === undefined) return null;
  const parts: string[] = [];
  let start = 1;
  for (let index = 1; index < text.length && parts.length < 2; index++) {
    if (text[index] === "\\") index++;
    else if (text[index] === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  const [pattern, replacement] = parts;
  if (pattern === undefined || replacement === undefined) return null;
  return { pattern, replacement, flags: text.slice(start) };
}

export function stringRule(pattern: string, replacement: string, flags: string): StringRule | null {
  // The engine bounds a replaced string by its buffer; a bound on the pattern keeps a hostile file from costing time.
  if (pattern.length > 256 || /\([^)]*[*+][^)]*\)[*+]/.test(pattern)) return null;
  try {
    const ignoreCase = flags.includes("i") ? "i" : "";
    return { pattern: new RegExp(pattern, `${flags.includes("g") ? "g" : ""}${ignoreCase}`), replacement: replacement.replace(/\$/g, "$$$$").replace(/\\(\d)/g, (_, digit: string) => `$${digit === "0" ? "&" : digit}`) };
  } catch {
    return null;
  }
}

export function applyRules(rules: readonly StringRule[], text: string): string {
  return rules.reduce((result, rule) => result.replace(rule.pattern, rule.replacement), text);
}

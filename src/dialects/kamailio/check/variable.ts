import { closest } from "../../../source/index.js";
import type { PseudoVariable } from "../ast.js";
import { didYouMean, type Scope } from "./scope.js";

/**
 * A pseudo-variable outside of strings. One that nobody exports stops the engine; without a line `#!KAMAILIO` a bare `$name` is
 * taken for an AVP of that name instead, which is empty unless somebody sets it (cfg.lex: VAR_MARK; cfg.y: pvar, avp_pvar).
 */
export function checkVariable({ text, at }: PseudoVariable, scope: Scope, use: "read" | "assigned" = "read"): void {
  const named = /^\$(\()?([A-Za-z_][\w.]*|\?)(\()?/.exec(text);
  if (named === null) return; // selects, attributes and what the lexer has complained of
  const [, outer, name = "", inner] = named;
  const { known, writable } = scope.variable(name);
  if (known) return checkTarget(text, at, writable, use, scope);
  if (scope.open || scope.compatibility === "ser") return;
  const elsewhere = scope.elsewhere("variables", name);
  const why = elsewhere === null ? didYouMean(nearest(name, scope)) : `: ${elsewhere}`;
  if (outer !== undefined || inner !== undefined || scope.compatibility === "kamailio") scope.report(at, "variable-unknown", `no loaded module has a variable $${name}${why}`);
  else scope.report(at, "variable-taken-for-avp", `no loaded module has a variable $${name}, so the engine takes it for an AVP of that name${why}`, "silent");
}

function checkTarget(text: string, at: PseudoVariable["at"], writable: boolean, use: "read" | "assigned", scope: Scope): void {
  if (use === "read") return;
  if (!writable) scope.report(at, "variable-read-only", `${text} cannot be assigned to`);
  else if (/^\$\(.*\{/s.test(text)) scope.report(at, "variable-transformed", "a variable with a transformation cannot be assigned to");
}

/** Most names have two letters and any of them is one letter from another: only longer ones tell what was meant. */
function nearest(name: string, scope: Scope): string | null {
  const near = name.length > 2 ? closest(name, scope.names("variables").filter((one) => one.length > 2)) : null;
  return near === null ? null : `$${near}`;
}

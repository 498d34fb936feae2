import type { Span } from "../../source/index.js";
import type { Located } from "../block.js";
import { quote } from "../path.js";
import type { Wrong } from "../grammar/units.js";
import type { Problems } from "../problems.js";
import type { Defaults } from "../profiles.js";
import { placeWithin } from "../read/tree.js";

/** What every step of resolving needs. */
export interface Context {
  readonly problems: Problems;
  readonly defaults: Defaults;
  /** Ids of the rules that exceptions may name; null where the caller knows none. */
  readonly knownRules: readonly string[] | null;
}

/** Reports a value that its small language does not take, at the very signs that are wrong. */
export function reportWrong(problems: Problems, code: string, located: Located<string>, found: Wrong): void {
  const at = found.length === 0 ? located.at : placeWithin(located.scalar, found.offset, found.length);
  problems.error(code, at, `${located.path}: ${quote(located.value)} ${found.wrong}`, { hint: found.hint });
}

/** Names each item that is in a list before; O(n). */
export function reportRepeated(problems: Problems, items: readonly Located<string>[], list: string): void {
  const seen = new Map<string, Span>();
  for (const { value, at } of items) {
    const first = seen.get(value);
    if (first === undefined) seen.set(value, at);
    else problems.error("meaning-repeated", at, `${list} names ${quote(value)} twice`, { hint: "name it once", related: [{ at: first, note: "first named here" }] });
  }
}

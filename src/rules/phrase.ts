import type { Fact } from "../posture/index.js";
import type { Report } from "./rule.js";

/** `a`, `a and b`, `a, b and c`; beyond `most` names the rest is a number. */
export function listed(names: readonly string[], most = 4): string {
  const rest = names.length - most;
  const shown = rest > 0 ? [...names.slice(0, most), `${grouped(rest)} more`] : names;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** `1 account`, `10 000 accounts`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, " ");
}

/** Why a value holds that nobody wrote; empty where somebody did. Ends a clause: `… is 1.0, which is the default of profile strict`. */
export function byWhom(fact: Fact<unknown>): string {
  if (fact.kind !== "default") return "";
  return fact.by === "the default" ? ", the default, as nothing else is written here" : `, the default of ${fact.by}, as nothing else is written here`;
}

/** A doubt is no accusation: it ranks as info, with low confidence, and says what would settle it. */
export function cannotTell(report: Report, fact: Fact<unknown> & { readonly kind: "unknown" }, subject: string, question: string): void {
  report(fact, {
    subject,
    severity: "info",
    confidence: "low",
    message: `cannot tell ${question}: ${fact.because}`,
    fix: `make ${fact.spelling} readable in the input, or check it by hand`,
  });
}

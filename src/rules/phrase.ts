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

/** The path of the only one, or numbers: `all 200 accounts and 1 trunk`. */
export function speakers(accounts: readonly { readonly path: string }[], trunks: readonly { readonly path: string }[], everyone: number): string {
  const [only, ...others] = [...accounts, ...trunks];
  if (only !== undefined && others.length === 0) return only.path;
  const all = accounts.length === everyone ? (everyone === 2 ? "both accounts" : `all ${counted(everyone, "account")}`) : counted(accounts.length, "account");
  return [accounts.length > 0 ? all : "", trunks.length > 0 ? counted(trunks.length, "trunk") : ""].filter((part) => part !== "").join(" and ");
}

/** Digits in groups of three: `10 000`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, " ");
}

/** Who decided what nobody wrote; empty where somebody did. Ends a clause: `… at once, by default of profile strict (2026-11)`. */
export function byWhom(fact: Fact<unknown>): string {
  if (fact.kind !== "default") return "";
  return fact.by === "the default" ? ", by default" : `, by default of ${fact.by}`;
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

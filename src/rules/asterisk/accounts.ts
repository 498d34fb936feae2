import { byDefault, isKnown, type AsteriskAccount, type AsteriskSystem, type Fact, type Variable } from "../../posture/index.js";
import { counted, listed } from "../phrase.js";
import type { Accusation, Report } from "../rule.js";
import { isModuleOff } from "./modules.js";
import { factOf, isTrue, pathOf } from "./settings.js";

export type Account = AsteriskAccount;

/** Who can log in, register or call: those that the engine keeps. */
export function accountsOf({ accounts }: AsteriskSystem, kind: Account["kind"]): readonly Account[] {
  return accounts.filter((account) => account.kind === kind && account.loaded);
}

/** An option as the account holds it; empty by default where the engine has none. */
export function optionOf(account: Account, name: string): Fact<string> {
  return account.options.get(name) ?? byDefault("", account.at, name, "Asterisk");
}

/** Empty where nobody can tell. */
export function valueOf(account: Account, name: string): string {
  const fact = optionOf(account, name);
  return isKnown(fact) ? fact.value.trim() : "";
}

export function isOn(account: Account, name: string): boolean {
  return isTrue(valueOf(account, name));
}

/** Elements of a list, in lower case. */
export function wordsOf(account: Account, name: string): readonly string[] {
  return valueOf(account, name).toLowerCase().split(",").map((word) => word.trim()).filter(Boolean);
}

export function pathTo(account: Account): string {
  return pathOf(account.at, account.name);
}

/** Access lists let in no more than some networks. */
export function isFenced({ access }: Account, families: readonly (4 | 6)[] = [4, 6]): boolean {
  return access.lines.length > 0 && !access.world.some((family) => families.includes(family));
}

/** Accounts that owe one weakness to one line, or to what none of them wrote. */
export interface Cause {
  readonly fact: Fact<string>;
  readonly members: readonly [Account, ...Account[]];
}

/** Groups by the line that decides; linear in their number, in order of first appearance. */
export function causesOf(accounts: readonly Account[], pick: (account: Account) => Fact<string>): readonly Cause[] {
  const causes = new Map<string, { fact: Fact<string>; members: [Account, ...Account[]] }>();
  for (const account of accounts) {
    const fact = pick(account);
    const key = fact.kind === "default" ? fact.spelling : JSON.stringify([fact.at.file.path, fact.at.start, fact.at.end]);
    const cause = causes.get(key);
    if (cause === undefined) causes.set(key, { fact, members: [account] });
    else cause.members.push(account);
  }
  return [...causes.values()];
}

/** Accuses each cause once; `say` gives what is wrong with `whose`. */
export function blameEach(report: Report, causes: readonly Cause[], noun: string, say: (whose: string, cause: Cause) => Omit<Accusation, "subject">): void {
  for (const cause of causes) {
    const { fact, members: [first, ...rest] } = cause;
    const accusation = say(whoseOf(cause.members, noun), cause);
    const others = rest.slice(0, 3).map(({ at, name }) => ({ span: at, note: `\`${name}\` too` }));
    report(fact, { ...accusation, subject: rest.length === 0 ? pathTo(first) : fact.spelling, related: [...(accusation.related ?? []), ...others] });
  }
}

/** `user \`a\``, ``users `a` and `b` ``, `500 users`. */
export function whoseOf(members: readonly Account[], noun: string): string {
  if (members.length > 4) return counted(members.length, noun);
  const names = [...new Set(members.map(({ name }) => `\`${name}\``))];
  return `${noun}${names.length === 1 ? "" : "s"} ${listed(names)}`;
}

/** The section itself where there is no line to blame. */
export function sectionOf({ at }: Account, lacking: string): Fact<string> {
  return byDefault("", at, lacking, "Asterisk");
}

export function secretFact(secret: Variable): Fact<string> {
  return factOf(secret);
}

/** The major release; the newest where nobody told it. */
export function majorOf({ version }: AsteriskSystem): number {
  return isKnown(version) ? Number.parseInt(version.value, 10) : 22;
}

/** sip.conf is read: chan_sip is gone from 21 on, and nobody keeps it from loading. */
export function usesChanSip(system: AsteriskSystem): boolean {
  return system.files.get("sip.conf")?.valid === true && majorOf(system) <= 20 && !isModuleOff(system, "chan_sip");
}

export function usesIax(system: AsteriskSystem): boolean {
  return system.files.get("iax.conf")?.valid === true && !isModuleOff(system, "chan_iax2");
}

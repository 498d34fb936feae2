import type { Location } from "../../finding.js";
import type { Fact, PjsipObject } from "../../posture/index.js";
import { counted, listed } from "../phrase.js";
import type { Accusation, Report } from "../rule.js";
import { optionIn, pathIn, type Sip } from "./sip.js";

/** Objects that owe one weakness to one line, or to a default that nobody overrode: that is one cause, hence one finding. */
export interface Cause {
  readonly fact: Fact<string>;
  /** Never empty. */
  readonly members: readonly [PjsipObject, ...PjsipObject[]];
}

/** Groups objects by what decides an option of theirs; in order of first appearance, linear in their number. */
export function causesOf(sip: Sip, objects: readonly PjsipObject[], name: string): readonly Cause[] {
  const causes = new Map<string, { fact: Fact<string>; members: [PjsipObject, ...PjsipObject[]] }>();
  for (const object of objects) {
    const fact = optionIn(sip, object, name);
    const key = fact.kind === "default" ? "default" : JSON.stringify([fact.at.file.path, fact.at.start, fact.at.end]);
    const cause = causes.get(key);
    if (cause === undefined) causes.set(key, { fact, members: [object] });
    else cause.members.push(object);
  }
  return [...causes.values()];
}

/** Accuses each cause once; `say` gives what is wrong with `whose`. */
export function blameEach(report: Report, causes: readonly Cause[], noun: string, say: (whose: string, cause: Cause) => Omit<Accusation, "subject">): void {
  for (const cause of causes) {
    const { fact, members } = cause;
    const accusation = say(whoseOf(members, noun), cause);
    report(fact, { ...accusation, subject: subjectOf(cause), related: [...(accusation.related ?? []), ...(fact.kind === "default" ? others(members) : [])] });
  }
}

/** The one object, or the option they share: it stays the same when objects come and go, so exceptions keep covering it. */
function subjectOf({ fact, members: [first, second] }: Cause): string {
  return second === undefined ? pathIn(first) : fact.spelling;
}

/** `endpoint \`101\``, ``endpoints `101` and `102` ``, `500 endpoints`. */
export function whoseOf(members: readonly PjsipObject[], noun: string): string {
  if (members.length > 4) return counted(members.length, noun);
  return `${noun}${members.length === 1 ? "" : "s"} ${listed(members.map(({ id }) => `\`${id}\``))}`;
}

/** Where the first few others stand. */
function others([, ...rest]: Cause["members"]): readonly Location[] {
  return rest.slice(0, 3).map(({ at, id }) => ({ span: at, note: `\`${id}\` neither` }));
}

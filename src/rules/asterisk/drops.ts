import type { AsteriskProblem, AsteriskSystem, Category, Variable } from "../../posture/index.js";
import type { Confidence, Severity } from "../../finding.js";
import type { Report } from "../rule.js";
import { allSections, linesOf, pathOf } from "./settings.js";

/** A line that takes objects down, with all that it takes down: a template's line falls on each of its children. */
export interface Drop {
  readonly problem: AsteriskProblem;
  /** Never empty. */
  readonly objects: readonly { readonly type: string; readonly id: string }[];
}

/** Problems that keep objects from being, grouped by their place. */
export function dropsOf({ problems }: AsteriskSystem, codes: readonly string[]): readonly Drop[] {
  const drops = new Map<string, { problem: AsteriskProblem; objects: { type: string; id: string }[] }>();
  for (const problem of problems) {
    if (problem.object === undefined || !codes.includes(problem.code)) continue;
    const { at, object } = problem;
    const key = JSON.stringify([problem.code, at.file.path, at.start, at.end, object.type]);
    const drop = drops.get(key);
    if (drop === undefined) drops.set(key, { problem, objects: [object] });
    else drop.objects.push(object);
  }
  return [...drops.values()];
}

/** An access list that is not there lets everybody in: its rules tell of that. */
export function isAcl({ objects }: Drop): boolean {
  return objects[0]?.type === "acl";
}

/**
 * How bad it is that an object of a type is absent. What is absent serves nobody: calls fail, and a global section falls back to
 * defaults; a missing identify or system section, list or alias changes less.
 */
export function severityOf(type: string): Severity {
  return ["endpoint", "auth", "aor", "transport", "registration", "identify", "global"].includes(type) ? "medium" : "low";
}

/** Tells of each drop once, at the line that causes it. */
export function reportDrops(report: Report, drops: readonly Drop[], say: (drop: Drop) => { readonly severity: Severity; readonly consequence: string; readonly confidence?: Confidence; readonly fix?: string }): void {
  for (const drop of drops) {
    const { problem, objects } = drop;
    const { severity, consequence, confidence, fix } = say(drop);
    const [first] = objects;
    const rest = objects.length > 1 ? `, and neither ${objects.length === 2 ? "is 1 more" : `are ${objects.length - 1} more`}` : "";
    const better = fix ?? (problem.hint === undefined ? undefined : `${problem.hint.startsWith("use ") || problem.hint.startsWith("move ") ? problem.hint : `write \`${problem.hint}\``}, or take the line out`);
    report(problem.at, {
      subject: pathOf(problem.at, first?.id ?? ""), severity,
      message: `${problem.message}${rest}${consequence === "" ? "" : `; ${consequence}`}`,
      ...(better === undefined ? {} : { fix: better }),
      ...(confidence === undefined ? {} : { confidence }),
    });
  }
}

/** What follows for whoever relies on an object of a type that is not there. */
export function consequenceOf(type: string): string {
  return CONSEQUENCES[type] ?? "";
}

const CONSEQUENCES: Readonly<Record<string, string>> = {
  endpoint: "its calls are refused, and none of its settings counts",
  auth: "every endpoint that names it refuses all calls",
  aor: "nothing can register there or be called",
  transport: "nothing listens there",
  identify: "who it was to recognise is looked for by name, or is a stranger",
  global: "all global settings are the defaults",
  registration: "Asterisk does not register there",
};

/** Sections of pjsip.conf that are passed over because of their `type`. */
export function ignoredSections(system: AsteriskSystem): readonly Category[] {
  const { pjsip } = system;
  if (pjsip === null) return [];
  return allSections(system, "pjsip.conf").filter((section) => !/^(?:global|system)$/.test(section.name) && !Object.hasOwn(pjsip.defaults, typeOf(section) ?? ""));
}

/** The first line counts. */
export function typeOf(section: Category): string | undefined {
  return linesOf(section, "type")[0]?.value;
}

const ACCESS = /^(?:contact_)?(?:permit|deny|acl)$/i;

/** Nothing but lines of an access list: an endpoint that lost its type has others. */
export function isAccessList({ variables }: Category): boolean {
  return variables.some(({ name }) => ACCESS.test(name)) && variables.every(({ name }) => ACCESS.test(name) || name.toLowerCase() === "type");
}

/** The lines of an access list. */
export function accessLinesOf({ variables }: Category): readonly Variable[] {
  return variables.filter(({ name }) => ACCESS.test(name));
}

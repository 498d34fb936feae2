import { difference, isEmpty, portRanges, portSet, type NumberRange } from "../../exposure/index.js";
import { filtersNear, isKnown, type AsteriskSystem, type Fact, type FilterSystem } from "../../posture/index.js";
import { byDefault, set } from "../../posture/index.js";
import { wildRule } from "./wild.js";

/** Ports of media as the engine would use them; null where rtp.conf was not given or says something that is no port. */
export function mediaOf(system: AsteriskSystem): { readonly range: NumberRange; readonly first: Fact<number>; readonly last: Fact<number> } | null {
  const conf = system.files.get("rtp.conf");
  if (conf === undefined || !conf.valid || !conf.certain) return null;
  const [first, last] = [portOf(system, "rtpstart", 5000), portOf(system, "rtpend", 31_000)];
  if (!isKnown(first) || !isKnown(last) || first.value >= last.value) return null;
  return { range: { first: first.value, last: last.value }, first, last };
}

/** What res_rtp_asterisk.c has where nobody writes it. */
function portOf(system: AsteriskSystem, name: string, standard: number): Fact<number> {
  const general = system.files.get("rtp.conf")?.categories.filter((category) => !category.isTemplate && category.name.toLowerCase() === "general") ?? [];
  const line = general.flatMap(({ variables }) => variables).filter((variable) => variable.name.toLowerCase() === name).at(-1);
  if (line === undefined) return byDefault(standard, general[0]?.at ?? system.at, name, "Asterisk");
  return set(/^\d+$/.test(line.value.trim()) ? Number(line.value) : standard, line.at, line.name);
}

/** Ports that rules of the host's IPv4 filter let in over UDP, each from somebody. */
export function acceptedPorts(filters: readonly FilterSystem[], path: string): readonly NumberRange[] {
  return filtersNear(filters, 4, path).flatMap(({ ruleset }) => [...ruleset.chains.values()].flatMap(({ rules, base }) => (base !== null && base.hook !== "input" ? [] : rules.flatMap(wildRule))));
}

/** What of a range lies in none of the others. */
export function uncovered(range: NumberRange, others: readonly NumberRange[]): readonly NumberRange[] {
  const left = difference(portSet(4, [range]), portSet(4, others));
  return isEmpty(left) ? [] : portRanges(left);
}

import { type AsteriskMedia, byDefault, type Fact, type PortRange } from "../../../posture/index.js";
import type { Category, Loaded, Variable } from "../category.js";
import { isTrue } from "../pjsip/words.js";
import { sectionsOf, setBy, settingOf } from "./facts.js";

/** rtp.conf as res_rtp_asterisk.c holds it, udptl.conf as main/udptl.c does; the same from 16 to 23. */
export function lowerMedia(rtp: Loaded | null, udptl: Loaded | null, by: string): AsteriskMedia {
  return { rtp: rtp === null ? null : lowerRtp(rtp, by), udptl: udptl === null ? null : lowerUdptl(udptl, by) };
}

/** Where a default is missing from: the section, or the start of the file. */
function placeOf(loaded: Loaded, general: readonly Category[]): Variable["at"] {
  const [section] = general;
  const file = loaded.files[0]?.file;
  return section?.at ?? { text: "", file: file ?? { path: "", text: "" }, start: 0, end: 0 };
}

function lowerRtp(loaded: Loaded, by: string): NonNullable<AsteriskMedia["rtp"]> {
  const general = sectionsOf(loaded, "general");
  const at = placeOf(loaded, general);
  const fact = <T>(name: string, standard: T, turn: (value: string) => T): Fact<T> => {
    const line = settingOf(general, name, "first");
    return line === null ? byDefault(standard, at, name, by) : setBy(turn(line.value), line);
  };
  const port = (value: string): number => Math.min(65535, Math.max(1024, leadingNumber(value)));
  return {
    ports: orDefault({ first: fact("rtpstart", 5000, port), last: fact("rtpend", 31000, port) }, ({ first, last }) => last > first, [5000, 31000], by),
    strict: fact("strictrtp", "yes", (value) => (isTrue(value) ? "yes" : value.toLowerCase() === "seqno" ? "seqno" : "no")),
    probation: fact("probation", 4, (value) => (/^\s*[+]?\d/.test(value) && leadingNumber(value) > 1 ? leadingNumber(value) : 4)),
    replayProtection: fact("srtpreplayprotection", true, isTrue),
    ice: fact("icesupport", true, isTrue),
  };
}

function lowerUdptl(loaded: Loaded, by: string): PortRange {
  const general = sectionsOf(loaded, "general");
  const at = placeOf(loaded, general);
  const fact = (name: string, standard: number): Fact<number> => {
    const line = settingOf(general, name);
    const number = Number(line?.value);
    return line === null || !(number >= 1024 && number <= 65535) ? byDefault(standard, line?.at ?? at, name, by) : setBy(number, line);
  };
  return orDefault({ first: fact("udptlstart", 4000), last: fact("udptlend", 4999) }, ({ first, last }) => last >= first, [4000, 4999], by);
}

/** A range that makes no sense is the default range, whatever is written. */
function orDefault(range: PortRange, makesSense: (ends: { readonly first: number; readonly last: number }) => boolean, [first, last]: readonly [number, number], by: string): PortRange {
  if (range.first.kind === "unknown" || range.last.kind === "unknown" || makesSense({ first: range.first.value, last: range.last.value })) return range;
  return { first: byDefault(first, range.first.at, range.first.spelling, by), last: byDefault(last, range.last.at, range.last.spelling, by) };
}

/** atoi(). */
function leadingNumber(value: string): number {
  return Number.parseInt(value, 10) || 0;
}

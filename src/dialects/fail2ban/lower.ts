import { byDefault, set, unknown, type BanPosture, type Fact } from "../../posture/index.js";
import { wholeFile, type SourceFile } from "../../source/index.js";
import { isTrue, joinFiles, optionOf, readingOrder, secondsOf, type Find, type Settings } from "./settings.js";

/** Figures of the server where no file gives any (failmanager.py, actions.py). */
const UNWRITTEN = { maxretry: 3, findtime: 600, bantime: 600 } as const;

/** Jails that watch SIP, by their own name, their filter's or their log's. */
const SIP = /asterisk|kamailio|freeswitch|opensips|pjsip|\bsip\b|ringfence/i;

/** A ban grows to its base times two, twenty times over, where nobody writes a longest one (jail.conf: bantime.formula). */
const DOUBLINGS = 2 ** 20;

/**
 * What the jails for SIP come to: of several the one that is slowest to ban counts, since whoever guesses at what it
 * watches is met by it alone. Null where no file of jails is given.
 */
export function lowerJails(files: readonly SourceFile[], find: Find): BanPosture | null {
  const [first, ...others] = files.toSorted((a, b) => (readingOrder(a.path) < readingOrder(b.path) ? -1 : 1));
  if (first === undefined) return null;
  const settings = joinFiles([first, ...others], find);
  const jails = [...settings.keys()].filter((name) => name !== "DEFAULT" && name !== "INCLUDES" && isSip(settings, name));
  const active = jails.filter((name) => isTrue(optionOf(settings, name, "enabled")?.value ?? "false"));
  const bans = active.map((name) => banOf(settings, name, first)).sort((a, b) => looseness(b) - looseness(a));
  const [loosest] = bans;
  const at = loosest?.at ?? wholeFile(first);
  return { at, path: `fail2ban[${active[0] ?? "jails"}]`, ban: loosest ?? byDefault("off", at, "enabled", "fail2ban: no jail for SIP is enabled") };
}

function isSip(settings: Settings, jail: string): boolean {
  return SIP.test(jail) || ["filter", "logpath"].some((name) => SIP.test(optionOf(settings, jail, name)?.value ?? ""));
}

function banOf(settings: Settings, jail: string, file: SourceFile): BanPosture["ban"] {
  const place = optionOf(settings, jail, "enabled")?.at ?? wholeFile(file);
  const read = (name: keyof typeof UNWRITTEN): number | null => {
    const option = optionOf(settings, jail, name);
    return option === null ? UNWRITTEN[name] : secondsOf(option.value);
  };
  const [failures, within, length] = [read("maxretry"), read("findtime"), read("bantime")];
  if (failures === null || within === null || length === null) return unknown(`a figure of the jail ${jail} is none that fail2ban knows`, place, "maxretry, findtime, bantime");
  const longest = isTrue(optionOf(settings, jail, "bantime.increment")?.value ?? "false") ? (secondsOf(optionOf(settings, jail, "bantime.maxtime")?.value ?? "") ?? length * DOUBLINGS) : length;
  const lasting = (seconds: number): number | "forever" => (seconds < 0 ? "forever" : seconds);
  return set({ failures, within, for: lasting(length), atMost: length < 0 ? "forever" : lasting(Math.max(length, longest)) }, optionOf(settings, jail, "maxretry")?.at ?? place, `maxretry of jail ${jail}`);
}

/** Guesses a day that a ban leaves; what is not known comes first. */
function looseness(ban: Fact<unknown> & BanPosture["ban"]): number {
  if (ban.kind === "unknown" || ban.value === "off") return Infinity;
  const { failures, within, atMost } = ban.value;
  return Math.max((failures - 1) / Math.max(1, within), atMost === "forever" ? 0 : failures / Math.max(1, atMost));
}

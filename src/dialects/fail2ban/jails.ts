import type { Jail, JailHost } from "../../posture/index.js";
import { span, type SourceFile } from "../../source/index.js";
import { isTrue, joinFiles, optionOf, readingOrder, type Find } from "./settings.js";

/** What rules ask of a jail. */
const OPTIONS = ["filter", "logpath", "backend", "port", "protocol", "banaction", "action", "ignoreip", "usedns", "maxretry", "findtime", "bantime"];

/** The jails that are switched on. */
export function readJails(files: readonly SourceFile[], find: Find): JailHost | null {
  const [first, ...others] = files.toSorted((a, b) => (readingOrder(a.path) < readingOrder(b.path) ? -1 : 1));
  if (first === undefined) return null;
  const settings = joinFiles([first, ...others], find);
  const jails = [...settings.keys()].filter((name) => name !== "DEFAULT" && name !== "INCLUDES").flatMap((name): Jail[] => {
    const enabled = optionOf(settings, name, "enabled");
    if (enabled === null || !isTrue(enabled.value)) return [];
    return [{ name, at: enabled.at, options: new Map(OPTIONS.flatMap((option) => {
      const found = optionOf(settings, name, option);
      return found === null ? [] : [[option, { value: found.value, at: found.at }] as const];
    })) }];
  });
  return { path: first.path, at: span(first, 0, 0), jails };
}

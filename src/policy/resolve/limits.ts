import type { Block } from "../block.js";
import { isWrong, parseBanAfter, parseBanTime, parseRate } from "../grammar/units.js";
import type { Ban, Limits, Rate, Setting } from "../types.js";
import { reportWrong, type Context } from "./context.js";

export function resolveLimits(root: Block, context: Context): Limits {
  const block = root.block("limits");
  return {
    path: block.path, at: block.at,
    register: resolveRate(block, "register", context),
    invite: resolveRate(block, "invite", context),
    ban: resolveBan(block, context),
  };
}

/** Null stands for a written `off`. */
function isOff(block: Block, key: string): boolean {
  return block.text(key)?.value === "off";
}

function resolveRate(limits: Block, key: "register" | "invite", { defaults, problems }: Context): Setting<Rate | null> {
  const byDefault = defaults[key];
  const block = limits.block(key);
  if (isOff(limits, key)) return limits.setting<Rate | null>(key, { value: null, at: limits.text(key)?.at ?? block.at }, byDefault);
  const located = block.text("rate");
  if (located === null) return limits.setting<Rate | null>(key, null, byDefault);
  const rate = parseRate(located.value);
  if (isWrong(rate)) {
    reportWrong(problems, "grammar-rate", located, rate);
    return limits.setting<Rate | null>(key, null, byDefault);
  }
  const burst = block.integer("burst")?.value ?? byDefault.burst;
  return limits.setting<Rate | null>(key, { value: { text: located.value, ...rate, burst }, at: block.at }, byDefault);
}

function resolveBan(limits: Block, context: Context): Setting<Ban | null> {
  const byDefault = context.defaults.ban;
  const block = limits.block("ban");
  if (isOff(limits, "ban")) return limits.setting<Ban | null>("ban", { value: null, at: limits.text("ban")?.at ?? block.at }, byDefault);
  const located = block.text("after");
  const after = located === null ? null : parseBanAfter(located.value);
  if (located !== null && isWrong(after)) reportWrong(context.problems, "grammar-ban", located, after);
  const length = resolveBanTime(block, "for", context);
  const atMost = resolveBanTime(block, "at-most", context);
  if (length !== null && atMost !== null && isLonger(length, atMost)) {
    context.problems.error("ban-at-most", block.text("for")?.at ?? block.at, `${block.path}: for (${block.text("for")?.value}) is longer than at-most (${block.text("at-most")?.value})`, {
      hint: "at-most is the length up to which repeated bans grow", related: [{ at: block.text("at-most")?.at ?? block.at, note: "at-most" }],
    });
  }
  if (after === null || isWrong(after)) return limits.setting<Ban | null>("ban", null, byDefault);
  const first = length ?? (atMost === null || !isLonger(byDefault.for, atMost) ? byDefault.for : atMost);
  const most = atMost ?? (isLonger(first, byDefault.atMost) ? first : byDefault.atMost);
  return limits.setting<Ban | null>("ban", { value: { ...after, for: first, atMost: most }, at: block.at }, byDefault);
}

function resolveBanTime(block: Block, key: "for" | "at-most", { problems }: Context): number | "forever" | null {
  const located = block.text(key);
  if (located === null) return null;
  const time = parseBanTime(located.value);
  if (!isWrong(time)) return time;
  reportWrong(problems, "grammar-duration", located, time);
  return null;
}

function isLonger(a: number | "forever", b: number | "forever"): boolean {
  return b !== "forever" && (a === "forever" || a > b);
}

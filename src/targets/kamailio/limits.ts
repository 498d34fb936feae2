import type { Ban, Limits, Rate, Setting } from "../../policy/types.js";
import type { Quoted } from "../target.js";
import { comment, number } from "./quote.js";

type Text = Quoted<"kamailio">;

/**
 * A rate as Kamailio enforces it: each request pushes a source's due time on by `interval`, and one that would come more
 * than `tolerance` before its time is dropped (the generic cell rate algorithm). Milliseconds.
 */
export interface Pace {
  readonly path: Text;
  readonly figure: Text;
  readonly interval: Text;
  readonly tolerance: Text;
}

export function pace(setting: Setting<Rate | null>): Pace | null {
  const rate = setting.value;
  if (rate === null) return null;
  const interval = Math.ceil((rate.per * 1000) / rate.count);
  const burst = Math.max(1, rate.burst);
  const perMinute = Math.round((60_000 / interval) * 100) / 100;
  return {
    path: comment(setting.path),
    figure: comment(`${burst} at once, then one every ${interval} ms (${perMinute} a minute)`),
    interval: number(interval),
    tolerance: number(interval * (burst - 1)),
  };
}

/** Seconds after which a quiet source's due times lie in the past for certain. */
export function paceMemory(limits: Limits): number {
  const spans = [limits.register.value, limits.invite.value].map((rate) => (rate === null ? 0 : (rate.per * Math.max(1, rate.burst)) / rate.count));
  return Math.ceil(Math.max(...spans)) + 60;
}

export interface BanView {
  readonly path: Text;
  readonly failures: Text;
  readonly within: Text;
  readonly first: Text;
  readonly endless: boolean;
  /** The second ban and those after it, each twice as long, up to the policy's `at-most`. */
  readonly steps: readonly { readonly count: Text; readonly seconds: Text }[];
  /** Seconds for which a source's earlier bans are held against it. */
  readonly memory: Text;
}

const DAY = 86_400;

export function banView(setting: Setting<Ban | null>): BanView | null {
  const ban = setting.value;
  if (ban === null) return null;
  const endless = ban.for === "forever";
  const first = ban.for === "forever" ? 0 : ban.for;
  // A ban without an end is what `for: forever` asks for; `at-most: forever` lets the steps grow, and a year is enough.
  const most = ban.atMost === "forever" ? 365 * DAY : ban.atMost;
  const steps: number[] = [];
  for (let seconds = first * 2; !endless && first < most && (steps.at(-1) ?? 0) < most; seconds *= 2) steps.push(Math.min(seconds, most));
  return {
    path: comment(setting.path),
    failures: number(ban.failures),
    within: number(ban.within),
    first: number(Math.min(first, endless ? 0 : most)),
    endless,
    steps: steps.map((seconds, index) => ({ count: number(index + 2), seconds: number(seconds) })),
    memory: number(Math.max(DAY, Math.min(most, 30 * DAY))),
  };
}

/** What pike allows one source in its two seconds: several times what the policy's bursts need, with all that belongs to a call. */
export function floodThreshold(limits: Limits): number {
  const bursts = (limits.register.value?.burst ?? 20) + (limits.invite.value?.burst ?? 20);
  return Math.max(64, bursts * 4);
}

/** The small languages of single values. Each reads one text to its meaning, or to what is wrong with it. */

/** What is wrong, and with which signs of the text. */
export interface Wrong {
  readonly wrong: string;
  readonly hint: string;
  readonly offset: number;
  readonly length: number;
}

export function wrong(text: string, what: string, hint: string, offset = 0, length = text.length): Wrong {
  return { wrong: what, hint, offset, length };
}

export function isWrong(value: unknown): value is Wrong {
  return typeof value === "object" && value !== null && "wrong" in value;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
const LONGEST = 10 * 365 * 86400;

/** `90s`, `10m`, `1h`, `7d`, `2w` in seconds. */
export function parseDuration(text: string): number | Wrong {
  const match = /^([0-9]{1,9})([smhdw])$/.exec(text);
  if (match === null) return wrong(text, "is no duration", "a number and s, m, h, d or w, such as 10m");
  const seconds = Number(match[1]) * (SECONDS[match[2] ?? ""] ?? 0);
  if (seconds === 0) return wrong(text, "is no time at all", "at least 1s");
  if (seconds > LONGEST) return wrong(text, "is longer than ten years", "write `forever` if it is never to end");
  return seconds;
}

export function parseBanTime(text: string): number | "forever" | Wrong {
  if (text === "forever") return "forever";
  const seconds = parseDuration(text);
  return isWrong(seconds) && seconds.wrong === "is no duration" ? { ...seconds, hint: `${seconds.hint}, or forever` } : seconds;
}

const PERIODS: Readonly<Record<string, number>> = { s: 1, sec: 1, second: 1, m: 60, min: 60, minute: 60, h: 3600, hour: 3600 };

/** `10/min`: requests and the seconds in which they may come. */
export function parseRate(text: string): { readonly count: number; readonly per: number } | Wrong {
  const hint = "a number, a slash and s, min or h, such as 10/min";
  const match = /^([0-9]{1,6})\/([a-z]+)$/.exec(text);
  const per = PERIODS[match?.[2] ?? ""];
  if (match === null || per === undefined) return wrong(text, "is no rate", hint);
  const count = Number(match[1]);
  return count === 0 ? wrong(text, "lets nothing through", "at least 1; who may come at all is said by `from`") : { count, per };
}

/** `5 failures in 10m`. */
export function parseBanAfter(text: string): { readonly failures: number; readonly within: number } | Wrong {
  const match = /^([0-9]{1,6}) +failures? +in +(\S+)$/.exec(text);
  if (match === null) return wrong(text, "is not understood", "write it as in: 5 failures in 10m");
  const failures = Number(match[1]);
  if (failures === 0) return wrong(text, "would ban everybody at once", "at least 1 failure", 0, (match[1] ?? "").length);
  const duration = match[2] ?? "";
  const within = parseDuration(duration);
  return isWrong(within) ? { ...within, offset: text.length - duration.length, length: duration.length } : { failures, within };
}

/** `20000-20999` as an inclusive range; parity and width are the caller's. */
export function parsePorts(text: string): { readonly first: number; readonly last: number } | null {
  const match = /^([0-9]{1,5})-([0-9]{1,5})$/.exec(text);
  return match === null ? null : { first: Number(match[1]), last: Number(match[2]) };
}

/** Whether a day of the form YYYY-MM-DD is in the calendar. */
export function isRealDay(text: string): boolean {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (match === null) return false;
  const day = new Date(0);
  day.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return day.toISOString().slice(0, 10) === text;
}

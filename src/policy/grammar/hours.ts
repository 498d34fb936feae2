import type { HoursWindow } from "../types.js";
import { isWrong, wrong, type Wrong } from "./units.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MIDNIGHT = 24 * 60;
const HINT = "days and times as in: Mon-Fri 07:00-20:00, Sat 08:00-12:00";

/**
 * `Mon-Fri 07:00-20:00, Sat 08:00-12:00`: windows with commas between them, each with a day, a range of days or none
 * (every day), and two times. A window that ends before it begins runs into the next day and becomes two.
 */
export function parseHours(text: string): readonly HoursWindow[] | Wrong {
  const windows: HoursWindow[] = [];
  let offset = 0;
  for (const part of text.split(",")) {
    const lead = part.length - part.trimStart().length;
    const found = parseWindow(part.trim());
    if (isWrong(found)) return { ...found, offset: offset + lead + found.offset };
    windows.push(...found);
    offset += part.length + 1;
  }
  return windows;
}

function parseWindow(text: string): readonly HoursWindow[] | Wrong {
  const match = /^(?:([A-Za-z]+)(?:-([A-Za-z]+))? +)?([0-9:]+) ?- ?([0-9:]+)$/.exec(text);
  if (match === null) return wrong(text, text === "" ? "has an empty window" : "has a window that is not understood", HINT);
  const [, firstDay, lastDay, start = "", end = ""] = match;
  const days = parseDays(text, firstDay, lastDay);
  if (isWrong(days)) return days;
  const from = parseTime(text, start);
  if (isWrong(from)) return from;
  const to = parseTime(text, end);
  if (isWrong(to)) return to;
  if (from === MIDNIGHT) return wrong(text, "has a window that begins when the day is over", "write 00:00 and the next day");
  if (from === to) return wrong(text, "has a window of no length", "write 00:00-24:00 for the whole day");
  return from < to ? [{ days, from, to }] : overnight(days, from, to);
}

function overnight(days: readonly number[], from: number, to: number): readonly HoursWindow[] {
  const evening = { days, from, to: MIDNIGHT };
  const next = days.map((day) => (day + 1) % 7).toSorted((a, b) => a - b);
  return to === 0 ? [evening] : [evening, { days: next, from: 0, to }];
}

function parseDays(text: string, first: string | undefined, last: string | undefined): readonly number[] | Wrong {
  if (first === undefined) return [0, 1, 2, 3, 4, 5, 6];
  const from = DAYS.indexOf(first.toLowerCase());
  const to = last === undefined ? from : DAYS.indexOf(last.toLowerCase());
  const odd = from < 0 ? first : to < 0 ? last : undefined;
  if (odd !== undefined) return wrong(text, `has the day ${JSON.stringify(odd)}, which is none`, "days are Mon, Tue, Wed, Thu, Fri, Sat and Sun", text.indexOf(odd), odd.length);
  // "Sat-Mon" runs over the end of the week.
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => (from + index) % 7).toSorted((a, b) => a - b);
}

/** Minutes of the day. */
function parseTime(text: string, time: string): number | Wrong {
  const match = /^([0-9]{2}):([0-9]{2})$/.exec(time);
  const minutes = match === null ? -1 : Number(match[1]) * 60 + Number(match[2]);
  if (match !== null && Number(match[2]) < 60 && minutes <= MIDNIGHT) return minutes;
  return wrong(text, `has the time ${JSON.stringify(time)}, which is none`, "times are 00:00 to 24:00", text.indexOf(time), time.length);
}

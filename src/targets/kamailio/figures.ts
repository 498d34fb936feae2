import type { Policy } from "../../policy/types.js";
import type { Figure } from "../target.js";
import { floodThreshold, pace } from "./limits.js";

const WHERE = "kamailio.cfg";

/** What Kamailio holds a source to, request by request; trunks and the core are exempt. */
export function kamailioFigures({ limits }: Policy): readonly Figure[] {
  const rates = [limits.register, limits.invite].map((setting): Figure => {
    const held = pace(setting);
    return { path: setting.path, where: WHERE, figure: held === null ? "off" : `${held.figure}, for each source; what comes sooner is dropped unanswered` };
  });
  const ban = limits.ban.value;
  const bans: Figure[] = ban === null ? [] : [{
    path: limits.ban.path, where: WHERE,
    figure: `${ban.failures} failures that show a nonce of ours within ${ban.within} s; ${ban.for === "forever" ? "until Kamailio is restarted" : `${ban.for} s, twice as long each further time, at most ${ban.atMost === "forever" ? "a year" : `${ban.atMost} s`}`}`,
  }];
  // pike counts in two windows at once: a source is cut off somewhere between this figure and three times it (README of pike).
  const flood: Figure = { path: limits.register.path, where: `${WHERE} (pike, all requests)`, figure: `cut off between ${floodThreshold(limits)} and ${3 * floodThreshold(limits)} messages in two seconds over IPv4` };
  return [...rates, ...bans, flood];
}

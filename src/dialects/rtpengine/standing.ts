import type { StandingOf } from "../../source/index.js";
import { isOption } from "./options.js";
import type { RtpengineFile } from "./parse.js";

/** Options that rules look at. */
const JUDGED = /^(?:listen-.*|endpoint-learning|sip-source|log-level.*|log-srtp-keys|debug-srtp|redis|redis-write|redis-subscribe|max-sessions|max-load|max-cpu|max-bandwidth|port-min|port-max|dtls-.*|recording-dir|recording-method|dtmf-log-dest|janus-secret|timeout|silent-timeout|final-timeout)$/;

/** The standing of every line of an rtpengine.conf; sections beside the daemon's own hold names of the user's choice. */
export function rtpengineStandings({ sections, problems }: RtpengineFile, chosen: string): readonly StandingOf[] {
  const entries = sections.flatMap(({ name, entries: lines }) => lines.map(({ at, key }): StandingOf => {
    if (name !== chosen) return { at, standing: "not-modelled" };
    if (!isOption(key)) return { at, standing: "unrecognised" };
    return { at, standing: JUDGED.test(key) ? "understood" : "not-modelled" };
  }));
  return [...entries, ...problems.filter(({ effect }) => effect === "fatal").map(({ at }): StandingOf => ({ at, standing: "unrecognised" }))];
}

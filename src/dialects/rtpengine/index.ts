export { lowerRtpengine } from "./lower.js";
export { parseRtpengine, type RtpengineEntry, type RtpengineFile, type RtpengineProblem, type RtpengineSection } from "./parse.js";
export { rtpengineStandings } from "./standing.js";

export { parseRtpengine, type RtpengineEntry, type RtpengineFile, type RtpengineProblem, type RtpengineSection } from "./parse.js";

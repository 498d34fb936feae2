import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "high", trunk: "medium", phone: "medium", unknown: "medium" };

export const dialplanPathTraversal = defineRule({
  id: "dialplan-path-traversal",
  title: "What a caller sends becomes a part of a file's path",
  severity: "medium",
  needs: ["asterisk"],
  why: `Recordings and prompts are opened by a path. A number or a name with \`../\` in it leads out of the folder: Record() and
MixMonitor() then overwrite files wherever Asterisk may write, FILE() and Playback() open others.`,
  degrees: "High where anyone gets there, else medium.",
  fix: "Name files after ${UNIQUEID}, or let FILTER() pass digits alone.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,MixMonitor(${CALLERID(num)}.wav)\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,MixMonitor(${UNIQUEID}.wav)\n" },
  versions: "Asterisk, all versions.",
  references: ["https://github.com/asterisk/asterisk/blob/master/README-SERIOUSLY.bestpractices.md"],
  cwe: 22,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["file"], severity: SEVERITY, becomes: ({ user }) => `becomes a part of the path that ${user} opens: \`../\` in it leads to other files` });
  },
});

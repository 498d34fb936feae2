import { defineRule } from "../rule.js";
import { matchesOf } from "./matches.js";
import { EVERY_PJSIP, IDENTIFIER_IP, pathIn, sipsOf } from "./sip.js";

export const pjsipIdentifyOverlap = defineRule({
  id: "pjsip-identify-overlap",
  title: "One address is two peers",
  severity: "medium",
  needs: ["asterisk"],
  why: `Where the networks of two identify sections overlap, Asterisk takes the first that it comes upon in a table without order: which of the
two endpoints a caller is can change with the next reload. A peer that is to reach little gets what the other may reach.`,
  degrees: "Medium: the wider of the two rights counts for both.",
  fix: "Make the networks disjoint, or tell the peers apart by a port (`match=198.51.100.10:5080`).",
  before: { "pjsip.conf": "[a]\ntype=endpoint\nidentify_by=ip\n[a]\ntype=identify\nendpoint=a\nmatch=198.51.100.0/24\n[b]\ntype=endpoint\nidentify_by=ip\n[b]\ntype=identify\nendpoint=b\nmatch=198.51.100.10\n" },
  after: { "pjsip.conf": "[a]\ntype=endpoint\nidentify_by=ip\n[a]\ntype=identify\nendpoint=a\nmatch=198.51.100.11\n[b]\ntype=endpoint\nidentify_by=ip\n[b]\ntype=identify\nendpoint=b\nmatch=198.51.100.10\n" },
  versions: EVERY_PJSIP,
  references: [IDENTIFIER_IP],
  cwe: 284,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      for (const family of [4, 6] as const) {
        const networks = matchesOf(sip).flatMap((match) => (match.network?.family === family && !PORT.test(match.text) && match.breadth !== "world" ? [{ match, range: match.network.range }] : []));
        networks.sort((a, b) => (a.range.first < b.range.first ? -1 : a.range.first > b.range.first ? 1 : 0));
        // The furthest reaching so far, and the furthest of another endpoint than that one's.
        let [furthest, other] = [networks[0], networks[0]];
        for (const one of networks) {
          const rival = furthest?.match.endpoint === one.match.endpoint ? other : furthest;
          if (rival !== undefined && rival.match.endpoint !== one.match.endpoint && rival.range.last >= one.range.first) {
            report(one.match.line.at, {
              subject: pathIn(one.match.identify), note: "match", related: [{ span: rival.match.line.at, note: `\`${rival.match.text}\` is endpoint \`${rival.match.endpoint}\`` }],
              message: `\`${one.match.text}\` is endpoint \`${one.match.endpoint}\` and, within \`${rival.match.text}\`, endpoint \`${rival.match.endpoint}\` as well: which of them counts is left to chance`,
            });
          }
          if (furthest === undefined || one.range.last >= furthest.range.last) {
            if (furthest?.match.endpoint !== one.match.endpoint) other = furthest;
            furthest = one;
          } else if (one.match.endpoint !== furthest.match.endpoint && (other === undefined || one.range.last >= other.range.last || other.match.endpoint === furthest.match.endpoint)) other = one;
        }
      }
    }
  },
});

/** With a port, the address of one of two peers at one host. */
const PORT = /^[\d.]+:\d+|\]:\d+/;

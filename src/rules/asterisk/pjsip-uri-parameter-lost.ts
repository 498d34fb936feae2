import { span } from "../../source/index.js";
import { defineRule } from "../rule.js";
import { COMMENTS, pathIn, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipUriParameterLost = defineRule({
  id: "pjsip-uri-parameter-lost",
  title: "A URI's parameter is a comment",
  severity: "medium",
  needs: ["asterisk"],
  why: `\`;\` begins a comment in Asterisk's files, also within a URI: \`server_uri=sip:sip.example.net;transport=tls\` is read as
\`sip:sip.example.net\`, and what was to be encrypted goes over udp. The parameter needs a backslash before it.`,
  degrees: "Medium where the lost parameter is the transport, low for the others.",
  fix: "Write `\\;` in place of `;` within the URI.",
  before: { "pjsip.conf": "[c]\ntype=registration\nserver_uri=sip:sip.example.net;transport=tls\nclient_uri=sip:1000@sip.example.net\n" },
  after: { "pjsip.conf": "[c]\ntype=registration\nserver_uri=sip:sip.example.net\\;transport=tls\nclient_uri=sip:1000@sip.example.net\n" },
  versions: "Asterisk, all versions.",
  references: [RES_PJSIP, COMMENTS],
  cwe: 319,
  check({ asterisk }, report) {
    const seen = new Set<string>();
    for (const sip of sipsOf(asterisk)) {
      for (const object of [...sip.pjsip.byType.values()].flat()) {
        for (const { at } of object.category.variables.filter(({ value }) => /^<?sips?:/i.test(value))) {
          const { file, end } = at;
          const lost = /^;(transport=\w+|lr|ob|user=\w+|maddr=\S+)/i.exec(file.text.slice(end, end + 60))?.[1];
          const key = `${end} ${file.path}`;
          if (lost === undefined || seen.has(key)) continue;
          seen.add(key);
          report(span(file, end, end + 1 + lost.length), {
            subject: pathIn(object), severity: /^transport=(?:tls|wss)/i.test(lost) ? "medium" : "low",
            message: `\`;${lost}\` is a comment, not a part of the URI: Asterisk reads \`${at.text}\``, fix: `write \`\\;${lost}\``,
            // Another transport may lock a peer out: a person decides. A route's or a user's parameter cannot.
            ...(/^transport/i.test(lost) ? {} : { edits: [{ at: span(file, end, end), text: "\\" }] }),
          });
        }
      }
    }
  },
});

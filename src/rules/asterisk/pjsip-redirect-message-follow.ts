import { defineRule } from "../rule.js";
import { blameEach, causesOf } from "./causes.js";
import { namesIn, objectsOf, RES_PJSIP, sipsOf } from "./sip.js";

export const pjsipRedirectMessageFollow = defineRule({
  id: "pjsip-redirect-message-follow",
  title: "Who gets a message decides where it goes",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`follow_redirect_methods=message\` a peer may answer a text message with another address, and Asterisk sends the text there.`,
  degrees: "Low.",
  fix: "Take `follow_redirect_methods` out.",
  before: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\nfollow_redirect_methods=message\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n" },
  versions: "Asterisk from 20.18, 22.8 and 23.2 on.",
  references: [RES_PJSIP],
  cwe: 601,
  check({ asterisk }, report) {
    for (const sip of sipsOf(asterisk)) {
      const following = objectsOf(sip, "endpoint").filter((endpoint) => namesIn(sip, endpoint, "follow_redirect_methods").includes("message"));
      blameEach(report, causesOf(sip, following, "follow_redirect_methods"), "endpoint", (whose) => ({ message: `${whose} may send text messages on to any address` }));
    }
  },
});

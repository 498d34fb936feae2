import { defineRule } from "../rule.js";
import { INCLUDES } from "./sip.js";

export const configIncludeFromSharedFolder = defineRule({
  id: "config-include-from-shared-folder",
  title: "Configuration is taken from where others write",
  severity: "medium",
  needs: ["asterisk"],
  why: `What is included is configuration: whoever can put a file below /tmp, a home or a web server's folder adds endpoints, opens access
lists, or runs commands by the dialplan, as Asterisk.`,
  degrees: "Medium: it takes a foot on the machine, or a hole in what runs on its web server.",
  fix: "Keep included files below /etc/asterisk, writable for root alone.",
  before: { "pjsip.conf": "#include \"/tmp/phones.conf\"\n[101]\ntype=endpoint\nauth=101\n" },
  after: { "pjsip.conf": "[101]\ntype=endpoint\nauth=101\n" },
  versions: "Asterisk, all versions.",
  references: [INCLUDES],
  cwe: 73,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { at } of system.problems.filter(({ code }) => code === "include-outside" || code === "include-missing")) {
        const path = at.file.text.slice(at.start, at.end);
        if (SHARED.test(path)) report(at, { subject: at.file.path, message: `\`${path}\` becomes configuration, and lies where others than root write` });
      }
    }
  },
});

const SHARED = /^\/(?:tmp|var\/tmp|dev\/shm|home|var\/www|srv\/www|usr\/share\/nginx|var\/lib\/php)\//;

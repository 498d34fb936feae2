import { defineRule } from "../rule.js";
import { viaOf } from "./access.js";
import { pathOf } from "./settings.js";
import { elements } from "./sip.js";

export const aclConfExampleInUse = defineRule({
  id: "acl-conf-example-in-use",
  title: "An access list of the examples is in use",
  severity: "low",
  needs: ["asterisk"],
  why: `\`example_named_acl1\` and its kin come with Asterisk and hold somebody else's networks: addresses that mean nothing here are let in or kept
out.`,
  degrees: "Low.",
  fix: "Write a list of your own, with your own networks and name.",
  before: { "acl.conf": "[example_named_acl1]\ndeny=0.0.0.0/0\n", "pjsip.conf": "[sip]\ntype=acl\nacl=example_named_acl1\n" },
  after: { "acl.conf": "[office]\ndeny=0.0.0.0/0\n", "pjsip.conf": "[sip]\ntype=acl\nacl=office\n" },
  versions: "Asterisk, all versions.",
  references: ["https://github.com/asterisk/asterisk/blob/22/configs/samples/acl.conf.sample"],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const { files } of asterisk) {
      for (const [, { categories }] of files) {
        for (const { variables, name: section, isTemplate } of categories) {
          const line = isTemplate ? undefined : variables.find(({ name, value }) => /acl$/i.test(name) && elements(value).some((each) => /^example_named_acl\d*$/i.test(each)));
          if (line !== undefined) report(line.at, { subject: pathOf(line.at, section), note: line.name, message: `\`${line.value}\` names an access list of the examples, with networks that are not yours`, related: viaOf(line) });
        }
      }
    }
  },
});

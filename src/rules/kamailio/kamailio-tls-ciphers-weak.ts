import { defineRule } from "../rule.js";
import { settingOf } from "./tls.js";

export const kamailioTlsCiphersWeak = defineRule({
  id: "kamailio-tls-ciphers-weak",
  title: "Ciphers without authentication or strength are offered",
  severity: "medium",
  needs: ["kamailio"],
  why: `The list lets in what anybody breaks or what proves nothing of the other side: anonymous, NULL, export, RC4 or triple DES ciphers.`,
  degrees: "Medium.",
  fix: "Remove the line, or `cipher_list = HIGH:!aNULL:!MD5:!3DES`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\nrequest_route { exit; }\n', "tls.cfg": "[server:default]\ncipher_list = ALL\n" },
  after: { "kamailio.cfg": '#!KAMAILIO\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "tls.cfg")\nrequest_route { exit; }\n', "tls.cfg": "[server:default]\ncipher_list = HIGH:!aNULL:!MD5:!3DES\n" },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/tls.html"],
  cwe: 327,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const section of system.tls ?? []) {
        const line = settingOf(section, "cipher_list");
        const weak = line?.value.split(/[:, ]+/).find((name) => /^\+?(?:ALL|COMPLEMENTOFALL|a?NULL|eNULL|aDH|ADH|AECDH|EXP\w*|RC4|DES|3DES|LOW|MD5)/i.test(name) && !/^!/.test(name));
        if (line === undefined || weak === undefined || (/^ALL$/i.test(weak) && /!aNULL/i.test(line.value) && /!(?:LOW|3DES)/i.test(line.value))) continue;
        const { at } = line;
        report(at, { subject: `${at.file.path} [${section.name}]`, message: `[${section.name}] offers ${weak}: ciphers that prove or hide nothing` });
      }
    }
  },
});

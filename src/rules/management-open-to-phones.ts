import type { ManagementService, NetworkRole } from "../posture/index.js";
import type { Severity } from "../finding.js";
import { listed } from "./phrase.js";
import { reachable } from "./reach.js";
import { defineRule } from "./rule.js";

/** Networks where nobody administers anything. A CIDR without a role may be anybody's: no accusation. */
const STRANGERS = ["phones", "trunk", "peers"] as const satisfies readonly NetworkRole[];
const WORDS = { phones: "phones", trunk: "carriers", peers: "peers" } as const;

/** ami, ari, rpc and http run calls and programs behind a password in clear; ssh encrypts and may ask for a key. */
const SEVERITY: Readonly<Record<ManagementService["service"], Severity>> = {
  ami: "medium",
  ari: "medium",
  rpc: "medium",
  http: "medium",
  ssh: "low",
  metrics: "low",
};

export const managementOpenToPhones = defineRule({
  id: "management-open-to-phones",
  title: "Management is reachable from where phones or carriers are",
  severity: "medium",
  needs: ["management"],
  why: `A phone is a small computer that seldom gets updates, its socket on the wall takes any laptop, and a carrier's network is not
yours. Whoever holds one machine there can try the passwords of the manager interface, and reads them where they travel in clear.`,
  degrees: "Medium for services that place calls or run programs, low for ssh and metrics.",
  fix: "Let management be reached from localhost or a management network alone.",
  before: `management:
  ami: { from: [localhost, office] }`,
  after: `management:
  ami: { from: [localhost, vpn] }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Manager-Interface-AMI/"],
  cwe: 668,
  check({ management }, report) {
    for (const { path, service, audience } of management) {
      // From world is worse and has a rule of its own, which also asks about an unreadable audience.
      if (audience.kind === "unknown" || audience.value.world) continue;
      const roles = STRANGERS.filter((role) => audience.value.roles.includes(role));
      if (roles.length === 0) continue;
      report(audience, {
        subject: path,
        severity: SEVERITY[service],
        message: `${path} is ${reachable(audience)}, though ${listed(roles.map((role) => WORDS[role]))} have no business with ${service}`,
        fix: `keep localhost and management networks alone in \`${audience.spelling}\``,
      });
    }
  },
});

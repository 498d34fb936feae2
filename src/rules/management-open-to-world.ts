import type { ManagementService } from "../posture/index.js";
import type { Severity } from "../finding.js";
import { byWhom, cannotTell } from "./phrase.js";
import { defineRule } from "./rule.js";

/** What a stranger who gets in holds: ami, ari and rpc place calls or run programs, http carries them; ssh still asks for a key. */
const SEVERITY: Readonly<Record<ManagementService["service"], Severity>> = {
  ami: "critical",
  ari: "critical",
  rpc: "critical",
  http: "critical",
  ssh: "high",
  metrics: "medium",
};

export const managementOpenToWorld = defineRule({
  id: "management-open-to-world",
  title: "Management is reachable from any address",
  severity: "critical",
  needs: ["management"],
  why: `The manager interface, ARI and the RPC sockets place calls, change the dialplan and in places run programs: one guessed or
leaked password, or one flaw before the login, and the system is somebody else's. Their ports are swept like 5060. SSH asks
for a key or a password first, but offers the whole host behind it.`,
  degrees: "Critical for services that place calls or run programs, high for ssh, medium for metrics.",
  fix: "Let management be reached from localhost or from a management network behind a VPN.",
  before: `management:
  ami: { from: [world] }`,
  after: `management:
  ami: { from: [localhost] }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Manager-Interface-AMI/", "https://www.rfc-editor.org/rfc/rfc6404"],
  cwe: 668,
  check({ management }, report) {
    for (const { path, service, audience } of management) {
      if (audience.kind === "unknown") cannotTell(report, audience, path, `who may reach ${service}`);
      else if (audience.value.world)
        report(audience, {
          subject: path,
          severity: SEVERITY[service],
          message: `${path} lets any address reach ${service}${byWhom(audience)}`,
          fix: `put localhost or a management network in place of world in \`${audience.spelling}\``,
        });
    }
  },
});

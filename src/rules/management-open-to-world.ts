import { SEVERITIES, type Severity } from "../finding.js";
import { isKnown, type ManagementService } from "../posture/index.js";
import { byWhom, cannotTell, listed } from "./phrase.js";
import { defineRule } from "./rule.js";
import { bySharedCause } from "./shared.js";

/** What a stranger who gets in holds: ami, ari and rpc place calls or run programs; ssh still asks for a key; a web server alone serves browsers, too. */
const SEVERITY: Readonly<Record<ManagementService["service"], Severity>> = {
  ami: "critical",
  ari: "critical",
  rpc: "critical",
  http: "medium",
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
  degrees: "Critical for services that place calls or run programs, high for ssh, medium for metrics and a web server that offers none of these. One step less for an engine's configuration without its packet filter, which may stand before it.",
  fix: "Let management be reached from localhost or from a management network behind a VPN.",
  before: `management:
  ami: { from: [world] }`,
  after: `management:
  ami: { from: [localhost] }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Manager-Interface-AMI/", "https://www.rfc-editor.org/rfc/rfc6404"],
  cwe: 668,
  check({ management, filters, asterisk, kamailio }, report) {
    // What binds to every address may still stand behind a filter that nobody showed.
    const guessed = filters === undefined && (asterisk !== undefined || kamailio !== undefined);
    for (const { path, service, audience } of management) if (audience.kind === "unknown") cannotTell(report, audience, path, `who may reach ${service}`);
    const open = management.filter(({ audience }) => isKnown(audience) && audience.value.world);
    for (const { fact, members } of bySharedCause(open, ({ audience }) => audience)) {
      const [first] = members.toSorted((a, b) => SEVERITIES.indexOf(SEVERITY[a.service]) - SEVERITIES.indexOf(SEVERITY[b.service]));
      if (first === undefined) continue;
      report(fact, {
        subject: first.path,
        severity: guessed ? lessThan(SEVERITY[first.service]) : SEVERITY[first.service],
        confidence: guessed ? "medium" : "high",
        message: `${first.path} lets any address reach ${listed([...new Set(members.map(({ service }) => service))])}${byWhom(fact)}${guessed ? ", unless a packet filter that was not given stands before it" : ""}`,
        fix: `put localhost or a management network in place of world in \`${fact.spelling}\``,
      });
    }
  },
});

function lessThan(severity: Severity): Severity {
  return SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? "info";
}

import type { AsteriskSystem, PjsipObject } from "../../posture/index.js";
import type { Severity } from "../../finding.js";
import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isModuleOff } from "./modules.js";
import { pathOf, sectionsOf } from "./settings.js";
import type { Span } from "../../source/index.js";

interface Need {
  readonly module: string;
  readonly severity: Severity;
  /** What relies on it. */
  readonly find: (system: AsteriskSystem) => { readonly at: Span; readonly name: string } | undefined;
  readonly lost: string;
}

const NEEDS: readonly Need[] = [
  { module: "res_pjsip_acl", severity: "high", find: (system) => objects(system, "acl", () => true), lost: "nobody reads the access list, so that every address is let in" },
  { module: "res_srtp", severity: "medium", find: (system) => objects(system, "endpoint", ({ options }) => ["sdes", "dtls"].includes(options.get("media_encryption")?.value ?? "")), lost: "no media is encrypted: calls fail, or go in clear where that is allowed" },
  { module: "res_security_log", severity: "medium", find: (system) => securityLog(system), lost: "the log's level security stays empty, and whatever bans by it is blind" },
];

export const moduleMissingForSetting = defineRule({
  id: "module-missing-for-setting",
  title: "A protection is configured whose module is not loaded",
  severity: "high",
  needs: ["asterisk"],
  why: `Access lists, encryption and security events are each done by a module. Without it Asterisk starts as ever, and what the files ask for is not there: an
access list that is not read lets everybody in.`,
  degrees: "High for access lists, medium for encryption and for security events.",
  fix: "Remove the `noload` line, or add a `load` line where modules are listed one by one.",
  before: { "modules.conf": "[modules]\nautoload=yes\nnoload=res_pjsip_acl.so\n", "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\npermit=203.0.113.0/24\n" },
  after: { "modules.conf": "[modules]\nautoload=yes\n", "pjsip.conf": "[office]\ntype=acl\ndeny=0.0.0.0/0\npermit=203.0.113.0/24\n" },
  versions: EVERY_RELEASE,
  references: [sample("modules.conf")],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const { module, severity, find, lost } of NEEDS) {
        const needs = isModuleOff(system, module) ? find(system) : undefined;
        if (needs !== undefined) report(needs.at, { subject: pathOf(needs.at, needs.name), severity, message: `modules.conf keeps ${module} from loading: ${lost}`, fix: `load ${module}.so in modules.conf` });
      }
    }
  },
});

function objects({ pjsip }: AsteriskSystem, type: string, fits: (object: PjsipObject) => boolean): { at: Span; name: string } | undefined {
  const found = pjsip?.byType.get(type)?.find(fits);
  return found === undefined ? undefined : { at: found.at, name: found.id };
}

function securityLog(system: AsteriskSystem): { at: Span; name: string } | undefined {
  const line = sectionsOf(system, "logger.conf", "logfiles").flatMap(({ variables }) => variables).find(({ value }) => /(?:^|[,\]\s])security\b/i.test(value));
  return line === undefined ? undefined : { at: line.at, name: "logfiles" };
}

import type { AsteriskSystem, Category } from "../../posture/index.js";
import type { Severity } from "../../finding.js";
import type { Reach } from "../reach.js";
import { defineRule } from "../rule.js";
import { accountsOf, majorOf } from "./accounts.js";
import { isModuleOff, isNamed, loadsAll } from "./modules.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { udpReach } from "./services.js";
import { allSections, linesOf, pathOf, sectionsOf } from "./settings.js";

/** Modules that open a port once their file is there; the examples that come along put the files there. */
const LISTENING: readonly { readonly module: string; readonly file: string; readonly port: number; readonly until: number; readonly spare: RegExp }[] = [
  { module: "chan_iax2", file: "iax.conf", port: 4569, until: 99, spare: /^(?:general|callnumberlimits)$/i },
  { module: "pbx_dundi", file: "dundi.conf", port: 4520, until: 99, spare: /^(?:general|mappings)$/i },
  { module: "chan_unistim", file: "unistim.conf", port: 5000, until: 99, spare: /^general$/i },
  { module: "chan_mgcp", file: "mgcp.conf", port: 2727, until: 20, spare: /^general$/i },
];

const SEVERITY: Partial<Record<Reach, Severity>> = { world: "medium", unknown: "low" };

export const moduleListensForNobody = defineRule({
  id: "module-listens-for-nobody",
  title: "A module listens for nobody",
  severity: "low",
  needs: ["asterisk"],
  why: `With \`autoload=yes\` a module whose file exists is loaded and opens its port, though no account uses it. Each parses what strangers send; flaws in such
forgotten drivers are found every year.`,
  degrees: "Medium where the packet filter lets the world reach the port, low where nobody can tell, else info.",
  fix: "Write a `noload` line for the module.",
  before: { "iax.conf": "[general]\nbandwidth=low\n", "modules.conf": "[modules]\nautoload=yes\n" },
  after: { "iax.conf": "[general]\nbandwidth=low\n", "modules.conf": "[modules]\nautoload=yes\nnoload=chan_iax2.so\n" },
  versions: EVERY_RELEASE,
  references: [sample("modules.conf")],
  cwe: 1104,
  check(posture, report) {
    for (const system of posture.asterisk) {
      for (const { module, file, port, until, spare } of LISTENING) {
        const general = allSections(system, file)[0];
        if (general === undefined || majorOf(system) > until || isUsed(system, file, spare) || isModuleOff(system, module) || !(loadsAll(system) || isNamed(system, module))) continue;
        report(general.at, { subject: pathOf(general.at, general.name), severity: SEVERITY[udpReach(posture, system, port)] ?? "info", message: `${module} listens on UDP port ${port}, and no section of ${file} uses it` });
      }
    }
  },
});

function isUsed(system: AsteriskSystem, file: string, spare: RegExp): boolean {
  if (file === "iax.conf" && accountsOf(system, "iax").length > 0) return true;
  const registers = sectionsOf(system, file, "general").some((section: Category) => linesOf(section, "register").length > 0);
  return registers || (file !== "iax.conf" && allSections(system, file).some(({ name }) => !spare.test(name)));
}

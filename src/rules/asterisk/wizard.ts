import type { AsteriskSystem, Category, Fact } from "../../posture/index.js";
import type { Span } from "../../source/index.js";
import { allSections, factOf, isTrue, linesOf, pathOf, settingOf } from "./settings.js";

/** A section of pjsip_wizard.conf, from which res_pjsip_config_wizard makes an endpoint and what belongs to it. */
export interface Wizard {
  readonly id: string;
  readonly path: string;
  readonly at: Span;
  /** What is written, the last line of that name; undefined where nobody wrote it. */
  option(name: string): Fact<string> | undefined;
}

export const WIZARD = "https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/PJSIP-Configuration-Wizard/";

export function wizardsIn(system: AsteriskSystem): readonly Wizard[] {
  return allSections(system, "pjsip_wizard.conf").filter((section) => linesOf(section, "type")[0]?.value === "wizard").map(wizardOf);
}

function wizardOf(section: Category): Wizard {
  const last = (name: string): Category["variables"][number] | undefined => linesOf(section, name).at(-1);
  return {
    id: section.name, path: pathOf(section.at, section.name), at: section.at,
    option: (name) => {
      const line = last(name);
      return line === undefined ? undefined : factOf(line);
    },
  };
}

/** http.conf was given, and its server takes plain HTTP from other hosts. */
export function isHttpOpen(system: AsteriskSystem): boolean {
  const enabled = settingOf(system, "http.conf", "general", "enabled", "no");
  const bind = settingOf(system, "http.conf", "general", "bindaddr", "0.0.0.0");
  return enabled?.kind === "set" && isTrue(enabled.value) && bind !== undefined && bind.kind !== "unknown" && !/^(?:127\.|\[?::1\]?$|localhost$)/.test(bind.value);
}

import { isKnown, type FilterSystem, type ManagementService } from "../../posture/index.js";
import { listed } from "../phrase.js";
import type { Severity } from "../../finding.js";
import type { Report } from "../rule.js";
import { placeOf, subjectOf, wayTo } from "./lines.js";
import { familyText, isBroad, opens, openingsOf, type Opening } from "../openings.js";

/** A port, and who by convention listens there. */
export interface Service {
  readonly name: string;
  readonly protocol: "udp" | "tcp";
  readonly port: number;
}

export function services(protocol: "udp" | "tcp", names: Readonly<Record<number, string>>): Service[] {
  return Object.entries(names).map(([port, name]) => ({ name, protocol, port: Number(port) }));
}

interface Judgement {
  /** What else is true of the opening, hence how bad it is; the rule's own severity where null. */
  readonly severity?: (opening: Opening) => Severity;
  /** Ends the message. */
  readonly because: string;
}

/**
 * Reports each line that surely lets anybody reach one of the services. What lets in half of all ports is told by the rules on
 * such lines, and a service of which a configuration was given is told by its own rules.
 */
export function reportServices(filters: readonly FilterSystem[], management: readonly ManagementService[] | undefined, known: readonly Service[], report: Report, judgement: Judgement): void {
  const told = new Set((management ?? []).flatMap(({ port, audience }) => (isKnown(port) && isKnown(audience) && audience.value.world ? [port.value] : [])));
  for (const system of filters) {
    for (const opening of openingsOf(system)) {
      if (isBroad(opening)) continue;
      const open = known.filter(({ protocol, port }) => protocol === opening.protocol && opens(opening, port) && !told.has(port));
      // A range of hundreds of ports was not opened for one of them: that is another mistake.
      if (open.length === 0 || isRange(opening, open)) continue;
      const names = listed(open.map(({ name, protocol, port }) => `${name} (${protocol} ${port})`));
      report(placeOf(opening), {
        subject: subjectOf(system, opening.chain), confidence: "medium", related: wayTo(opening),
        message: `anybody on the Internet reaches ${names}${familyText(opening, system)}: ${judgement.because}`,
        ...(judgement.severity === undefined ? {} : { severity: judgement.severity(opening) }),
      });
    }
  }
}

/** Whether the services lie within ranges of many ports, as for media. */
export function isRange({ ports }: Opening, open: readonly Service[]): boolean {
  return open.every(({ port }) => ports.some(({ first, last }) => first <= port && port <= last && last - first >= 200));
}

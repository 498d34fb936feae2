import { byDefault, set, type TlsPosture, unknown } from "../../../posture/index.js";
import type { Span } from "../../../source/index.js";
import type { Category } from "../category.js";
import { isTrue } from "../pjsip/words.js";
import { hopsOf } from "../category.js";
import { pathOf, settingOf } from "./facts.js";

/**
 * TLS as the core's own servers speak it (main/tcptls.c): every version from 1.0 on that is not switched off and that the TLS library of the machine
 * still has; certificates of clients are not asked for by the web server and the manager.
 * @param withoutOne TLS 1.0 is off unless somebody switches it on (http.conf)
 */
export function serverTls(general: readonly Category[], at: Span, withoutOne: boolean, by: string): TlsPosture {
  const flag = (name: string, standard: boolean): boolean => isTrue(settingOf(general, name)?.value ?? (standard ? "yes" : "no"));
  const [one, oneOne, oneTwo] = [flag("tlsdisablev1", withoutOne), flag("tlsdisablev11", false), flag("tlsdisablev12", false)];
  const line = settingOf(general, oneTwo ? "tlsdisablev12" : "tlsdisablev11");
  const path = pathOf(at, "general");
  const minimum: TlsPosture["minimum"] =
    one && oneOne && line !== null
      ? set(oneTwo ? "1.3" : "1.2", line.at, line.name, hopsOf(line))
      : unknown(`what it lets in depends on the TLS library of the machine: TLS ${one ? "1.1" : "1.0"} is not switched off here`, settingOf(general, "tlsdisablev11")?.at ?? at, "tlsdisablev11");
  return { at, path, minimum, clientCertificates: byDefault("none", at, "tlsverifyclient", by) };
}

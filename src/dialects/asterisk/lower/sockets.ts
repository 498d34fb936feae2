import { byDefault, type Fact } from "../../../posture/index.js";
import type { Span } from "../../../source/index.js";
import type { Variable } from "../category.js";
import { readV4, readV6 } from "../pjsip/address.js";
import { readBind } from "./bind.js";
import { setBy } from "./facts.js";

export function portOf(setting: Variable | null, standard: number, at: Span, by: string): Fact<number> {
  const number = Number(setting?.value);
  return setting !== null && Number.isInteger(number) && number > 0 && number < 65536 ? setBy(number, setting) : byDefault(standard, at, "port", by);
}

/** The one address; `0.0.0.0` for every IPv4 address; null for every address and for names. */
export function addressOf(bind: Variable | null, at: Span, spelling: string, by: string): Fact<string | null> {
  if (bind === null) return byDefault(null, at, spelling, by);
  const { host } = readBind(bind.value);
  const specific = readV4(host) !== null || (readV6(host) !== null && !/^[0:]*$/.test(host));
  return setBy(specific ? host : null, bind);
}

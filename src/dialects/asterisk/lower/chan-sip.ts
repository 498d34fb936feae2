import { byDefault, type Fact, type Listener, type Protocol, set, type TlsPosture } from "../../../posture/index.js";
import { type Loaded, lowered, type Variable } from "../category.js";
import type { AsteriskVersion } from "../pjsip/option.js";
import { isFalse, isTrue } from "../pjsip/words.js";
import { readBind } from "./bind.js";
import { EVERYBODY, ONLY_LOCAL, pathOf, sectionsOf, setBy, settingOf } from "./facts.js";
import { serverTls } from "./server-tls.js";
import { addressOf, portOf } from "./sockets.js";

/** sip.conf is read by releases up to 20, unless modules.conf keeps chan_sip from loading. */
export function readsSip(version: AsteriskVersion, modules: Loaded | null): boolean {
  const lines = modules === null ? [] : sectionsOf(modules, "modules").flatMap(({ variables }) => variables);
  const names = (verbs: readonly string[]): boolean => lines.some(({ name, value }) => verbs.includes(lowered(name)) && /^chan_sip(?:\.so)?$/.test(value.trim()));
  if (Number.parseInt(version, 10) > 20 || names(["noload"])) return false;
  return modules === null || names(["load", "preload", "require", "preload-require"]) || lines.some(({ name, value }) => lowered(name) === "autoload" && isTrue(value));
}

/** Sockets of chan_sip: UDP always, TCP and TLS where they are switched on (reload_config() of chan_sip.c). */
export function lowerSip(loaded: Loaded, by: string): Listener[] {
  const general = sectionsOf(loaded, "general");
  const [section] = general;
  if (section === undefined || !loaded.valid) return [];
  const of = (name: string): Variable | null => settingOf(general, name);
  const on = (...names: readonly string[]): Variable | null => names.map(of).find((line) => line !== null && isTrue(line.value)) ?? null;
  const guests = of("allowguest");
  const authenticated: Fact<boolean> = guests === null ? byDefault(false, section.at, "allowguest", by) : setBy(isFalse(guests.value), guests);
  const listener = (protocol: Protocol, place: Variable | null, bind: Variable | null, port: Fact<number>): Listener => {
    const at = place?.nameAt ?? section.at;
    return {
      name: `chan_sip ${protocol}`, path: pathOf(section.at, "general"), at,
      protocol: place === null ? byDefault(protocol, at, "udpbindaddr", by) : set(protocol, place.at, place.name),
      port,
      address: bind === null ? byDefault("0.0.0.0", at, "bindaddr", by) : addressOf(bind, at, "bindaddr", by),
      audience: bind === null ? byDefault(EVERYBODY, section.at, "bindaddr", by) : setBy(readBind(bind.value).loopback ? ONLY_LOCAL : EVERYBODY, bind),
      authenticated,
      registerLimit: byDefault("off", section.at, "chan_sip", `${by} limits no rate`),
      inviteLimit: byDefault("off", section.at, "chan_sip", `${by} limits no rate`),
    };
  };
  // Two names of one setting, of which the last line counts; bindport overrules a port in it.
  const main = general.flatMap(({ variables }) => variables).findLast(({ name }) => ["bindaddr", "udpbindaddr"].includes(lowered(name))) ?? null;
  const written = of("bindport");
  const portIn = (bind: Variable | null, standard: number): Fact<number> => {
    const own = bind === null ? null : readBind(bind.value).port;
    return own !== null && bind !== null ? setBy(own, bind) : byDefault(standard, bind?.at ?? section.at, "bindport", by);
  };
  const port = written === null ? portIn(main, 5060) : portOf(written, 5060, section.at, by);
  const [tcp, tls] = [on("tcpenable"), on("tlsenable", "sslenable")];
  const [tcpBind, tlsBind] = [of("tcpbindaddr"), of("tlsbindaddr") ?? of("sslbindaddr")];
  return [
    listener("udp", null, main, port),
    ...(tcp === null ? [] : [listener("tcp", tcp, tcpBind ?? main, tcpBind === null ? port : portIn(tcpBind, 5060))]),
    ...(tls === null ? [] : [listener("tls", tls, tlsBind ?? main, tlsBind === null ? byDefault(5061, tls.nameAt, "tlsbindaddr", by) : portIn(tlsBind, 5061))]),
  ];
}

export function lowerSipTls(loaded: Loaded, by: string): TlsPosture[] {
  const general = sectionsOf(loaded, "general");
  const line = settingOf(general, "tlsenable") ?? settingOf(general, "sslenable");
  return line !== null && isTrue(line.value) ? [serverTls(general, line.nameAt, false, by)] : [];
}

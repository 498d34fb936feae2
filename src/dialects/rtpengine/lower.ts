import { set, unknown, type Audience, type Fact, type RtpengineSection as Section, type RtpengineSetting, type RtpengineSocket, type RtpengineSystem } from "../../posture/index.js";
import { span, type SourceFile, type Span } from "../../source/index.js";
import { optionMeant } from "./options.js";
import type { RtpengineFile, RtpengineSection } from "./parse.js";

const PROTOCOLS = { "listen-ng": "udp", "listen-udp": "udp", "listen-tcp": "tcp", "listen-tcp-ng": "tcp", "listen-cli": "tcp", "listen-http": "tcp", "listen-https": "tcp" } as const satisfies Record<RtpengineSocket["option"], "udp" | "tcp">;

const OPTIONS = Object.keys(PROTOCOLS) as readonly RtpengineSocket["option"][];

/** Null where no section configures a daemon. */
export function lowerRtpengine(source: SourceFile, { sections }: RtpengineFile): RtpengineSystem | null {
  const chosen = sections.find(({ name }) => name === "rtpengine") ?? sections.find(({ entries }) => entries.some(({ key }) => Object.hasOwn(PROTOCOLS, key)));
  if (chosen === undefined) return null;
  const section = sectionOf(chosen);
  return {
    path: source.path, at: span(source, 0, 0), section,
    others: sections.filter((each) => each !== chosen).map(sectionOf),
    control: OPTIONS.flatMap((option) => socketsOf(option, section.settings.get(option))),
  };
}

function sectionOf({ name, at, entries }: RtpengineSection): Section {
  return { name, at, settings: new Map(entries.map(({ key, value, at: line, valueAt }): [string, RtpengineSetting] => [key, { name: key, option: optionMeant(key), value: value.trimEnd(), at: line, valueAt }])) };
}

/** Values are parted by semicolons (GLib's lists); port 0 opens nothing. */
function socketsOf(option: RtpengineSocket["option"], setting: RtpengineSetting | undefined): RtpengineSocket[] {
  if (setting === undefined) return [];
  const { file, start } = setting.valueAt;
  return [...setting.value.matchAll(/[^;]+/g)].flatMap(({ 0: part, index }) => {
    const text = part.trim();
    const from = start + index + part.indexOf(text);
    const at = span(file, from, from + text.length);
    const [, host, digits = ""] = /^(?:(.*):)?(\d+)$/s.exec(text) ?? [];
    const port = Number(digits);
    if (port === 0 || port > 0xffff) return [];
    const bare = host === undefined ? null : host.replace(/^\[(.*)\]$/, "$1");
    return [{ option, protocol: PROTOCOLS[option], host: bare, port, at, audience: audienceOf(bare, at, option) }];
  });
}

/** Where it listens says whom it is for; a packet filter may know better. */
function audienceOf(host: string | null, at: Span, option: string): Fact<Audience> {
  if (host !== null && /^(?:127\.|::1$|localhost$)/.test(host)) return set({ world: false, sources: ["localhost"], roles: ["localhost"] }, at, option);
  if (host !== null && /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i.test(host)) {
    return unknown("it listens on an inner address, and no packet filter was given", at, option);
  }
  if (host !== null && !/^[\d.]+$|:/.test(host)) return unknown(`which address ${host} has is not known here`, at, option);
  return set({ world: true, sources: [], roles: ["world"] }, at, option);
}

import type { RtpengineSetting, RtpengineSystem } from "../../posture/index.js";

/** What rules ask of an rtpengine.conf. */

/** A key of the daemon's own section, as written. */
export function settingOf({ section }: RtpengineSystem, name: string): RtpengineSetting | undefined {
  return section.settings.get(name);
}

/** Yes as GLib has it; rtpengine refuses a file with any other word than true, false, 1 and 0. */
export function isOn(setting: RtpengineSetting | undefined): setting is RtpengineSetting {
  return setting !== undefined && /^(?:true|1)$/.test(setting.value);
}

/** Undefined where it is not written or no number. */
export function numberOf(system: RtpengineSystem, name: string): number | undefined {
  const value = settingOf(system, name)?.value;
  return value === undefined || !/^-?\d+(?:\.\d+)?$/.test(value) ? undefined : Number(value);
}

export function isLoopback(host: string): boolean {
  return /^(?:127\.|::1$|localhost$)/.test(host.replace(/^\[(.*)\]$/, "$1"));
}

/** `[PW@]HOST:PORT[/DB]` (daemon/main.c: redis_ep_parse): the last `@` ends the password. */
export function endpointOf(value: string): { readonly host: string; readonly password: boolean } {
  const behind = value.slice(value.lastIndexOf("@") + 1);
  return { host: behind.replace(/\/[^/]*$/, "").replace(/:\d*$/, ""), password: value.includes("@") };
}

/** What an exception names: `rtpengine.conf [rtpengine] listen-ng`. */
export function subjectOf({ path, section }: RtpengineSystem, name: string): string {
  return `${path} [${section.name}] ${name}`;
}

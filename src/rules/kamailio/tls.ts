import type { TlsSection } from "../../posture/index.js";

/** What rules ask of a section of tls.cfg. */

/** The line that sets one of the names. */
export function settingOf({ settings }: TlsSection, ...names: readonly string[]): { readonly value: string; readonly at: TlsSection["at"] } | undefined {
  return names.map((name) => settings.get(name)).find((line) => line !== undefined);
}

/** A yes, as the reader of tls.cfg takes it (src/core/cfg_parser.c). */
export function onOf(section: TlsSection, name: string): boolean {
  return /^(?:1|yes|true|on|enable)$/i.test(settingOf(section, name)?.value ?? "");
}

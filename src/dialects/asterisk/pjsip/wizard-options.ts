/** Object types that a wizard makes (res_pjsip_config_wizard.c). */
export const WIZARD_TYPES = ["phoneprov", "registration", "identify", "endpoint", "aor", "auth"] as const;
export type WizardType = (typeof WIZARD_TYPES)[number];

/** Options that a wizard takes without an object's name before them; any other is passed over without a word. */
export const WIZARD_OPTIONS: readonly string[] = [
  "type", "accepts_auth", "accepts_registrations", "client_uri_pattern", "contact_pattern", "has_hint", "has_phoneprov", "hint_application", "hint_context", "hint_exten", "outbound_proxy",
  "remote_hosts", "sends_auth", "sends_line_with_registrations", "sends_registrations", "server_uri_pattern", "transport",
];

/** `inbound_auth/password` is an option of an auth object. The prefix counts as it is written; the option is null where there is no slash. */
export function splitWizardName(name: string): readonly [type: string, option: string | null] {
  const slash = name.indexOf("/");
  if (slash < 0) return [name, null];
  const prefix = name.slice(0, slash);
  return [prefix === "inbound_auth" || prefix === "outbound_auth" ? "auth" : prefix === "auth" ? "" : prefix, name.slice(slash + 1)];
}

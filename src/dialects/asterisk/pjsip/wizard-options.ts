/** Options that res_pjsip_config_wizard.c takes without an object's name before them; any other is passed over without a word. */
export const WIZARD_OPTIONS: readonly string[] = [
  "type", "accepts_auth", "accepts_registrations", "client_uri_pattern", "contact_pattern", "has_hint", "has_phoneprov", "hint_application", "hint_context", "hint_exten", "outbound_proxy",
  "remote_hosts", "sends_auth", "sends_line_with_registrations", "sends_registrations", "server_uri_pattern", "transport",
];

/** `inbound_auth/password` is an option of an auth object; the option is null where there is no slash. */
export function splitWizardName(name: string): readonly [type: string, option: string | null] {
  const slash = name.indexOf("/");
  if (slash < 0) return [name, null];
  const prefix = name.slice(0, slash).toLowerCase();
  return [prefix === "inbound_auth" || prefix === "outbound_auth" ? "auth" : prefix, name.slice(slash + 1)];
}

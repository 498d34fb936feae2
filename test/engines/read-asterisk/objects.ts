import { after } from "node:test";
import type { PjsipObject } from "../../../src/dialects/asterisk/index.js";
import { Asterisk } from "../lab/asterisk.js";
import { Namespace } from "../lab/namespace.js";

const modules = [
  "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject", "res_pjsip", "res_pjsip_session", "res_pjsip_pubsub", "res_pjsip_authenticator_digest",
  "res_pjsip_endpoint_identifier_user", "res_pjsip_endpoint_identifier_ip", "res_pjsip_acl", "res_pjsip_outbound_authenticator_digest", "res_pjsip_outbound_registration",
  "res_pjsip_registrar", "res_rtp_asterisk", "res_srtp", "res_timing_timerfd", "pbx_config", "bridge_simple",
];

const running: Asterisk[] = [];
after(async () => {
  for (const asterisk of running) await asterisk.stop();
});

/** Engine, and the version that the reader is told. */
export const ENGINES = [["asterisk-22", "22.10.1"], ["asterisk-16", "16.28.0"]] as const;
export type Engine = (typeof ENGINES)[number][0];

/** Boots one with these objects, and other files and modules besides. */
export async function boot(prefix: Engine, pjsip: string, more: Readonly<Record<string, string>> = {}, loaded: readonly string[] = []): Promise<Asterisk> {
  const namespace = await Namespace.create();
  const asterisk = await Asterisk.boot({
    namespace,
    prefix,
    configs: {
      "modules.conf": `[modules]\nautoload=no\n${[...modules, ...loaded].map((name) => `load=${name}.so\n`).join("")}`,
      "manager.conf": "[general]\nenabled=no\n",
      "rtp.conf": "[general]\n",
      "extensions.conf": "[default]\n",
      "pjsip.conf": pjsip,
      ...more,
    },
  });
  running.push(asterisk);
  return asterisk;
}

/** Options that the CLI prints in another form than the file's, or from another place. */
const PRINTED_OTHERWISE = ["type", "match", "allow", "disallow", "permit", "deny", "acl", "contact", "bind", "local_net", "password_digest", "md5_cred", "auth_type", "direct_media_method", "tos_audio", "set_var", "callerid", "method", "dtls_verify", "call_group", "contact_permit", "contact_deny", "tos", "dtls_setup"];

/** What is written of an object, in the form of `pjsip show`. */
export function asPrinted(object: PjsipObject): Record<string, string> {
  const known = [...object.options.values()].filter(({ name }) => !PRINTED_OTHERWISE.includes(name));
  return Object.fromEntries(known.map(({ name, value }) => [name, value]));
}

export async function printed(asterisk: Asterisk, object: PjsipObject): Promise<Record<string, string>> {
  const options = await asterisk.options(object.type as "endpoint", object.id);
  const plain = (value: string): string => ({ Yes: "true", No: "false" })[value] ?? value; // a transport's TLS switches are printed so
  return Object.fromEntries(Object.keys(asPrinted(object)).map((name) => [name, plain(options.get(name) ?? "(not printed)")]));
}

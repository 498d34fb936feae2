import { type Text, word } from "./quote.js";
import type { Scene } from "./scene.js";

export interface ModuleGroup {
  readonly purpose: Text;
  readonly modules: readonly Text[];
}

/** What this policy needs and nothing else; without res_pjsip_authenticator_digest nobody would be asked for a password. */
export function moduleGroups({ link, accounts, trunks, policy }: Scene): ModuleGroup[] {
  const encrypted = [...accounts, ...trunks].some(({ media }) => media.value !== "none");
  const capped = policy.calling.plans.some(({ concurrent }) => concurrent.value !== null);
  const outbound = link === null && trunks.some(({ credentials }) => credentials !== null);
  return [
    group("clocks and where configuration is kept", ["res_timing_timerfd", "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb"]),
    group("SIP: who may speak, who he is, and the proof of it", [
      "res_pjproject", "res_pjsip", "res_pjsip_acl", "res_pjsip_endpoint_identifier_ip", "res_pjsip_endpoint_identifier_user", "res_pjsip_authenticator_digest",
      ...(outbound ? ["res_pjsip_outbound_authenticator_digest"] : []), "res_pjsip_registrar", "res_security_log",
    ]),
    group("SIP: calls", [
      "res_pjsip_session", "res_pjsip_pubsub", "res_pjsip_sdp_rtp", "res_pjsip_nat", "res_pjsip_caller_id", "res_pjsip_refer", "res_pjsip_rfc3326",
      "res_pjsip_dtmf_info", "res_pjsip_dlg_options", ...(link === null ? [] : ["res_pjsip_header_funcs"]), "chan_pjsip",
    ]),
    group("speech", ["res_rtp_asterisk", ...(encrypted ? ["res_srtp"] : []), "codec_alaw", "codec_ulaw", "codec_g722", "codec_resample", "bridge_simple", "bridge_native_rtp", "bridge_softmix"]),
    group("the dialplan and what it uses", ["pbx_config", "app_dial", "app_stack", "app_verbose", "func_channel", "func_strings", ...(capped ? ["func_groupcount"] : [])]),
    group("call records", ["cdr_csv"]),
  ];
}

const group = (purpose: string, modules: readonly string[]): ModuleGroup => ({ purpose: purpose as Text, modules: modules.map((module) => word(`${module}.so`)) });

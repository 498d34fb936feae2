import type { Certificates } from "./certificate.js";

/** An account of the tiny PBX and the digest it is challenged with. */
export interface TinyAccount {
  readonly name: string;
  readonly password: string;
  readonly algorithm: "MD5" | "SHA-256";
}

const modules = [
  "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject", "res_pjsip", "res_pjsip_session", "res_pjsip_pubsub",
  "res_pjsip_authenticator_digest", "res_pjsip_endpoint_identifier_user", "res_pjsip_registrar", "res_pjsip_sdp_rtp", "res_pjsip_nat",
  "res_pjsip_caller_id", "res_pjsip_logger", "res_security_log", "res_rtp_asterisk", "res_srtp", "res_timing_timerfd", "chan_pjsip", "pbx_config", "app_dial", "app_echo",
  "bridge_simple", "bridge_softmix", "codec_ulaw", "codec_alaw", "func_channel",
];

const account = ({ name, password, algorithm }: TinyAccount): string => `
[${name}]
type=endpoint
context=phones
aors=${name}
auth=${name}
allow=!all,ulaw,alaw
direct_media=no
rewrite_contact=yes
media_encryption=sdes

[${name}]
type=aor
max_contacts=1
remove_existing=yes

[${name}]
type=auth
auth_type=digest
username=${name}
password=${password}
realm=tiny
supported_algorithms_uas=${algorithm}
supported_algorithms_uac=${algorithm}
`;

/** Configurations of the smallest PBX that shows the lab: TLS on 5061, SDES media, accounts that call each other, `600` echoes. */
export function tinyPbx(address: string, certificates: Certificates, accounts: readonly TinyAccount[]): Record<string, string> {
  return {
    "modules.conf": `[modules]\nautoload=no\n${modules.map((name) => `load=${name}.so\n`).join("")}`,
    "manager.conf": "[general]\nenabled=no\n",
    "rtp.conf": "[general]\nrtpstart=20000\nrtpend=20099\n",
    "extensions.conf": "[phones]\nexten => 600,1,Answer()\n same => n,Echo()\nexten => _1XX,1,Dial(PJSIP/${EXTEN},20)\n",
    "pjsip.conf": `[tls]\ntype=transport\nprotocol=tls\nbind=${address}:5061\ncert_file=${certificates.certificate}\npriv_key_file=${certificates.key}\nmethod=tlsv1_2\n${accounts.map(account).join("")}`,
  };
}

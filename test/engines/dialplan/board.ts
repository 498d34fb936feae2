import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Asterisk } from "../lab/asterisk.js";
import { Namespace } from "../lab/namespace.js";
import { waitFor } from "../lab/process.js";
import { scratch } from "../lab/scratch.js";
import { audioOffer, sip, sipText } from "../lab/sip.js";

const MODULES = [
  "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject", "res_pjsip", "res_pjsip_session", "res_pjsip_pubsub", "res_pjsip_authenticator_digest", "res_pjsip_endpoint_identifier_user",
  "res_pjsip_endpoint_identifier_anonymous", "res_pjsip_sdp_rtp", "res_pjsip_caller_id", "res_rtp_asterisk", "res_timing_timerfd", "chan_pjsip", "pbx_config",
  "app_dial", "app_exec", "app_stack", "app_system", "app_playback", "app_read", "app_verbose", "bridge_simple", "codec_ulaw", "format_pcm",
  "func_strings", "func_logic", "func_callerid", "func_global", "func_env", "func_channel", "func_shell", "res_pjsip_header_funcs",
];

/** A call that comes in without a password: by an endpoint of its own, which leads to the context that is meant. */
export interface Incoming {
  readonly context: string;
  readonly number: string;
  /** The display name. */
  readonly name?: string;
}

/** The configuration that lets each call in, and a trunk whose other side is `trunk.ts`. The audit reads the same. */
export function configsFor(calls: readonly Incoming[], extensions: string): Readonly<Record<string, string>> {
  const endpoints = calls.map(({ context }, index) => `[k${index}]\ntype=endpoint\ncontext=${context}\nallow=!all,ulaw\n`).join("");
  return {
    "extensions.conf": extensions,
    "pjsip.conf": `[udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:5060\n${endpoints}[out]\ntype=endpoint\ncontext=nowhere\naors=out\nallow=!all,ulaw\nidentify_by=ip\n[out]\ntype=aor\ncontact=sip:127.0.0.1:5070\n`,
  };
}

const escaped = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);

/** Places the calls on a real Asterisk and gives back, for each, the numbers that reached the trunk. */
export async function placed(calls: readonly Incoming[], configs: Readonly<Record<string, string>>, prefix: "asterisk-22" | "asterisk-16"): Promise<readonly (readonly string[])[]> {
  const namespace = await Namespace.create();
  const output = join(scratch("out"), "calls");
  const trunk = namespace.start(process.execPath, [join(dirname(fileURLToPath(import.meta.url)), "trunk.js")], output);
  const modules = prefix === "asterisk-16" ? [...MODULES, "app_macro"] : MODULES;
  const asterisk = await Asterisk.boot({ namespace, prefix, configs: { ...configs, "modules.conf": `[modules]\nautoload=no\n${modules.map((name) => `load=${name}.so\n`).join("")}`, "manager.conf": "[general]\nenabled=no\n", "rtp.conf": "[general]\nrtpstart=20000\nrtpend=24000\n" } });
  try {
    const messages = calls.map(({ number, name }, index) => {
      const text = sipText({ method: "INVITE", uri: `sip:${escaped(number)}@127.0.0.1`, from: `sip:k${index}@127.0.0.1`, contact: "sip:k@{local}", body: audioOffer("127.0.0.1", "RTP/AVP") });
      return name === undefined ? text : text.replace("From: <", `From: "${name}" <`);
    });
    for (let at = 0; at < messages.length; at += 40) await sip(namespace, { transport: "udp", address: "127.0.0.1", port: 5060, messages: messages.slice(at, at + 40), gap: 15, wait: 1200 });
    await waitFor(async () => (await asterisk.cli("core show channels concise")).trim() === "", 15_000, "calls to end").catch(() => undefined);
    const lines = (await readFile(output, "utf8")).split("\n").filter(Boolean).map((line) => line.split(" "));
    return calls.map((_, index) => lines.filter(([caller]) => caller === `k${index}`).map(([, number = ""]) => decodeURIComponent(number)));
  } finally {
    await asterisk.stop();
    await trunk.stop(0);
    await namespace.delete();
  }
}

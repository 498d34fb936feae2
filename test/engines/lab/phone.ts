import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Dialogue } from "./dialogue.js";
import { engine, prefixPath } from "./engine.js";
import type { Namespace } from "./namespace.js";
import { waitFor } from "./process.js";
import { scratch } from "./scratch.js";
import { toneWav } from "./tone.js";

export interface PhoneSetup {
  readonly namespace: Namespace;
  readonly name: string;
  readonly password: string;
  /** The only digest the phone answers to. MD5 for an old one. */
  readonly algorithm: "SHA-256" | "MD5";
  readonly realm: string;
  /** Where it registers; the domain of its address too. */
  readonly server: { readonly address: string; readonly port: number; readonly transport: "tls" | "tcp" | "udp" };
  /** The authority that the server's certificate must come from; needed with tls. */
  readonly ca?: string;
  readonly client?: { readonly certificate: string; readonly key: string };
  /** `srtp`: refuses to speak in the clear; `none`: speaks plain RTP only. */
  readonly media: "srtp" | "none";
  /** Takes incoming calls at once; true unless told. */
  readonly answers?: boolean;
}

/** How a call began: answered, or refused with the SIP status that came. */
export type CallOutcome = { readonly answered: true } | { readonly answered: false; readonly status: number | undefined };

/** What flowed in a call's media during the last second, in kbit/s of RTP; a G.711 call has about 80 each way. */
export interface Flow {
  readonly sent: number;
  readonly received: number;
}

let audioPort = 7078;

function rc(setup: PhoneSetup, folder: string): string {
  const { server, name, password, realm, algorithm, ca, client, media } = setup;
  const at = server.address.includes(":") ? `[${server.address}]` : server.address;
  const port = (transport: string): number => (transport === server.transport ? -1 : 0);
  audioPort += 2;
  return `[sip]
sip_port=${port("udp")}
sip_tcp_port=${port("tcp")}
sip_tls_port=${port("tls")}
use_ipv6=${server.address.includes(":") ? 1 : 0}
default_proxy=0
root_ca=${ca ?? join(folder, "no-authority")}
verify_server_certs=1
verify_server_cn=0
${client === undefined ? "" : `client_cert_chain=${client.certificate}\nclient_cert_key=${client.key}\n`}media_encryption=${media}
media_encryption_mandatory=${media === "srtp" ? 1 : 0}
guess_hostname=1
[proxy_0]
reg_proxy=<sip:${at}:${server.port};transport=${server.transport}>
reg_route=<sip:${at}:${server.port};transport=${server.transport};lr>
reg_identity=<sip:${name}@${at}>
reg_expires=300
reg_sendregister=1
publish=0
[auth_info_0]
username=${name}
passwd=${password}
realm=${realm}
algorithm=${algorithm}
available_algorithms=${algorithm}
[rtp]
audio_rtp_port=${audioPort}
`;
}

/** A real telephone without a loudspeaker: linphone's daemon, registering and calling in a namespace. It plays a tone into its calls. */
export class Phone {
  /** How much of what it said has been taken for calls already. */
  #callsSeen = 0;

  private constructor(
    private readonly setup: PhoneSetup,
    private readonly folder: string,
    private readonly dialogue: Dialogue,
  ) {}

  /** Starts it; it registers by itself. */
  static async start(setup: PhoneSetup): Promise<Phone> {
    const folder = scratch("phone");
    await mkdir(join(folder, ".local/share/linphone"), { recursive: true }); // without it no SIP socket is opened
    await writeFile(join(folder, "linphonerc"), rc(setup, folder));
    await writeFile(join(folder, "tone.wav"), toneWav(60));
    const args = ["--config", join(folder, "linphonerc"), "--log", join(folder, "log"), ...(setup.answers === false ? [] : ["--auto-answer"])];
    const places = { "/usr/share/belr": prefixPath("phones", "usr/share/belr") }; // grammars, looked for nowhere else
    const dialogue = new Dialogue(...setup.namespace.inside(engine("phones", "linphone-daemon"), args, places), { HOME: folder }, folder);
    const phone = new Phone(setup, folder, dialogue);
    await waitFor(async () => dialogue.ended || /SIP network reachability state is now \[UP\]/.test(await phone.log()), 10_000, "the phone to start");
    if (dialogue.ended) throw new Error(`the phone ended at once:\n${dialogue.heard}`);
    return phone;
  }

  /** Its whole log, with every SIP message. */
  log(): Promise<string> {
    return readFile(join(this.folder, "log"), "utf8").catch(() => "");
  }

  /** Waits until it knows whether it is registered. `status`: the last one that came, undefined if none did. */
  async registered(timeout = 8000): Promise<{ readonly ok: boolean; readonly status: number | undefined }> {
    let state: string | undefined;
    const known = async (): Promise<boolean> => {
      state = [...(await this.log()).matchAll(/moving from state \[\w+\] to \[LinphoneRegistration(Ok|Failed)\]/g)].at(-1)?.[1];
      return state !== undefined;
    };
    await waitFor(known, timeout, "a registration").catch(() => undefined);
    return { ok: state === "Ok", status: await this.#status("REGISTER") };
  }

  /** Calls a user of its server (or a whole SIP URI), and waits until the call is answered or refused. */
  async call(to: string, timeout = 8000): Promise<CallOutcome> {
    const { address } = this.setup.server;
    const uri = to.includes(":") ? to : `sip:${to}@${address.includes(":") ? `[${address}]` : address}`;
    const from = this.dialogue.heard.length;
    this.dialogue.say(`call ${uri}`);
    const [, id] = await this.dialogue.hear(/^Status: Ok\s+Id: (\d+)$/m, timeout, from); // an earlier call may still be saying goodbye
    const [, state] = await this.dialogue.hear(new RegExp(`Event: LinphoneCall(StreamsRunning|Error|End)\nFrom: .*\nId: ${id}$`, "m"), timeout, from);
    if (state !== "StreamsRunning") return { answered: false, status: await this.#status("INVITE") };
    return { answered: true };
  }

  /** Waits for the next incoming call that it has taken. */
  async called(timeout = 8000): Promise<void> {
    const { index, 0: said } = await this.dialogue.hear(/LinphoneCallIncoming[^]*?LinphoneCallStreamsRunning/, timeout, this.#callsSeen);
    this.#callsSeen += index + said.length;
  }

  /**
   * Speaks (a tone) for some seconds in the running call and tells what flowed in the last of them. Let both ends speak at the
   * same time: neither sends audio on its own.
   */
  async speak(seconds = 3): Promise<Flow> {
    this.dialogue.say(`incall-player-start ${join(this.folder, "tone.wav")}`);
    await sleep(seconds * 1000);
    const [, received, sent] = [...(await this.log()).matchAll(/Stream #0 \(audio\).*RTP : \[d=([\d.]+),u=([\d.]+)\]/g)].at(-1) ?? [];
    return { sent: Number(sent ?? 0), received: Number(received ?? 0) };
  }

  /** Whether the media of its last call was encrypted, as it was agreed. */
  async encrypted(): Promise<boolean> {
    return [...(await this.log()).matchAll(/Negotiated media encryption is LinphoneMediaEncryption(\w+)/g)].at(-1)?.[1] === "SRTP";
  }

  /** Sends its last call to another user (a blind transfer), and leaves it where the server agrees. */
  async transfer(to: string): Promise<void> {
    const id = [...this.dialogue.heard.matchAll(/Event: LinphoneCallStreamsRunning\nFrom: .*\nId: (\d+)$/gm)].at(-1)?.[1];
    if (id === undefined) throw new Error("there is no call to transfer");
    const from = this.dialogue.heard.length;
    this.dialogue.say(`call-transfer ${id} sip:${to}@${this.setup.server.address}`);
    await this.dialogue.hear(/^Status: Ok$/m, 5000, from);
  }

  hangUp(): void {
    this.dialogue.say("terminate");
  }

  async stop(): Promise<void> {
    this.dialogue.say("quit");
    await waitFor(() => this.dialogue.ended, 2000).catch(() => undefined);
    this.dialogue.stop();
  }

  /** The status of the last final answer to a request of ours. */
  async #status(method: string): Promise<number | undefined> {
    const answers = (await this.log()).matchAll(/^SIP\/2\.0 ([2-6]\d\d)[^]*?^CSeq: *\d+ (\w+)/gm);
    const last = [...answers].filter(([, , of]) => of === method).at(-1)?.[1];
    return last === undefined ? undefined : Number(last);
  }
}

import type { TestContext } from "node:test";
import type { Policy } from "../../src/policy/types.js";
import { iptables } from "../../src/targets/iptables/index.js";
import { asteriskFiles, exampleText, policyOf, secretsOf } from "../targets/asterisk/policies.js";
import { Asterisk } from "./lab/asterisk.js";
import { type Certificates, tlsCertificate } from "./lab/certificate.js";
import { Filter } from "./lab/filter.js";
import { Network } from "./lab/network.js";
import { Phone, type PhoneSetup } from "./lab/phone.js";
import { scratch } from "./lab/scratch.js";

const CARRIER_MODULES = [
  "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject", "res_pjsip", "res_pjsip_session", "res_pjsip_pubsub", "res_pjsip_endpoint_identifier_ip",
  "res_pjsip_sdp_rtp", "res_pjsip_caller_id", "res_rtp_asterisk", "res_srtp", "res_timing_timerfd", "chan_pjsip", "pbx_config", "app_dial", "app_echo", "app_verbose", "res_clioriginate",
  "bridge_simple", "bridge_softmix", "codec_ulaw", "codec_alaw", "func_channel", "func_callerid",
];

/** A carrier's switch: takes every call from the PBX, notes the number and sends the audio back. */
export function carrierFiles(certificates: Certificates, address: string): Record<string, string> {
  return {
    "modules.conf": `[modules]\nautoload=no\n${CARRIER_MODULES.map((name) => `load=${name}.so\n`).join("")}`,
    "manager.conf": "[general]\nenabled=no\n",
    "rtp.conf": "[general]\nrtpstart=40000\nrtpend=40999\n",
    "extensions.conf": "[calls]\nexten => _[+0-9]!,1,Log(NOTICE,TAKEN ${EXTEN} FROM ${CALLERID(num)})\n same => n,Answer()\n same => n,Echo()\n",
    "pjsip.conf": `[tls]\ntype=transport\nprotocol=tls\nbind=${address}:5061\ncert_file=${certificates.certificate}\npriv_key_file=${certificates.key}\nmethod=tlsv1_2\n
[pbx]\ntype=endpoint\ntransport=tls\ncontext=calls\naors=pbx\nallow=!all,ulaw,alaw\nmedia_encryption=sdes\ndirect_media=no\n
[pbx]\ntype=aor\ncontact=sip:192.0.2.10:15071\\;transport=tls\n
[pbx]\ntype=identify\nendpoint=pbx\nmatch=192.0.2.10\n`,
  };
}

export interface Headquarters {
  readonly policy: Policy;
  readonly network: Network<"pbx" | "desk" | "hall" | "carrier" | "stranger">;
  readonly asterisk: Asterisk;
  readonly carrier: Asterisk;
  readonly certificates: Certificates;
  phone(name: "101" | "102", change?: Partial<PhoneSetup>): Promise<Phone>;
  /** Numbers that the carrier was asked for, with who asked. */
  taken(): Promise<string[]>;
}

/** The first example as it would run: rendered Asterisk behind the rendered packet filter, two telephones' networks, a carrier and a stranger. */
export async function headquarters(t: TestContext, change: (text: string) => string = (text) => text, carrierAddress = "198.51.100.10"): Promise<Headquarters> {
  const certificates = await tlsCertificate(scratch("tls"), ["192.0.2.10", carrierAddress]);
  const text = exampleText("acme-hq").replace("clientCertificates: none", "ca: /etc/ringfence/tls/ca.pem\n  clientCertificates: none").replace(/hours: "[^"]*", /, "");
  const policy = policyOf(change(text));
  const network = await Network.create({ pbx: ["192.0.2.10"], desk: ["203.0.113.5"], hall: ["203.0.113.6"], carrier: [carrierAddress], stranger: ["192.0.2.66"] });
  t.after(() => network.delete());
  const { pbx } = network.hosts;
  pbx.place({ "/etc/ringfence/tls": certificates.folder });
  await loadFilter(policy, new Filter(pbx));
  const asterisk = await Asterisk.boot({ namespace: pbx, configs: asteriskFiles(policy) });
  const carrier = await Asterisk.boot({ namespace: network.hosts.carrier, configs: carrierFiles(certificates, carrierAddress) });
  t.after(() => Promise.all([asterisk.stop(), carrier.stop()]));
  return {
    policy, network, asterisk, carrier, certificates,
    async phone(name, setup = {}) {
      const phone = await Phone.start({
        namespace: network.hosts[name === "101" ? "desk" : "hall"], name, password: secretsOf(policy).get(`accounts.${name}.secret`) ?? "", algorithm: "SHA-256", realm: "pbx.acme.example",
        server: { address: "192.0.2.10", port: 15061, transport: "tls" }, ca: certificates.ca, media: "srtp", ...setup,
      });
      t.after(() => phone.stop());
      return phone;
    },
    taken: async () => (await carrier.log()).flatMap(({ text: said }) => /TAKEN (.*)$/.exec(said)?.[1] ?? []),
  };
}

async function loadFilter(policy: Policy, filter: Filter): Promise<void> {
  const [node] = policy.nodes;
  if (node === undefined) throw new Error("the policy has no node");
  const files = new Map(iptables.render({ policy, node, secrets: new Map() }).artifacts.map(({ path, text }) => [path, text]));
  await filter.ipset(files.get("iptables/ipset.conf") ?? "");
  await filter.iptables(files.get("iptables/rules.v4") ?? "");
  await filter.ip6tables(files.get("iptables/rules.v6") ?? "");
}

import type { TestContext } from "node:test";
import type { Policy } from "../../../src/policy/index.js";
import { edgeFiles } from "../../targets/kamailio/edge-policy.js";
import { type Identity, linkCertificates, tlsCertificate } from "../lab/certificate.js";
import { Kamailio, type KamailioSetup } from "../lab/kamailio.js";
import { Network } from "../lab/network.js";
import { scratch } from "../lab/scratch.js";
import { challenges, credentials, header, reply, request, status, uriIn } from "./sip.js";
import { type Ear, type Line, type Place, Wire } from "./wire.js";

export const VERSIONS = [["5.6", "kamailio-5.6"], ["6.0", "kamailio-6.0"], ["6.1", "kamailio-6.1"]] as const;
export const PUBLIC = { address: "192.0.2.20", port: 15061 } as const;
export const PUBLIC_V6 = { address: "2001:db8:20::20", port: 15061 } as const;
export const CARRIER_PORT = 15060;
export const DOMAIN = "sip.acme.example";
export const REGISTRAR = `sip:${DOMAIN}`;
export const uriOf = (user: string): string => `sip:${user}@${DOMAIN}`;
export const PASSWORDS: Readonly<Record<string, string>> = { "201": "wq-201-Zr", "202": "wq-202-Zr" };

const HOSTS = {
  edge: ["192.0.2.20", "10.20.0.5", "2001:db8:20::20"],
  core: ["10.20.0.10"],
  carrier: ["198.51.100.10", "198.51.100.11"],
  phones: ["203.0.113.5", "203.0.113.6"],
  stranger: ["203.0.113.66", "203.0.113.67", "203.0.113.68", "2001:db8:66::1", "2001:db8:66:0:1:2:3:4", "2001:db8:67::1"],
} as const;

/** The example's edge, booted, with a core that is only an ear, and hosts that speak raw SIP. */
export class EdgeScene {
  private constructor(
    readonly network: Network<keyof typeof HOSTS>,
    readonly kamailio: Kamailio,
    readonly core: Ear,
    private readonly wires: Readonly<Record<keyof typeof HOSTS, Wire>>,
    private readonly link: { readonly port: number; readonly shown: Identity },
  ) {}

  static async create(t: TestContext, policy: Policy, prefix: KamailioSetup["prefix"]): Promise<EdgeScene> {
    const network = await Network.create(HOSTS);
    t.after(() => network.delete());
    const tls = scratch("tls");
    await tlsCertificate(tls, [DOMAIN, PUBLIC.address]);
    const link = await linkCertificates(scratch("link"));
    network.hosts.edge.place({ "/etc/ringfence/tls": tls, "/etc/ringfence/link": link.edge.folder });
    const kamailio = await Kamailio.boot({ namespace: network.hosts.edge, configs: edgeFiles(policy), prefix });
    t.after(() => kamailio.stop());
    const names = Object.keys(HOSTS) as (keyof typeof HOSTS)[];
    const wires = Object.fromEntries(names.map((name) => [name, new Wire(network.hosts[name])])) as Record<keyof typeof HOSTS, Wire>;
    t.after(() => names.forEach((name) => wires[name].stop()));
    const port = policy.link?.port.core ?? 0;
    const core = await wires.core.listen({ address: "10.20.0.10", port }, link.core);
    return new EdgeScene(network, kamailio, core, wires, { port: policy.link?.port.edge ?? 0, shown: link.core });
  }

  /** A TLS connection from outside to the accounts' listener. */
  from(host: "stranger" | "phones", address: string): Promise<Line> {
    return this.wires[host].open("tls", address, address.includes(":") ? PUBLIC_V6 : PUBLIC);
  }

  /** What the core shows on the link. */
  get shown(): Identity {
    return this.link.shown;
  }

  /** Any other way to one of the edge's sockets. */
  open(host: "stranger" | "phones", protocol: "udp" | "tcp", address: string, to: Place): Promise<Line> {
    return this.wires[host].open(protocol, address, to);
  }

  /** A UDP socket that speaks to the carrier's listener. */
  carrierLine(host: "carrier" | "stranger", address: string, port?: number): Promise<Line> {
    return this.wires[host].open("udp", address, { address: PUBLIC.address, port: CARRIER_PORT }, port);
  }

  /** A connection to the private socket, with the core's own certificate unless told otherwise. */
  linkLine(host: "core" | "stranger", address: string, protocol: "tls" | "tcp" = "tls", shown: Identity | null = this.link.shown): Promise<Line> {
    return this.wires[host].open(protocol, address, { address: "10.20.0.5", port: this.link.port }, undefined, shown ?? undefined);
  }

  /** Registers an account from an address of the phones' host, over TLS unless a line is given. @returns its line, and its Contact as the core was told it */
  async register(user: string, address: string, algorithm = "MD5", by?: Line): Promise<{ line: Line; contact: string }> {
    const line = by ?? (await this.from("phones", address));
    const before = this.core.received.length;
    const first = await ask(line, "REGISTER", REGISTRAR, user, {});
    const challenge = challenges(first ?? "").find((one) => one.algorithm === algorithm);
    if (challenge === undefined) throw new Error(`no ${algorithm} challenge in ${first}`);
    const answer = ask(line, "REGISTER", REGISTRAR, user, { headers: [credentials(challenge, user, PASSWORDS[user] ?? "", "REGISTER", REGISTRAR)] });
    const seen = await this.core.hear(/^REGISTER /, before);
    this.core.send(reply(seen, "200 OK", { toTag: "core", headers: [`Contact: ${header(seen, "Contact")[0]}`, "Expires: 60"] }), seen);
    const code = status(await answer);
    if (code !== "200") throw new Error(`${user} was not registered: ${code}`);
    return { line, contact: uriIn(header(seen, "Contact")[0] ?? "") };
  }

  /** Takes back every ban and counter, as an administrator would with kamcmd. */
  async pardon(): Promise<void> {
    for (const table of ["banned", "failures", "offences", "floods", "pace"]) await this.kamailio.rpc("htable.flush", table);
  }
}

/** Sends a request in the name of a user and waits for its final answer. */
export async function ask(line: Line, method: string, uri: string, user: string, parts: Partial<Parameters<typeof request>[3]>, timeout = 2000): Promise<string | null> {
  line.send(request(line, method, uri, { from: uriOf(user), ...parts }));
  return line.answer(timeout);
}

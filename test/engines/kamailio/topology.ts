import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Policy } from "../../../src/policy/index.js";
import { nftables } from "../../../src/targets/nftables/index.js";
import { asteriskFiles } from "../../targets/asterisk/policies.js";
import { edgeFiles, edgeSecrets } from "../../targets/kamailio/edge-policy.js";
import { Asterisk } from "../lab/asterisk.js";
import { type Certificates, type Identity, linkCertificates, tlsCertificate } from "../lab/certificate.js";
import { Filter } from "../lab/filter.js";
import { Kamailio, type KamailioSetup } from "../lab/kamailio.js";
import { Namespace } from "../lab/namespace.js";
import { Network } from "../lab/network.js";
import { scratch } from "../lab/scratch.js";

const OUTSIDE = { edge: ["192.0.2.20"], first: ["203.0.113.5"], second: ["203.0.113.6"], carrier: ["198.51.100.10"], stranger: ["203.0.113.66"] } as const;

/** Both hosts of the example as they are rendered, packet filters and all: the edge between the world and a wire of its own to the core. */
export interface Topology {
  readonly hosts: Readonly<Record<keyof typeof OUTSIDE | "core", Namespace>>;
  readonly kamailio: Kamailio;
  readonly asterisk: Asterisk;
  readonly certificates: Certificates;
  readonly link: Readonly<Record<"edge" | "core", Identity>>;
}

export async function standUp(t: TestContext, policy: Policy, prefix: KamailioSetup["prefix"]): Promise<Topology> {
  const network = await Network.create(OUTSIDE);
  t.after(() => network.delete());
  const { edge } = network.hosts;
  const core = await Namespace.create();
  t.after(() => core.delete());
  await edge.ip(`link add inner type veth peer name eth0 netns ${core.name}`, "addr add 10.20.0.5/24 dev inner", "link set inner up");
  await core.ip("addr add 10.20.0.10/24 dev eth0", "link set eth0 up", "route add default via 10.20.0.5");

  for (const [name, namespace] of [["edge", edge], ["core", core]] as const) await filter(policy, name, namespace);
  const certificates = await tlsCertificate(scratch("tls"), ["sip.acme.example", "192.0.2.20"]);
  const link = await linkCertificates(scratch("link"));
  edge.place({ "/etc/ringfence/tls": certificates.folder, "/etc/ringfence/link": link.edge.folder });
  core.place({ "/etc/ringfence/link": link.core.folder });
  const asterisk = await Asterisk.boot({ namespace: core, configs: asteriskFiles(policy, edgeSecrets) });
  t.after(() => asterisk.stop());
  const kamailio = await Kamailio.boot({ namespace: edge, configs: edgeFiles(policy), prefix });
  t.after(() => kamailio.stop());
  return { hosts: { ...network.hosts, core }, kamailio, asterisk, certificates, link };
}

/** Loads a host's rendered filter, and the kernel settings that go with it. */
async function filter(policy: Policy, name: string, namespace: Namespace): Promise<void> {
  const node = policy.nodes.find((one) => one.name === name);
  if (node === undefined) throw new Error(`no node ${name}`);
  for (const { path, text } of nftables.render({ policy, node, secrets: new Map() }).artifacts) {
    if (path.endsWith(".nft")) await new Filter(namespace).nft(text);
    if (!path.endsWith("sysctl.conf")) continue;
    const file = join(scratch("sysctl"), "sysctl.conf");
    await writeFile(file, text);
    await namespace.must("sysctl", ["-p", file]);
  }
}

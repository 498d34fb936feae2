import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Policy } from "../../src/policy/index.js";
import { edgeFiles, edgePolicy, forKamailio } from "../targets/kamailio/edge-policy.js";
import { VARIANTS } from "../targets/kamailio/variants.js";
import { ask, DOMAIN, EdgeScene, PUBLIC, REGISTRAR, uriOf } from "./kamailio/edge-scene.js";
import { header, reply, request, status, uriIn } from "./kamailio/sip.js";
import { type Certificates, linkCertificates, tlsCertificate } from "./lab/certificate.js";
import { Kamailio } from "./lab/kamailio.js";
import { Network } from "./lab/network.js";
import { scratch } from "./lab/scratch.js";
import { sip, sipText, type SipOutcome, type SipProbe } from "./lab/sip.js";

const RELEASES = [["5.6", "kamailio-5.6"], ["6.1", "kamailio-6.1"]] as const;

const variant = (name: string, version: string): Policy => {
  const policy = VARIANTS[name]?.();
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (policy === undefined) throw new Error(`no variant ${name}`);
  return { ...policy, engines: { ...policy.engines, kamailio: { text: version, major, minor, patch: null } } };
};

interface TlsScene {
  readonly certificates: Certificates;
  ask(from: "carrier" | "phone", port: number, tls: NonNullable<SipProbe["tls"]>): Promise<SipOutcome>;
}

/** An edge whose certificate, clients' certificates and trunk's certificate come from the lab's authority. */
async function tlsScene(t: TestContext, policy: Policy, prefix: "kamailio-5.6" | "kamailio-6.1"): Promise<TlsScene> {
  const network = await Network.create({ edge: ["192.0.2.20", "10.20.0.5"], carrier: ["198.51.100.10"], phone: ["203.0.113.5"] });
  t.after(() => network.delete());
  const certificates = await tlsCertificate(scratch("tls"), [DOMAIN, PUBLIC.address]);
  network.hosts.edge.place({ "/etc/ringfence/tls": certificates.folder, "/etc/ringfence/link": (await linkCertificates(scratch("link"))).edge.folder });
  const kamailio = await Kamailio.boot({ namespace: network.hosts.edge, configs: edgeFiles(policy), prefix });
  t.after(() => kamailio.stop());
  return {
    certificates,
    ask: (from, port, tls) => sip(network.hosts[from], { transport: "tls", address: PUBLIC.address, port, tls, messages: [sipText({ method: "OPTIONS", uri: REGISTRAR })] }),
  };
}

const statuses = ({ answers }: SipOutcome): number[] => answers.map(({ status: code }) => code);

for (const [version, prefix] of RELEASES) {
  test(`Kamailio ${version} speaks TLS 1.2 and later with good ciphers, and asks nobody for a certificate that would prove nothing`, async (t) => {
    const scene = await tlsScene(t, edgePolicy(forKamailio(version)), prefix);
    const spoken = async (only: "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3"): Promise<number[]> => statuses(await scene.ask("phone", 15061, { minVersion: only, maxVersion: only }));
    assert.deepEqual([await spoken("TLSv1"), await spoken("TLSv1.1"), await spoken("TLSv1.2"), await spoken("TLSv1.3")], [[], [], [401], [401]]);
    assert.deepEqual(statuses(await scene.ask("phone", 15061, { ca: scene.certificates.ca })), [401]);
  });

  test(`Kamailio ${version} hears a device only with a certificate of the policy's authority, where the policy requires one`, async (t) => {
    const scene = await tlsScene(t, variant("devices with certificates, TLS 1.2", version), prefix);
    const other = await tlsCertificate(scratch("tls"), ["other.example"]);
    const { clientCertificate: certificate, clientKey: key } = scene.certificates;
    assert.deepEqual(statuses(await scene.ask("phone", 15061, {})), []);
    assert.deepEqual(statuses(await scene.ask("phone", 15061, { certificate: other.clientCertificate, key: other.clientKey })), []);
    assert.deepEqual(statuses(await scene.ask("phone", 15061, { certificate, key })), [401], "and then asks for the password too");
  });

  test(`Kamailio ${version} takes a trunk for the trunk by its certificate and its address together`, async (t) => {
    const scene = await tlsScene(t, variant("a trunk over TLS that shows a certificate", version), prefix);
    const { clientCertificate: certificate, clientKey: key } = scene.certificates;
    assert.deepEqual(statuses(await scene.ask("carrier", 15062, { certificate, key })), [200]);
    assert.deepEqual(statuses(await scene.ask("carrier", 15062, {})), [], "the address alone");
    assert.deepEqual(statuses(await scene.ask("phone", 15062, { certificate, key })), [], "the certificate alone");
  });

  test(`Kamailio ${version} calls a phone from the very socket that the phone speaks to, and knows an account at its own listener only`, async (t) => {
    const scene = await EdgeScene.create(t, variant("phones over UDP and TCP from an office, never banned", version), prefix);
    const udp = await scene.open("phones", "udp", "203.0.113.5", PUBLIC);
    const { contact } = await scene.register("201", "203.0.113.5", "MD5", udp);
    const link = await scene.linkLine("core", "10.20.0.10");
    link.send(request({ protocol: "tls", address: "10.20.0.10", port: 5061 }, "INVITE", contact, { from: "sip:202@10.20.0.10", to: contact }));
    const invite = (await udp.next(3000)) ?? "";
    assert.match(header(invite, "Via")[0] ?? "", /^SIP\/2\.0\/UDP 192\.0\.2\.20:15061;/);
    udp.send(reply(invite, "486 Busy Here", { toTag: "p" }));
    assert.equal(status(await link.answer()), "486");
    assert.match((await udp.next()) ?? "", /^ACK /);
    assert.equal(uriIn(header(invite, "From")[0] ?? ""), uriOf("202"));

    await assert.rejects(scene.register("202", "203.0.113.5", "MD5", udp), /in vain for .*REGISTER/, "202 belongs to the other listener");
    const tcp = await scene.open("phones", "tcp", "203.0.113.6", { address: PUBLIC.address, port: 15062 });
    await scene.register("202", "203.0.113.6", "MD5", tcp);
  });

  test(`Kamailio ${version} does not hear who is not in a listener's networks, and never bans the office`, async (t) => {
    const scene = await EdgeScene.create(t, variant("phones over UDP and TCP from an office, never banned", version), prefix);
    const carrier = await scene.carrierLine("carrier", "198.51.100.10");
    assert.equal(status(await ask(carrier, "OPTIONS", REGISTRAR, "201", {})), "200", "the carrier at its own listener");
    const office = await scene.open("stranger", "udp", "203.0.113.66", PUBLIC);
    for (let count = 0; count < 12; count++) {
      const scanner = await ask(office, "OPTIONS", REGISTRAR, "100", { headers: ["User-Agent: friendly-scanner"] }, 60);
      assert.equal(scanner, null);
    }
    assert.equal(status(await ask(office, "REGISTER", REGISTRAR, "201", {})), "401", "still heard");
    assert.doesNotMatch(await scene.kamailio.output(), /ringfence: ban/);
    await scene.network.hosts.stranger.ip("addr add 192.0.2.99 dev eth0");
    const outside = await scene.open("stranger", "udp", "192.0.2.99", PUBLIC);
    assert.equal(await ask(outside, "REGISTER", REGISTRAR, "201", {}, 500), null);
  });
}

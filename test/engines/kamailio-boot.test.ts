import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ha1 } from "../../src/targets/digest.js";
import { edgePolicy, edgeFiles, forKamailio } from "../targets/kamailio/edge-policy.js";
import { DOMAIN, EdgeScene, PASSWORDS, VERSIONS } from "./kamailio/edge-scene.js";
import { tlsCertificate } from "./lab/certificate.js";
import { checkKamailio, Kamailio, type KamailioSetup } from "./lab/kamailio.js";
import { Network } from "./lab/network.js";
import { scratch } from "./lab/scratch.js";

const policyFor = (version: string) => (version === "6.0" ? edgePolicy() : edgePolicy(forKamailio(version)));

/** What the engine says of itself as soon as it serves TLS, whatever the configuration. Numbers differ from boot to boot. */
async function ownWords(prefix: KamailioSetup["prefix"]): Promise<Set<string>> {
  const network = await Network.create({ edge: ["192.0.2.20"] });
  const tls = scratch("tls");
  await tlsCertificate(tls, [DOMAIN]);
  network.hosts.edge.place({ "/etc/ringfence/tls": tls });
  const profile = "[server:default]\nmethod = TLSv1.2+\ncertificate = /etc/ringfence/tls/fullchain.pem\nprivate_key = /etc/ringfence/tls/privkey.pem\n";
  const script = 'listen=tls:192.0.2.20:5061\nenable_tls=yes\nloadmodule "tls.so"\nmodparam("tls", "config", "/etc/kamailio/tls.cfg")\nrequest_route { exit; }\n';
  const kamailio = await Kamailio.boot({ namespace: network.hosts.edge, configs: { "kamailio.cfg": script, "tls.cfg": profile }, prefix });
  const said = await kamailio.problems();
  await kamailio.stop();
  await network.delete();
  return new Set(said.filter((line) => line.startsWith("WARNING tls ")).map(withoutNumbers));
}

const withoutNumbers = (line: string): string => line.replaceAll(/\d+/g, "N");

for (const [version, prefix] of VERSIONS) {
  test(`Kamailio ${version} takes the edge's files and boots without a word of its own making`, async (t) => {
    const scene = await EdgeScene.create(t, policyFor(version), prefix);
    const checked = await checkKamailio({ namespace: scene.network.hosts.edge, configs: edgeFiles(policyFor(version)), prefix });
    assert.equal(checked.code, 0, checked.stderr);
    const known = await ownWords(prefix);
    assert.deepEqual((await scene.kamailio.problems()).filter((line) => !known.has(withoutNumbers(line))), []);
  });

  test(`Kamailio ${version} listens on the policy's sockets and its link, and nowhere else`, async (t) => {
    const scene = await EdgeScene.create(t, policyFor(version), prefix);
    const listening = await scene.network.hosts.edge.listening();
    assert.deepEqual(listening.map(({ protocol, address, port }) => `${protocol} ${address} ${port}`).sort(), ["tcp 10.20.0.5 5061", "tcp 192.0.2.20 15061", "udp 192.0.2.20 15060"]);
    const { mode } = await stat(join(scene.kamailio.base, "run/kamailio_ctl"));
    assert.equal(mode & 0o777, 0o600);
  });

  test(`Kamailio ${version} holds the accounts' digests, the trusted addresses and the destinations`, async (t) => {
    const scene = await EdgeScene.create(t, policyFor(version), prefix);
    const { kamailio } = scene;
    const tables = version === "5.6" ? (["MD5"] as const) : (["MD5", "SHA-256"] as const);
    for (const algorithm of tables) {
      const dump = await kamailio.rpc("htable.dump", algorithm === "MD5" ? "md5" : "sha256");
      for (const [user, password] of Object.entries(PASSWORDS)) assert.ok(dump.includes(ha1(algorithm, user, DOMAIN, password)), `${algorithm} of ${user}`);
      assert.equal([...dump.matchAll(/name: listeners\.remote:/g)].length, 2);
    }
    const addresses = await kamailio.rpc("permissions.addressDump");
    for (const address of ["10.20.0.10", "198.51.100.10", "198.51.100.11"]) assert.ok(addresses.includes(address), address);
    assert.match(await kamailio.rpc("permissions.subnetDump"), /10\.8\.0\.0/);
    const destinations = await kamailio.rpc("dispatcher.list");
    for (const uri of ["sip:10.20.0.10:5061;transport=tls", "sip:198.51.100.10:5060", "sip:198.51.100.11:5060"]) assert.ok(destinations.includes(uri), uri);
  });
}

import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { test } from "node:test";
import { ha1 } from "../../src/targets/digest.js";
import { edgeFiles } from "../targets/kamailio/edge-policy.js";
import { policyWith, TAME } from "../targets/kamailio/hostile-policy.js";
import { VARIANTS } from "../targets/kamailio/variants.js";
import { DOMAIN } from "./kamailio/edge-scene.js";
import { linkCertificates, tlsCertificate } from "./lab/certificate.js";
import { Kamailio } from "./lab/kamailio.js";
import { Network } from "./lab/network.js";
import { scratch } from "./lab/scratch.js";

const EDGE = ["192.0.2.20", "10.20.0.5", "2001:db8:20::20", "fd00:20::5"];
const RELEASES = [["5.6", 5, 6, "kamailio-5.6"], ["6.1", 6, 1, "kamailio-6.1"]] as const;

for (const [name, variant] of Object.entries(VARIANTS)) {
  test(`the edge boots without a word of its own making and listens where it is meant to: ${name}`, async (t) => {
    const network = await Network.create({ edge: EDGE });
    t.after(() => network.delete());
    const tls = scratch("tls");
    await tlsCertificate(tls, [DOMAIN]);
    network.hosts.edge.place({ "/etc/ringfence/tls": tls, "/etc/ringfence/link": (await linkCertificates(scratch("link"))).edge.folder });
    for (const [text, major, minor, prefix] of RELEASES) {
      const policy = { ...variant(), engines: { ...variant().engines, kamailio: { text, major, minor, patch: null } } };
      const kamailio = await Kamailio.boot({ namespace: network.hosts.edge, configs: edgeFiles(policy), prefix });
      try {
        assert.deepEqual((await kamailio.problems()).filter((line) => !line.startsWith("WARNING tls tls_h_mod_init_f(): openssl bug") && !line.startsWith("WARNING tls mod_init(): set maximum pthreads")), [], text);
        const meant = policy.listeners.map(({ protocol, address, port }) => `${protocol.value === "udp" ? "udp" : "tcp"} ${address} ${port.value}`);
        const link = `tcp ${policy.link?.address.edge} ${policy.link?.port.edge}`;
        const listening = (await network.hosts.edge.listening()).map(({ protocol, address, port }) => `${protocol} ${address} ${port}`);
        assert.deepEqual(listening.sort(), [...meant, link].sort(), text);
        const [first] = policy.auth.algorithms.value.includes("MD5") && text === "5.6" ? (["MD5"] as const) : policy.auth.algorithms.value;
        if (first === undefined) throw new Error("no digest");
        assert.ok((await kamailio.rpc("htable.dump", first === "MD5" ? "md5" : "sha256")).includes(ha1(first, "201", DOMAIN, "wq-201-Zr")), text);
      } finally {
        await kamailio.stop();
      }
    }
  });
}

for (const [text, major, minor, prefix] of RELEASES) {
  test(`Kamailio ${text} reads texts that were meant to break out as the texts they are`, async (t) => {
    const odd = "a b$(ru)[server:any]{x}=!`é";
    const { policy, secrets } = policyWith({
      ...TAME, name: 'x"\n#!define WITH_X\nlisten=udp:127.0.0.1:9\n', account: "we:ird\\né$(ru)", password: 'p"\n:$(ru)', displayName: '"; exit; "', network: "n\nlisten=udp:127.0.0.1:9",
      listener: "li[s]{t};=é", certificate: `/etc/ringfence/tls/${odd}.pem`, key: `/etc/ringfence/tls/${odd}.key`, ca: `/etc/ringfence/tls/${odd}.ca`,
    });
    const network = await Network.create({ edge: EDGE });
    t.after(() => network.delete());
    const tls = scratch("tls");
    const made = await tlsCertificate(tls, [DOMAIN]);
    for (const [from, ending] of [[made.certificate, "pem"], [made.key, "key"], [made.ca, "ca"]] as const) await copyFile(from, `${tls}/${odd}.${ending}`);
    network.hosts.edge.place({ "/etc/ringfence/tls": tls, "/etc/ringfence/link": (await linkCertificates(scratch("link"))).edge.folder });
    const configs = edgeFiles({ ...policy, engines: { ...policy.engines, kamailio: { text, major, minor, patch: null } } }, secrets);
    const kamailio = await Kamailio.boot({ namespace: network.hosts.edge, configs, prefix });
    t.after(() => kamailio.stop());
    assert.deepEqual((await kamailio.problems()).filter((line) => !line.startsWith("WARNING tls ")), []);
    assert.equal((await network.hosts.edge.listening()).length, 3);
    const dump = await kamailio.rpc("htable.dump", "md5");
    assert.ok(dump.includes("listeners.li[s]{t};=é:we:ird\\né$(ru)"), dump);
    assert.ok(dump.includes(ha1("MD5", "we:ird\\né$(ru)", TAME.realm, 'p"\n:$(ru)')));
  });
}

test("ten thousand accounts are loaded with the memory that Kamailio has by default, and reloaded while it runs", async (t) => {
  const base = VARIANTS["the example"]?.();
  const [model] = base?.accounts ?? [];
  assert.ok(base !== undefined && model !== undefined);
  const accounts = Array.from({ length: 10_000 }, (_, index) => {
    const name = String(100_000 + index);
    return { ...model, name, path: `accounts.${name}`, secret: { ...model.secret, path: `accounts.${name}.secret` } };
  });
  const secrets = new Map(accounts.map(({ name, secret }) => [secret.path, `p${name}`]));
  const network = await Network.create({ edge: EDGE });
  t.after(() => network.delete());
  const tls = scratch("tls");
  await tlsCertificate(tls, [DOMAIN]);
  network.hosts.edge.place({ "/etc/ringfence/tls": tls, "/etc/ringfence/link": (await linkCertificates(scratch("link"))).edge.folder });
  for (const [text, major, minor, prefix] of RELEASES) {
    const configs = edgeFiles({ ...base, accounts, engines: { ...base.engines, kamailio: { text, major, minor, patch: null } } }, secrets);
    const kamailio = await Kamailio.boot({ namespace: network.hosts.edge, configs, prefix }); // -m 64 -M 8, as the lab starts it
    try {
      for (const name of ["100000", "104321", "109999"]) {
        assert.ok((await kamailio.rpc("htable.get", "md5", `listeners.remote:${name}`)).includes(ha1("MD5", name, DOMAIN, `p${name}`)), `${name} on ${text}`);
      }
      await kamailio.rpc("htable.reload", "md5");
      assert.ok((await kamailio.rpc("htable.get", "md5", "listeners.remote:109999")).includes(ha1("MD5", "109999", DOMAIN, "p109999")));
    } finally {
      await kamailio.stop();
    }
  }
});

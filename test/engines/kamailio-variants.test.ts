import assert from "node:assert/strict";
import { test } from "node:test";
import { ha1 } from "../../src/targets/digest.js";
import { edgeFiles } from "../targets/kamailio/edge-policy.js";
import { VARIANTS } from "../targets/kamailio/variants.js";
import { DOMAIN } from "./kamailio/edge-scene.js";
import { tlsCertificate } from "./lab/certificate.js";
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
    network.hosts.edge.place({ "/etc/ringfence/tls": tls });
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

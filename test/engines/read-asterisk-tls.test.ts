import assert from "node:assert/strict";
import { after, test } from "node:test";
import { filesInMemory, readAsterisk } from "../../src/dialects/asterisk/index.js";
import { isKnown } from "../../src/posture/index.js";
import { Asterisk } from "./lab/asterisk.js";
import { tlsCertificate } from "./lab/certificate.js";
import { engine } from "./lab/engine.js";
import { Namespace } from "./lab/namespace.js";
import { scratch } from "./lab/scratch.js";

const running: Asterisk[] = [];
after(async () => {
  for (const asterisk of running) await asterisk.stop();
});

const MODERN = "cipher=ECDHE-ECDSA-AES128-GCM-SHA256,ECDHE-RSA-AES128-GCM-SHA256\n";
const SETTINGS = ["", "method=default\n", "method=unspecified\n", "method=tlsv1\n", "method=tlsv1_1\n", "method=tlsv1_2\n", "method=tlsv1_3\n", "method=sslv23\n", `method=sslv23\n${MODERN}`, `method=tlsv1_2\n${MODERN}`];
const VERSIONS = [["1.0", "-tls1"], ["1.1", "-tls1_1"], ["1.2", "-tls1_2"], ["1.3", "-tls1_3"]] as const;

/** The lowest version by which a connection comes about; null where none does. */
async function lowest(namespace: Namespace, port: number): Promise<string | null> {
  for (const [version, flag] of VERSIONS) {
    const ran = await namespace.run(engine("tools", "openssl"), ["s_client", "-connect", `127.0.0.1:${port}`, flag, "-cipher", "ALL:@SECLEVEL=0"], { timeout: 5000 });
    if (/Cipher is [^(]/.test(ran.stdout)) return version;
  }
  return null;
}

for (const [prefix, version] of [["asterisk-22", "22.10.1"], ["asterisk-16", "16.28.0"]] as const) {
  test(`${prefix}: the lowest TLS version of a transport is the one that the reader names`, { timeout: 90_000 }, async () => {
    const { certificate, key } = await tlsCertificate(scratch("tls"), ["127.0.0.1"]);
    const text = SETTINGS.map((lines, index) => `[t${index}]\ntype=transport\nprotocol=tls\nbind=127.0.0.1:${5100 + index}\ncert_file=${certificate}\npriv_key_file=${key}\n${lines}`).join("");
    const modules = ["res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject", "res_pjsip", "res_pjsip_session"];
    const asterisk = await Asterisk.boot({
      namespace: await Namespace.create(),
      prefix,
      configs: { "modules.conf": `[modules]\nautoload=no\n${modules.map((name) => `load=${name}.so\n`).join("")}`, "manager.conf": "[general]\nenabled=no\n", "rtp.conf": "[general]\n", "pjsip.conf": text },
    });
    running.push(asterisk);
    const files = new Map([["/etc/asterisk/pjsip.conf", { path: "pjsip.conf", text }]]);
    const { tls = [] } = readAsterisk(filesInMemory("/etc/asterisk", files), version).posture;
    assert.deepEqual(tls.map(({ path }) => path), (await asterisk.objects("transport")).map((id) => `pjsip.conf[${id}]`));
    let known = 0;
    for (const { path, minimum } of tls) {
      if (!isKnown(minimum)) continue;
      known += 1;
      const index = Number(/\[t(\d+)\]/.exec(path)?.[1]);
      assert.equal(minimum.value, await lowest(asterisk.namespace, 5100 + index), `${path}: ${SETTINGS[index] ?? ""}`);
    }
    assert.ok(known >= SETTINGS.length - 2, `${known} transports are known`);
  });
}

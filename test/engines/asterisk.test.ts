import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Policy } from "../../src/policy/types.js";
import { asteriskFiles, EXAMPLES, type Example, exampleText, policyOf } from "../targets/asterisk/policies.js";
import { Asterisk, type PjsipType } from "./lab/asterisk.js";
import { tlsCertificate } from "./lab/certificate.js";
import type { Namespace } from "./lab/namespace.js";
import { Network } from "./lab/network.js";
import { scratch } from "./lab/scratch.js";

interface Booted {
  readonly policy: Policy;
  readonly namespace: Namespace;
  readonly asterisk: Asterisk;
}

/** Renders a policy, its TLS files made for the occasion, and boots it in a namespace with the node's own addresses. */
async function boot(t: TestContext, text: string, addresses: readonly string[]): Promise<Booted> {
  const tls = await tlsCertificate(scratch("tls"), ["192.0.2.10"]);
  const policy = policyOf(text.replaceAll("/etc/ringfence/tls", tls.folder));
  const network = await Network.create({ pbx: addresses, phone: ["203.0.113.5"] });
  t.after(() => network.delete());
  const namespace = network.hosts.pbx;
  const asterisk = await Asterisk.boot({ namespace, configs: asteriskFiles(policy) });
  t.after(() => asterisk.stop());
  return { policy, namespace, asterisk };
}

const ADDRESSES: Readonly<Record<Example, readonly string[]>> = { "acme-hq": ["192.0.2.10"], "acme-edge": ["10.20.0.10"] };

const LISTENING: Readonly<Record<Example, readonly string[]>> = {
  "acme-hq": ["tcp 127.0.0.1:5038", "tcp 192.0.2.10:15061", "tcp 192.0.2.10:15071"],
  "acme-edge": ["tcp 10.20.0.10:5060"],
};

const OBJECTS: Readonly<Record<Example, Readonly<Partial<Record<PjsipType, readonly string[]>>>>> = {
  "acme-hq": {
    endpoint: ["101", "102", "carrier-a"], aor: ["101", "102", "carrier-a"], auth: ["101", "102"], transport: ["carrier", "phones"], identify: ["carrier-a"], registration: [],
  },
  "acme-edge": {
    endpoint: ["201", "202", "carrier-a", "ringfence-edge"], aor: ["201", "202", "carrier-a"], auth: [], transport: ["edge@link"], identify: ["carrier-a"], registration: [],
  },
};

for (const example of EXAMPLES) {
  test(`${example} boots without a warning, has the objects that are meant and listens where it is meant`, async (t) => {
    const { asterisk, namespace } = await boot(t, exampleText(example), ADDRESSES[example]);
    assert.deepEqual(await asterisk.problems(), []);
    for (const [type, ids] of Object.entries(OBJECTS[example])) assert.deepEqual(await asterisk.objects(type as PjsipType), ids, type);
    const listening = (await namespace.listening()).filter(({ ephemeral }) => !ephemeral).map(({ protocol, address, port }) => `${protocol} ${address}:${port}`);
    assert.deepEqual(listening, LISTENING[example]);
  });
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { ROOT } from "../root.js";
import { difference } from "./kamailio/agreement.js";
import { corners } from "./kamailio/corners.js";
import { mutant } from "./kamailio/mutate.js";
import { verdicts, type Question } from "./kamailio/verdicts.js";
import { prefixPath } from "./lab/engine.js";
import { Namespace } from "./lab/namespace.js";
import { randomness } from "./raw/random.js";

const VERSIONS = ["5.6", "6.0", "6.1"] as const;

/** The features of the configuration that Kamailio ships; those whose modules are not unpacked here are left out. */
const FEATURES = ["WITH_AUTH", "WITH_USRLOCDB", "WITH_NAT", "WITH_ANTIFLOOD", "WITH_PSTN", "WITH_TLS", "WITH_DEBUG", "WITH_IPAUTH", "WITH_ACCDB", "WITH_ALIASDB", "WITH_SPEEDDIAL", "WITH_MULTIDOMAIN", "WITH_JSONRPC", "WITH_BLOCK3XX", "WITH_BLOCK401407", "WITH_VOICEMAIL", "WITH_RTPENGINE", "WITH_PRESENCE"];

/** Of each version; a bounded time for all. Other seeds and greater numbers were tried by hand. */
const MUTANTS = 150;

let namespace: Namespace;
before(async () => {
  namespace = await Namespace.create();
  await namespace.ip("addr add 192.0.2.20/32 dev lo", "addr add 10.20.0.5/32 dev lo");
});

async function compare(version: (typeof VERSIONS)[number], questions: readonly (Question & { readonly label: string })[]): Promise<void> {
  const answers = await verdicts(namespace, `kamailio-${version}`, questions);
  const differences = questions.flatMap((question, index) => {
    const verdict = answers[index];
    assert.ok(verdict !== undefined);
    const found = difference(question, version, verdict);
    return found === null ? [] : [`${question.label} ${question.defines.join()}: ${found}`];
  });
  assert.deepEqual(differences, []);
}

function shipped(version: string): string {
  return readFileSync(prefixPath(`kamailio-${version}` as "kamailio-6.0", "etc/kamailio/kamailio.cfg"), "utf8");
}

function rendered(version: string): string {
  return readFileSync(join(ROOT, "test/targets/kamailio/golden", version === "5.6" ? "5.6" : "6.0", "kamailio.cfg"), "utf8");
}

for (const version of VERSIONS) {
  test(`Kamailio ${version} and the reader agree on whole configurations and on corners of the grammar`, { timeout: 150_000 }, async () => {
    const whole = [{ text: shipped(version), defines: [], label: "shipped" }, { text: shipped(version), defines: FEATURES, label: "shipped, all features" }, { text: rendered(version), defines: [], label: "rendered" }];
    await compare(version, [...whole, ...corners.map((text) => ({ text, defines: [], label: JSON.stringify(text) }))]);
  });

  test(`Kamailio ${version} and the reader agree on ${MUTANTS} configurations with a mistake`, { timeout: 150_000 }, async () => {
    const random = randomness(20_261_122 + Number(version) * 10);
    const questions = Array.from({ length: MUTANTS }, (_, index) => {
      const { kind, text } = mutant(random.pick([shipped(version), shipped(version), rendered(version)]), random);
      return { text, defines: FEATURES.filter(() => random.chance(0.5)), label: `${index} ${kind}` };
    });
    await compare(version, questions);
  });
}

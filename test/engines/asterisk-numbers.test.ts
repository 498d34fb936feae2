import assert from "node:assert/strict";
import { test } from "node:test";
import { classify, numberingOf } from "../../src/numbering/index.js";
import { sampleNumbers } from "../numbering/samples.js";
import { asteriskFiles, exampleText, policyOf } from "../targets/asterisk/policies.js";
import { Asterisk } from "./lab/asterisk.js";
import { Network } from "./lab/network.js";
import { waitFor } from "./lab/process.js";

const EVERYTHING = "allow: [accounts, national, mobile, toll-free, shared-cost, premium, personal, voip, uan, pager, international], deny: []";

/** What people in a country may dial: numbers of their own in every form, and of everybody else in the international ones. */
function dialled(home: string, every: number): string[] {
  const numbering = numberingOf(home);
  assert.ok(numbering !== null);
  const idd = numbering.international.map(({ pattern }) => pattern.split("|")[0]?.replace(/\[(\d).*?\]/g, "$1") ?? "");
  const national = numbering.national.map(({ pattern }) => pattern.split("|")[0] ?? "");
  const own = sampleNumbers(3).filter(({ country }) => country === home);
  const abroad = sampleNumbers(1).filter((_, at) => at % every === 0);
  const wrong = ["0", "00", "011", "911", "112", "100", "1001", "+", "++1", "+1+2", "1+2", "+999123456", "5551234", "00000000000", "+44", "99999999999999999999"];
  return [...new Set([
    ...own.flatMap(({ e164, national: number }) => [e164, ...idd.map((prefix) => `${prefix}${e164.slice(1)}`), ...national.map((prefix) => `${prefix}${number}`), number, `${number}0`, number.slice(1)]),
    ...abroad.flatMap(({ e164 }, at) => [e164, ...(at % 3 === 0 ? idd.map((prefix) => `${prefix}${e164.slice(1)}`) : []), ...(at % 5 === 0 ? [`${e164}7`, e164.slice(0, -1)] : [])]),
    ...wrong,
  ])];
}

/** A context of the test's own that asks the rendered dialplan for each number and keeps what it said in global variables. */
function question(numbers: readonly string[]): string {
  const ask = (number: string, at: number): string =>
    ` same => n,Set(RF_CLASS=unknown)\n same => n,Set(RF_E164=)\n same => n,Gosub(number,${number},1)\n same => n,Set(GLOBAL(ANSWER${at})=\${RF_CLASS} \${RF_E164})\n`;
  return `\n[test]\nexten => s,1,NoOp()\n${numbers.map(ask).join("")} same => n,Set(GLOBAL(ANSWERED)=yes)\n`;
}

for (const [home, every] of [["US", 2], ["GB", 7], ["DE", 11], ["AU", 13], ["KZ", 17], ["BR", 19]] as const) {
  test(`real Asterisk finds the class of numbers dialled in ${home} that classify() finds`, async (t) => {
    const numbers = dialled(home, every);
    const text = exampleText("acme-hq").replace("home: US", `home: ${home}`).replace(/allow: \[accounts, national[^\]]*\], deny: \[premium\]/, EVERYTHING);
    const files = asteriskFiles(policyOf(text));
    const network = await Network.create({ pbx: ["192.0.2.10"] });
    t.after(() => network.delete());
    const configs = {
      ...files, "pjsip.conf": "", "modules.conf": `${files["modules.conf"]}load = res_clioriginate.so\nload = func_global.so\n`, "extensions.conf": `${files["extensions.conf"]}${question(numbers)}`,
    };
    const asterisk = await Asterisk.boot({ namespace: network.hosts.pbx, configs });
    t.after(() => asterisk.stop());
    await asterisk.cli("channel originate Local/s@test/n application Wait 1");
    let said = "";
    await waitFor(async () => (said = await asterisk.cli("dialplan show globals")).includes("ANSWERED=yes"), 30_000, "the dialplan to answer");
    const answers = new Map([...said.matchAll(/^\s*ANSWER(\d+)=(\S+) ?(\S*)$/gm)].map(([, at, found, e164]) => [Number(at), [found, e164] as const]));
    const differing = numbers.flatMap((number, at) => {
      const { class: expected, e164 } = classify(number, home);
      const [found, digits] = answers.get(at) ?? ["no answer", ""];
      const same = found === expected && (expected === "unknown" || `+${digits}` === e164);
      return same ? [] : [`${number}: ${found} +${digits}, not ${expected} ${e164}`];
    });
    assert.deepEqual(differing, []);
    assert.ok(numbers.length >= 150, `only ${numbers.length} numbers`);
    assert.ok(new Set(numbers.map((number) => classify(number, home).class)).size >= 5);
    // Some thousand variables set in one breath fill the queue of events on a busy machine: the test's doing, not the dialplan's.
    assert.deepEqual((await asterisk.problems()).filter((problem) => !/pjsip|^WARNING taskprocessor\.c:/.test(problem)), []);
    t.diagnostic(`${numbers.length} numbers`);
  });
}

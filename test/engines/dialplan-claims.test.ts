import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { readSystem } from "../../src/app/audit/audit.js";
import { analyse, type Analysis } from "../../src/dialplan/index.js";
import { configsFor, type Incoming, placed } from "./dialplan/board.js";
import { dialplanCase } from "./dialplan/arbitrary.js";
import { scratch } from "./lab/scratch.js";

function analysisOf(configs: Readonly<Record<string, string>>, version: string): Analysis {
  const { posture } = readSystem(Object.entries(configs).map(([path, text]) => ({ path, text })), { asterisk: version, kamailio: "6.0" });
  const [system] = posture.asterisk ?? [];
  const analysis = system === undefined ? null : analyse(system);
  assert.ok(analysis !== null);
  return analysis;
}

/** What a call for a number makes reach the trunk, as the analysis says. */
function claimed(analysis: Analysis, { context, number }: Incoming): readonly string[] {
  return analysis.leaving(context, number).map((call) => (typeof call.number.shape === "string" ? call.number.shape.replace(/^sip:|@.*$/g, "") : "?"));
}

interface Claim {
  readonly about: string;
  /** The context that the call comes in by is the one that is named `in`. */
  readonly dialplan: string;
  /** Numbers that are asked for, and what reaches the trunk. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
  /** Whether strangers can call out here, by the rule's word. */
  readonly open: boolean;
}

const CLAIMS: readonly Claim[] = [
  { about: "an include leads out", open: true, calls: { "5551234": ["5551234"], "9": [] }, dialplan: "[in]\ninclude => out\n[out]\nexten => _NXXXXXX,1,Dial(PJSIP/${EXTEN}@out)\n" },
  { about: "what takes all hides the include", open: false, calls: { "5551234": [] }, dialplan: "[in]\nexten => _!,1,Hangup(21)\ninclude => out\n[out]\nexten => _NXXXXXX,1,Dial(PJSIP/${EXTEN}@out)\n" },
  { about: "an own pattern that takes some hides the include for those", open: true, calls: { "5551234": [], "6551234": ["6551234"] }, dialplan: "[in]\nexten => _5.,1,Hangup(21)\ninclude => out\n[out]\nexten => _NXXXXXX,1,Dial(PJSIP/${EXTEN}@out)\n" },
  { about: "Goto with a number cut, then a Local channel", open: true, calls: { "95551234": ["5551234"] }, dialplan: "[in]\nexten => _9.,1,Goto(mid,${EXTEN:1},1)\n[mid]\nexten => _X.,1,Dial(Local/${EXTEN}@out/n)\n[out]\nexten => _NXXXXXX,1,Dial(PJSIP/${EXTEN}@out)\n" },
  { about: "a number too short for the other side", open: false, calls: { "123": [], "199": [] }, dialplan: "[in]\nexten => _1XX,1,Goto(out,${EXTEN},1)\n[out]\nexten => _NXXXXXX,1,Dial(PJSIP/${EXTEN}@out)\n" },
  { about: "arguments of a subroutine", open: true, calls: { "8777": ["777"] }, dialplan: "[in]\nexten => _8.,1,Gosub(sub,s,1(x,${EXTEN:1}))\n[sub]\nexten => s,1,Dial(PJSIP/${ARG2}@out)\n same => n,Return()\n" },
  { about: "a filter that asks for equality", open: true, calls: { "5551234": ["5551234"], "5551234&PJSIP": [] }, dialplan: "[in]\nexten => _X.,1,Set(N=${FILTER(0-9,${EXTEN})})\n same => n,GotoIf($[\"${N}\" != \"${EXTEN}\"]?no)\n same => n,Dial(PJSIP/${EXTEN}@out)\n same => n(no),Hangup(21)\n" },
  { about: "REGEX that bounds the number", open: true, calls: { "5551": ["5551"], "5551a": [] }, dialplan: "[in]\nexten => _X.,1,GotoIf($[${REGEX(\"^[0-9]+$\" ${EXTEN})}]?go)\n same => n,Hangup(21)\n same => n(go),Dial(PJSIP/${EXTEN}@out)\n" },
  { about: "the pattern that fits best decides, not the first", open: true, calls: { "19005550100": [], "12025550100": ["12025550100"] }, dialplan: "[in]\nexten => _1NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@out)\nexten => _1900NXXXXXX,1,Hangup(21)\n" },
  { about: "a block in an include comes too late", open: true, calls: { "19005550100": ["19005550100"] }, dialplan: "[in]\nexten => _1NXXNXXXXXX,1,Dial(PJSIP/${EXTEN}@out)\ninclude => block\n[block]\nexten => _1900NXXXXXX,1,Hangup(21)\n" },
  { about: "a condition on the prefix", open: true, calls: { "004912": ["004912"], "0088212": [] }, dialplan: "[in]\nexten => _00.,1,GotoIf($[\"${EXTEN:0:4}\" != \"0049\"]?no)\n same => n,Dial(PJSIP/${EXTEN}@out)\n same => n(no),Hangup(21)\n" },
  { about: "ExecIf and global variables", open: true, calls: { "77": ["77"], "78": [] }, dialplan: "[globals]\nLINE=PJSIP/out\n[in]\nexten => _7X,1,ExecIf($[${EXTEN} = 77]?Dial(${LINE}/sip:${EXTEN}@127.0.0.1:5070))\n same => n,Hangup()\n" },
  { about: "i takes what a jump does not find", open: true, calls: { "61": ["61"] }, dialplan: "[in]\nexten => _6X,1,Goto(menu,${EXTEN},1)\n[menu]\nexten => 1,1,Hangup()\nexten => i,1,Dial(PJSIP/${INVALID_EXTEN}@out)\n" },
  { about: "names of Asterisk's own extensions can be dialled", open: true, calls: { s: ["s"] }, dialplan: "[in]\nexten => s,1,Dial(PJSIP/${EXTEN}@out)\n" },
];

for (const [prefix, version] of [["asterisk-22", "22"], ["asterisk-16", "16"]] as const) {
  test(`${prefix}: strangers' calls leave by the trunk where the audit says so, and nowhere else`, { timeout: 120_000 }, async () => {
    const calls = CLAIMS.flatMap(({ calls: numbers }, index) => Object.keys(numbers).map((number): Incoming => ({ context: `in${index}`, number })));
    const rename = (text: string, index: number): string => text.replace(/\b(in|out|mid|sub|menu|block)\b(?=[\],@/]|\n|$|,)/g, (name, _, at: number) => (name === "out" && /(?:PJSIP\/\S*@|PJSIP\/)$/.test(text.slice(0, at)) ? name : `${name}${index}`));
    const globals = "[globals]\nLINE=PJSIP/out\n";
    const extensions = globals + CLAIMS.map(({ dialplan }, index) => rename(dialplan.replace(globals, ""), index)).join("");
    const configs = configsFor(calls, extensions);
    const analysis = analysisOf(configs, version);
    const reached = await placed(calls, configs, prefix);
    const expected = CLAIMS.flatMap(({ calls: numbers }) => Object.values(numbers));
    for (const [index, call] of calls.entries()) {
      assert.deepEqual(reached[index], expected[index], `${call.number} in [${call.context}] of\n${extensions}`);
      assert.deepEqual(claimed(analysis, call), expected[index], `the audit on ${call.number} in [${call.context}] of\n${extensions}`);
    }
    for (const [index, { about, open }] of CLAIMS.entries()) {
      const journey = analysis.journeys.find(({ kind, context }) => kind === "anyone" && context === `in${index}`);
      assert.equal((journey?.paid.length ?? 0) > 0, open, about);
    }
  });

  test(`${prefix}: random dialplans send random numbers where the analysis says`, { timeout: 180_000 }, async () => {
    const cases = fc.sample(dialplanCase, { numRuns: prefix === "asterisk-22" ? 60 : 25, seed: 31_415 });
    const calls = cases.flatMap(({ numbers }, index) => numbers.map((number): Incoming => ({ context: `a${index}`, number })));
    const configs = configsFor(calls, cases.map(({ text }, index) => text.replaceAll("%", String(index))).join(""));
    const analysis = analysisOf(configs, version);
    const reached = await placed(calls, configs, prefix);
    assert.ok(reached.filter((numbers) => numbers.length > 0).length > calls.length / 10, "too few calls leave: nothing is shown");
    const differing = calls.flatMap((call, index) => {
      const [ours, engines] = [[...new Set(claimed(analysis, call))].sort(), [...new Set(reached[index])].sort()];
      return ours.join() === engines.join() ? [] : [`${call.number} in [${call.context}]: Asterisk ${engines.join() || "none"}, we ${ours.join() || "none"}\n${cases[Number(call.context.slice(1))]?.text ?? ""}`];
    });
    assert.deepEqual(differing, []);
  });
}

test("what a caller sends does what the audit says it can do, and a filter keeps it from it", { timeout: 120_000 }, async () => {
  const folder = scratch("hit");
  const mark = (name: string): string => join(folder, name);
  const shown = (text: string): string => text.replaceAll("%", folder);
  const extensions = shown([
    "[shell]\nexten => _X.,1,System(echo ${CALLERID(name)})\n",
    "[safe]\nexten => _X.,1,System(echo ${FILTER(a-z0-9,${CALLERID(name)})})\n",
    "[quoted]\nexten => _X.,1,Set(A=${SHELL(echo ${QUOTE(${CALLERID(name)})})})\n",
    "[digits]\nexten => _XXX,1,System(echo ${EXTEN})\n",
    "[ring]\nexten => _X.,1,Dial(PJSIP/${EXTEN})\n",
    "[clean]\nexten => _X.,1,Dial(PJSIP/${FILTER(0-9,${EXTEN})})\n",
  ].join(""));
  const calls: Incoming[] = [
    { context: "shell", number: "100", name: `x;touch ${mark("shell")}` },
    { context: "safe", number: "100", name: `x;touch ${mark("safe")}` },
    { context: "quoted", number: "100", name: `$(touch ${mark("quoted")})` },
    { context: "digits", number: "100;touch", name: "x" },
    { context: "ring", number: "5&PJSIP/900@out" },
    { context: "clean", number: "5&PJSIP/900@out" },
  ];
  const configs = configsFor(calls, extensions);
  const reached = await placed(calls, configs, "asterisk-22");
  const { sinks } = analysisOf(configs, "22");
  const blamed = [...new Set(sinks.filter(({ kind }) => kind === "shell" || kind === "dial").map(({ context }) => context))].sort();
  assert.deepEqual(["shell", "safe", "quoted"].filter((name) => existsSync(mark(name))), ["shell", "quoted"]);
  assert.deepEqual(reached.map((numbers) => numbers.join()), ["", "", "", "", "900", ""]);
  assert.deepEqual(blamed, ["quoted", "ring", "shell"]);
});

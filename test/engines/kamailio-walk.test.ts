import assert from "node:assert/strict";
import { test } from "node:test";
import { lowerKamailio, parseKamailio } from "../../src/dialects/kamailio/index.js";
import type { ScriptPaths } from "../../src/posture/index.js";
import { Kamailio } from "./lab/kamailio.js";
import { Network } from "./lab/network.js";
import { randomness } from "./raw/random.js";
import { arrived, type Question } from "./walk/agent.js";
import { SCRIPTS, scriptByChance, type WalkScript } from "./walk/scripts.js";

const EDGE = "192.0.2.20";
const STRANGER = "203.0.113.66";
const HOP = "198.51.100.10";
const SEED = 20261122;
const BY_CHANCE = 110;
const FIRST_PORT = 6001;

const OUT = `route[OUT] { $du = "sip:${HOP}:5060"; t_relay(); exit; }`;

/** What a stranger sends to every script; each is asked for a local and a foreign R-URI and From, as a script may ask for either. */
const KINDS = [
  ...["INVITE", "MESSAGE", "PRACK", "ACK", "CANCEL"].map((method) => ({ method, inDialog: false, routed: false })),
  ...["INVITE", "MESSAGE"].map((method) => ({ method, inDialog: false, routed: true })),
  ...["INVITE", "BYE", "MESSAGE", "ACK"].map((method) => ({ method, inDialog: true, routed: true })),
];
const OURS = `sip:bob@${EDGE}`;
const THEIRS = "sip:eve@203.0.113.99";

/** The script alone, as the walk gets it. */
function alone({ main, routes }: WalkScript): string {
  return `request_route { ${main} }\n${Object.entries(routes).map(([name, text]) => `route[${name}] { ${text} }`).join("\n")}\n${OUT}\n`;
}

/** All scripts in one engine, each behind a port of its own. */
function together(scripts: readonly WalkScript[]): string {
  const modules = ["tm", "sl", "rr", "pv", "textops", "siputils", "maxfwd", "sanity", "dialog", "permissions", "auth", "htable", "tmx"].map((name) => `loadmodule "${name}.so"`);
  const own = (text: string, index: number): string => text.replace(/route\((ONE|TWO|CHECK)\)/g, `route($1_${index})`);
  return [
    "#!KAMAILIO", "debug=-1", "children=4", "log_stderror=yes", "auto_aliases=no", "dns=no", "rev_dns=no",
    ...scripts.map((_, index) => `listen=udp:${EDGE}:${FIRST_PORT + index}`), ...modules,
    'modparam("permissions", "address_file", "/etc/kamailio/address.list")', 'modparam("permissions", "load_backends", 1)', 'modparam("htable", "htable", "ban=>size=4;autoexpire=60;")', 'modparam("htable", "htable", "welcome=>size=4;autoexpire=60;")',
    'modparam("tm", "fr_timer", 800)', 'modparam("tm", "fr_inv_timer", 800)', 'modparam("tm", "retr_timer1", 4000)', 'modparam("tm", "wt_timer", 500)',
    `request_route { switch ($Rp) { ${scripts.map((_, index) => `case ${FIRST_PORT + index}: route(S_${index}); break;`).join(" ")} } exit; }`,
    ...scripts.flatMap(({ main, routes }, index) => [`route[S_${index}] { ${own(main, index)} }`, ...Object.entries(routes).map(([name, text]) => `route[${name}_${index}] { ${own(text, index)} }`)]),
    OUT, "reply_route { drop; }", "",
  ].join("\n");
}

function predicted(script: WalkScript): ScriptPaths {
  const source = { path: "kamailio.cfg", text: alone(script) };
  const [system] = lowerKamailio({ source, config: parseKamailio(source), tls: null, version: "6.0" }).kamailio ?? [];
  assert.ok(system);
  assert.deepEqual(system.paths.doubts, [], script.name);
  return system.paths;
}

test("what the walk says of a stranger's requests is what Kamailio does with them", async (t) => {
  const random = randomness(SEED);
  const scripts = [...SCRIPTS, ...Array.from({ length: BY_CHANCE }, (_, index) => scriptByChance(random, `by chance ${index}`))];
  const network = await Network.create({ edge: [EDGE], outside: [STRANGER, HOP] });
  t.after(() => network.delete());
  const kamailio = await Kamailio.boot({ namespace: network.hosts.edge, configs: { "kamailio.cfg": together(scripts), "address.list": "1 198.51.100.7 32\n" }, prefix: "kamailio-6.0", memory: 96 });
  t.after(() => kamailio.stop());
  const asked = scripts.flatMap((script, index) => KINDS.flatMap((kind, which) => [OURS, THEIRS].flatMap((uri, a) => [OURS, THEIRS].map((from, b): Question & { readonly script: WalkScript; readonly kind: (typeof KINDS)[number] } => ({
    id: `${index}-${which}-${a}${b}`, port: FIRST_PORT + index, method: kind.method, uri: uri === OURS ? `${uri}:${FIRST_PORT + index}` : uri, from: from === OURS ? `${from}:${FIRST_PORT + index}` : from, inDialog: kind.inDialog,
    route: kind.routed ? (kind.inDialog ? `sip:${EDGE}:${FIRST_PORT + index}` : "sip:203.0.113.98") : null, script, kind,
  })))));
  const relayed = await arrived(network.hosts.outside, { edge: EDGE, stranger: STRANGER, hop: HOP }, asked);

  const wrong: string[] = [];
  let passed = 0;
  for (const script of scripts) {
    const { found } = predicted(script);
    for (const kind of KINDS) {
      const really = asked.some((question) => question.script === script && question.kind === kind && relayed.has(question.id));
      const said = found.some(({ sink, request }) => sink === "relay" && request.sender === "stranger" && request.method === kind.method && request.inDialog === kind.inDialog && request.routed === kind.routed);
      if (really) passed += 1;
      if (really !== said && (script.exact || really)) wrong.push(`${script.name}: ${kind.method}${kind.inDialog ? " within a dialog" : ""}${kind.routed ? " with Route" : ""} ${really ? "arrived, and the walk does not know" : "did not arrive, and the walk says so"}\n${alone(script)}`);
    }
  }
  assert.deepEqual(wrong, []);
  const judged = scripts.length * KINDS.length;
  assert.ok(passed > judged / 6 && passed < (judged * 5) / 6, `${passed} of ${judged} arrived: too one-sided to prove anything`);
});

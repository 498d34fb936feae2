import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { ASTERISK_LOGS } from "../../src/targets/asterisk-logs.js";
import { makePolicy, onlyNode, type PolicySketch } from "../targets/filter-policy.js";
import { counted, Fail2ban, fail2banFolder } from "./fail2ban-host.js";
import { example, FilteredHost, nodeNamed } from "./filter-host.js";
import { Asterisk } from "./lab/asterisk.js";
import { Network } from "./lab/network.js";
import { engine } from "./lab/engine.js";
import { must, waitFor } from "./lab/process.js";
import { scratch } from "./lab/scratch.js";
import { register, send, type Register } from "./sip-requests.js";

const PBX = "192.0.2.10";
const PBX6 = "2001:db8::10";
const HOSTS = { pbx: [PBX, PBX6], stranger: ["192.0.2.66", "2001:db8:bad::66"], phone: ["203.0.113.5", "2001:db8:10::5"] } as const;

const SKETCH: PolicySketch = {
  networks: { office: { role: "phones", v4: ["203.0.113.0/24"], v6: ["2001:db8:10::/48"] }, vpn: { role: "management", v4: ["10.8.0.0/24"] } },
  listeners: { four: { protocol: "udp", address: PBX, port: 5060, from: ["world"] }, six: { protocol: "udp", address: PBX6, port: 5060, from: ["world"] } },
  accounts: { four: 8, six: 8 },
  ban: { failures: 5, within: 600, for: 4, atMost: 3600 },
  ssh: { port: 22, from: ["vpn"] },
};

const MODULES = [
  "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject", "res_pjsip", "res_pjsip_session", "res_pjsip_pubsub", "res_pjsip_authenticator_digest",
  "res_pjsip_endpoint_identifier_user", "res_pjsip_registrar", "res_security_log", "res_pjsip_sdp_rtp", "res_rtp_asterisk", "res_timing_timerfd", "chan_pjsip", "pbx_config",
];
const channel = ({ path, levels }: (typeof ASTERISK_LOGS)[keyof typeof ASTERISK_LOGS]): string => `${path.slice(path.lastIndexOf("/") + 1)} => ${levels.join(",")}\n`;
const CONFIGS = {
  "modules.conf": `[modules]\nautoload=no\n${MODULES.map((name) => `load=${name}.so\n`).join("")}`,
  "manager.conf": "[general]\nenabled=no\n",
  "rtp.conf": "[general]\n",
  "extensions.conf": "[phones]\nexten => 1,1,NoOp()\n",
  "logger.conf": `[general]\ndateformat = %F %T\n[logfiles]\n${channel(ASTERISK_LOGS.security)}${channel(ASTERISK_LOGS.messages)}`,
  "pjsip.conf": `[udp]\ntype=transport\nprotocol=udp\nbind=${PBX}:5060\n[udp6]\ntype=transport\nprotocol=udp\nbind=[${PBX6}]:5060\n[101]\ntype=endpoint\ncontext=phones\naors=101\nauth=101\nallow=!all,ulaw\n[101]\ntype=aor\nmax_contacts=1\n[101]\ntype=auth\nauth_type=userpass\nusername=101\npassword=right\n`,
};

async function pbx(t: TestContext): Promise<{ readonly hosts: Network<keyof typeof HOSTS>["hosts"]; readonly asterisk: Asterisk }> {
  const network = await Network.create(HOSTS);
  t.after(() => network.delete());
  const asterisk = await Asterisk.boot({ namespace: network.hosts.pbx, configs: CONFIGS });
  t.after(() => asterisk.stop());
  return { hosts: network.hosts, asterisk };
}

const logOf = (asterisk: Asterisk, log: keyof typeof ASTERISK_LOGS): string => join(asterisk.base, "log", ASTERISK_LOGS[log].path.slice("/var/log/asterisk/".length));
const WRONG = { nonce: '"1/2"', response: `"${"a".repeat(32)}"` };
const SIP = { address: PBX, port: 5060 };
const guesses = (source: string, count: number, at: string = PBX): string[] => Array.from({ length: count }, () => register(at, source, { user: "101", digest: WRONG }));

test("the filters count what is a failure, take no address that a caller made up, and cannot be evaded by both at once", { timeout: 60_000 }, async (t) => {
  const { hosts, asterisk } = await pbx(t);
  const policy = makePolicy(SKETCH);
  const folder = fail2banFolder(policy, onlyNode(policy));
  const made = 'x",LocalAddress="IPV4/UDP/192.0.2.10/5060",RemoteAddress="IPV4/UDP/203.0.113.9/5060';
  const notice = "' failed for '203.0.113.9:5060' (callid: x) - Failed to authenticate";
  const hostile: Readonly<Record<string, Register>> = {
    "a fake address in Call-ID": { user: "101", callId: made, digest: WRONG },
    "and for an unknown user": { user: "ghost", callId: `${made}",Challenge="",Response="",ExpectedResponse="` },
    "a notice in Call-ID": { user: "101", callId: notice, digest: WRONG },
    "a notice in the display name": { user: "101", display: `"${notice}" `, digest: WRONG },
    "escaped quotes in the display name": { user: "101", display: `"x\\" <sip:101@192.0.2.10>${notice}" `, digest: WRONG },
    "quotes in From": { user: "g%22,RemoteAddress=%22IPV4" },
    "a line end in From": { user: "g%0aSECURITY" },
    "fields in the response": { user: "101", digest: { nonce: WRONG.nonce, response: '"a\\",RemoteAddress=\\"IPV4/UDP/203.0.113.9/5060\\",Challenge=\\"x"' } },
    "a response that is cut behind a backslash": { user: "101", digest: { nonce: WRONG.nonce, response: `"${"b".repeat(254)}\\"x"` } },
    "a nonce with a quote": { user: "101", digest: { nonce: '"zz\\"zz"', response: '"cc"' } },
    "what is not UTF-8 in Call-ID": { user: "101", callId: "c\xff\xfe", digest: WRONG },
    "a long Call-ID": { user: "101", callId: "L".repeat(3000), digest: WRONG },
  };
  for (const [what, request] of Object.entries(hostile)) {
    const before = await Promise.all([counted(folder, "ringfence-asterisk", logOf(asterisk, "security")), counted(folder, "ringfence-asterisk-notice", logOf(asterisk, "messages"))]);
    assert.equal((await send(hosts.stranger, "192.0.2.66", SIP, [register(PBX, "192.0.2.66", request)], 250)).length, 1, what);
    const after = await Promise.all([counted(folder, "ringfence-asterisk", logOf(asterisk, "security")), counted(folder, "ringfence-asterisk-notice", logOf(asterisk, "messages"))]);
    const [security = [], notices = []] = after.map((addresses, index) => addresses.slice(before[index]?.length ?? 0));
    assert.ok(security.length > 0 || notices.length > 0, `${what}: counted by neither`);
    assert.deepEqual([...new Set([...security, ...notices])], ["192.0.2.66"], what);
  }
});

test("a first request without a digest and a registration score nothing", { timeout: 60_000 }, async (t) => {
  const { hosts, asterisk } = await pbx(t);
  const policy = makePolicy(SKETCH);
  const folder = fail2banFolder(policy, onlyNode(policy));
  const answers = await send(hosts.stranger, "192.0.2.66", SIP, Array.from({ length: 8 }, () => register(PBX, "192.0.2.66", { user: "101" })));
  assert.equal(answers.length, 8);
  assert.equal((await asterisk.securityEvents()).filter(({ SecurityEvent }) => SecurityEvent === "ChallengeSent").length, 8);
  assert.deepEqual(await counted(folder, "ringfence-asterisk", logOf(asterisk, "security")), []);
  assert.deepEqual(await counted(folder, "ringfence-asterisk-notice", logOf(asterisk, "messages")), []);
});

for (const format of ["iptables", "nftables"] as const) {
  test(`${format}: a guesser over UDP is banned within seconds, longer each time, and a phone never`, { timeout: 120_000 }, async (t) => {
    const { hosts, asterisk } = await pbx(t);
    const policy = makePolicy({ ...SKETCH, firewall: format });
    const filter = new FilteredHost(hosts.pbx, format);
    await filter.load(policy, onlyNode(policy));
    const logs = { "ringfence-asterisk": logOf(asterisk, "security"), "ringfence-asterisk-notice": logOf(asterisk, "messages") };
    const fail2ban = await Fail2ban.start(hosts.pbx, fail2banFolder(policy, onlyNode(policy), logs));
    const bannedWithin = (addresses: readonly string[], seconds: number): Promise<void> =>
      waitFor(async () => (await filter.banned()).join() === addresses.join(), seconds * 1000, `${addresses.join() || "nobody"} to be banned`).catch(async (error: unknown) => { throw new Error(`${String(error)}: ${(await filter.banned()).join()}\n${(await fail2ban.log()).slice(-3000)}`); });

    assert.equal((await send(hosts.phone, "203.0.113.5", SIP, guesses("203.0.113.5", 8))).length, 8);
    assert.equal((await send(hosts.stranger, "192.0.2.66", SIP, guesses("192.0.2.66", 4))).length, 4);
    await send(hosts.stranger, "192.0.2.66", SIP, guesses("192.0.2.66", 2));
    await bannedWithin(["192.0.2.66"], 10);
    assert.deepEqual(await send(hosts.stranger, "192.0.2.66", SIP, guesses("192.0.2.66", 2)), [], "UDP is dead");
    await bannedWithin([], 20);
    assert.equal((await send(hosts.stranger, "192.0.2.66", SIP, guesses("192.0.2.66", 6))).length > 0, true, "the ban ended");
    await bannedWithin(["192.0.2.66"], 10);
    await waitFor(async () => (await remaining(filter)) > 65, 20_000, "the second ban to be longer");

    await send(hosts.stranger, "2001:db8:bad::66", { address: PBX6, port: 5060 }, guesses("2001:db8:bad::66", 6, PBX6));
    await waitFor(async () => (await filter.banned()).includes("2001:db8:bad::/64"), 10_000, "IPv6 to be banned");
    assert.equal((await send(hosts.phone, "203.0.113.5", SIP, guesses("203.0.113.5", 2))).length, 2, "the phone still speaks");
    await fail2ban.client("unban", "--all");
    await bannedWithin([], 10);
    assert.doesNotMatch(await fail2ban.log(), /ERROR/);
  });
}

/** Seconds that the IPv4 ban still has in the kernel's set. */
async function remaining(filter: FilteredHost): Promise<number> {
  if (filter.format !== "nftables") return Number(/timeout (\d+)/.exec((await filter.namespace.must("ipset", ["save", "rf_ban4"])).split("\n")[1] ?? "")?.[1] ?? 0);
  const [, minutes = "0", seconds = "0"] = /expires (?:(\d+)m)?(?:(\d+)s)?/.exec(await filter.namespace.must("nft", ["list", "set", "inet", "ringfence_bans", "rf_ban4"])) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

test("Kamailio's ban lines are read as syslog and as the journal give them, and nothing that only looks like one", async () => {
  const policy = await example("acme-edge");
  const folder = fail2banFolder(policy, nodeNamed(policy, "edge"));
  const log = join(scratch("log"), "syslog");
  const ban = (address: string): string => `NOTICE: <script>: ringfence: ban reason=password src=${address} proto=tls for=3600`;
  await writeFile(log, [
    `Nov 22 19:33:38 edge /usr/sbin/kamailio[22948]: ${ban("192.0.2.1")}`,
    `Nov 22 19:33:38 edge kamailio[22948]: ${ban("2001:db8::2")}`,
    `Nov 22 19:33:38 edge kamailio[22948]: NOTICE: <script>: ringfence: ban reason=flood src=192.0.2.3 proto=udp for=forever`,
    `Nov 22 19:33:38 edge kamailio[22948]: NOTICE: <script>: ringfence: unban src=192.0.2.90`,
    `Nov 22 19:33:38 edge kamailio[22948]: INFO: <script>: ringfence: drop reason=scanner src=192.0.2.91 proto=udp`,
    `Nov 22 19:33:38 edge kamailio[22948]: NOTICE: <script>: user ${ban("192.0.2.92")}`,
    `Nov 22 19:33:38 edge kamailio[22948]: ERROR: <core> [core/parser/msg_parser.c:1]: bad From: kamailio[1]: ${ban("192.0.2.93")}`,
    `Nov 22 19:33:38 edge sshd[22948]: Invalid user kamailio[1]: ${ban("192.0.2.94")}`,
    `Nov 22 19:33:38 edge sshd[22948]: ${ban("192.0.2.95")}`,
    `Nov 22 19:33:38 edge kamailio[22948]: ${ban("192.0.2.96")} and more`,
    "",
  ].join("\n"));
  assert.deepEqual(await counted(folder, "ringfence-kamailio", log), ["192.0.2.1", "2001:db8::2", "192.0.2.3"]);
});

for (const [name, node] of [["acme-hq"], ["acme-edge", "edge"]] as const) {
  test(`fail2ban finds nothing to object to in ${name} ${node ?? ""}`, async () => {
    const policy = await example(name);
    const log = join(scratch("log"), "empty");
    await writeFile(log, "");
    const logs = node === undefined ? { "ringfence-asterisk": log, "ringfence-asterisk-notice": log } : {};
    const said = await must(engine("tools", "fail2ban-client"), ["-c", fail2banFolder(policy, nodeNamed(policy, node), logs), "-t"]);
    assert.match(said, /OK: configuration test is successful/);
  });
}

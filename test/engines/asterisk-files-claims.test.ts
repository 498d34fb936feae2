import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { IaxCall } from "./asterisk-files/call-iax.js";
import type { Conversation } from "./asterisk-files/converse.js";
import { Asterisk, type AsteriskSetup } from "./lab/asterisk.js";
import { tlsCertificate } from "./lab/certificate.js";
import { Namespace } from "./lab/namespace.js";
import { scratch } from "./lab/scratch.js";
import { audioOffer, sip, type SipRequest, sipText } from "./lab/sip.js";

// What rules about Asterisk's other files say in their `why`, seen on Asterisk.

const running: Asterisk[] = [];
after(async () => {
  for (const asterisk of running) await asterisk.stop();
});

const CORE = ["pbx_config", "res_timing_timerfd", "bridge_simple", "res_http_websocket"];
const SORCERY = ["res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject"];
const ARI = ["res_stasis", "app_stasis", "res_ari_model", "res_websocket_client", "res_ari", "res_ari_asterisk"];

async function boot(prefix: NonNullable<AsteriskSetup["prefix"]>, modules: readonly string[], configs: Readonly<Record<string, string>>): Promise<Asterisk> {
  const all = { "modules.conf": `[modules]\nautoload=no\n${modules.map((name) => `load=${name}.so\n`).join("")}`, "extensions.conf": "[default]\n", ...configs };
  const asterisk = await Asterisk.boot({ namespace: await Namespace.create(), prefix, configs: all });
  running.push(asterisk);
  return asterisk;
}

const agent = (name: string): string => fileURLToPath(new URL(`asterisk-files/${name}.js`, import.meta.url));

async function heard(asterisk: Asterisk, conversations: readonly Conversation[]): Promise<readonly (string | null)[]> {
  return JSON.parse(await asterisk.namespace.must(process.execPath, [agent("converse")], { input: JSON.stringify(conversations), timeout: 20_000 })) as (string | null)[];
}

const ami = (user: string, secret: string, action = "Ping"): string => `Action: Login\r\nUsername: ${user}\r\nSecret: ${secret}\r\nEvents: off\r\n\r\nAction: ${action}\r\n\r\nAction: Logoff\r\n\r\n`;
const get = (path: string, ...headers: readonly string[]): string => `GET ${path} HTTP/1.1\r\nHost: pbx.example.com\r\nConnection: close\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n`;
const SECRET = "documentation-only";
const LOGIN = `Authorization: Basic ${Buffer.from(`app:${SECRET}`).toString("base64")}`;

const MANAGER = `[general]
enabled=yes
bindaddr=0.0.0.0
[open]
secret=${SECRET}
[permit-alone]
secret=${SECRET}
permit=127.0.0.1/32
[fenced]
secret=${SECRET}
deny=0.0.0.0/0
permit=127.0.0.1/32
[empty]
secret=
[small]
secret=${SECRET}
read=call,reporting
write=call,reporting
`;
const HTTP = "[general]\nenabled=yes\nbindaddr=127.0.0.1\nenable_status=yes\n[/ari]\ndeny=0.0.0.0/0\n[/metrics]\ndeny=0.0.0.0/0\n";
const ARI_CONF = `[general]\nenabled=yes\nallowed_origins=*\n[app]\ntype=user\npassword=${SECRET}\n`;
/** Of any file that Asterisk may read, by a user who may only ask for variables. */
const FILE = ami("small", SECRET, "Getvar\r\nVariable: FILE(/etc/passwd,0,4)");

interface Claim {
  readonly claim: string;
  readonly talk: Conversation;
  /** Must be heard, or must not. */
  readonly says?: RegExp;
  readonly never?: RegExp;
}

/** With the settings of a careless owner. */
const CARELESS: readonly Claim[] = [
  { claim: "a user without a list logs in from any address", talk: { port: 5038, from: "127.0.0.9", say: ami("open", SECRET) }, says: /Response: Success/ },
  { claim: "permit lines alone refuse nobody", talk: { port: 5038, from: "127.0.0.9", say: ami("permit-alone", SECRET) }, says: /Response: Success/ },
  { claim: "a list that begins with deny refuses", talk: { port: 5038, from: "127.0.0.9", say: ami("fenced", SECRET) }, says: /Response: Error/ },
  { claim: "and lets in whom it permits", talk: { port: 5038, from: "127.0.0.1", say: ami("fenced", SECRET) }, says: /Response: Success/ },
  { claim: "an empty secret is a secret", talk: { port: 5038, say: ami("empty", "") }, says: /Response: Success/ },
  { claim: "live_dangerously gives any file to a manager user who may ask for variables", talk: { port: 5038, say: FILE }, says: /^Value: root/m },
  { claim: "the status page is answered without a password", talk: { port: 8088, say: get("/httpstatus") }, says: /Asterisk.*Status/is },
  { claim: "the server tells its release", talk: { port: 8088, say: get("/nothing") }, says: /^Server: Asterisk\/22/m },
  { claim: "a section without type=restriction fences nothing", talk: { port: 8088, say: get("/ari/asterisk/info", LOGIN) }, says: /^HTTP\/1\.1 200/ },
  { claim: "any page's origin is answered with its own name and credentials", talk: { port: 8088, say: get("/ari/asterisk/info", LOGIN, "Origin: https://evil.example.net") }, says: /Access-Control-Allow-Origin: https:\/\/evil\.example\.net[^]*Access-Control-Allow-Credentials: true/i },
  { claim: "a password of metrics without a name asks for none", talk: { port: 8088, say: get("/metrics") }, says: /^HTTP\/1\.1 200[^]*asterisk_/ },
];

test("Asterisk 22 with the settings of a careless owner", { timeout: 60_000 }, async (context) => {
  const asterisk = await boot("asterisk-22", [...CORE, ...SORCERY, ...ARI, "res_pjsip", "res_prometheus", "func_env"], {
    "manager.conf": MANAGER, "http.conf": HTTP, "ari.conf": ARI_CONF, "pjsip.conf": "", "prometheus.conf": `[general]\nenabled=yes\nuri=metrics\nauth_password=${SECRET}\n`,
    "asterisk.conf": "[options]\nexecincludes=yes\nlive_dangerously=yes\n",
    "extensions.conf": '[default]\n#exec echo \'exten = 777,1,NoOp()\'\n',
  });
  const answers = await heard(asterisk, CARELESS.map(({ talk }) => talk));
  for (const [index, { claim, says }] of CARELESS.entries()) await context.test(claim, () => assert.match(answers[index] ?? "no connection", says ?? /./));
  await context.test("#exec runs a program and takes what it prints", async () => assert.match(await asterisk.cli("dialplan show default"), /'777'/));
});

const CAREFUL: readonly Claim[] = [
  { claim: "without live_dangerously a manager user reads no file", talk: { port: 5038, say: FILE }, never: /^Value: root/m },
  { claim: "the clear port of the web server is closed", talk: { port: 8088, say: get("/httpstatus") }, says: /^no connection$/ },
];

test("Asterisk 22 with these switched off: TLS of the web server has a switch of its own", { timeout: 60_000 }, async (context) => {
  const { folder } = await tlsCertificate(scratch("tls"), ["pbx.example.com"]);
  const asterisk = await boot("asterisk-22", [...CORE, "func_env"], {
    "manager.conf": MANAGER,
    "http.conf": `[general]\nenabled=no\nbindaddr=127.0.0.1\ntlsenable=yes\ntlsbindaddr=127.0.0.1:8443\ntlscertfile=${folder}/fullchain.pem\ntlsprivatekey=${folder}/privkey.pem\n`,
    "asterisk.conf": "[options]\nverbose=0\n", "extensions.conf": '[default]\n#exec echo \'exten = 777,1,NoOp()\'\nexten => 1,1,NoOp()\n',
  });
  const answers = await heard(asterisk, CAREFUL.map(({ talk }) => talk));
  for (const [index, { claim, says, never }] of CAREFUL.entries()) {
    await context.test(claim, () => {
      const said = answers[index] ?? "no connection";
      if (says !== undefined) assert.match(said, says);
      if (never !== undefined) assert.doesNotMatch(said, never);
    });
  }
  await context.test("HTTPS listens though the web server is not enabled", async () => assert.ok((await asterisk.namespace.listening()).some(({ port }) => port === 8443)));
  await context.test("#exec is passed over", async () => assert.doesNotMatch(await asterisk.cli("dialplan show default"), /'777'/));
});

const SIP_CONF = `[general]
udpbindaddr=127.0.0.1:5060
context=public
alwaysauthreject=no
auth_message_requests=no
[101]
type=friend
host=dynamic
[102]
type=friend
host=dynamic
secret=${SECRET}
insecure=invite
[103]
type=friend
host=dynamic
secret=${SECRET}
`;
const IAX_CONF = `[general]
bindaddr=127.0.0.1
[guest]
type=user
context=public
[star]
type=user
context=*
[lax]
type=user
context=public
requirecalltoken=no
[known]
type=user
context=public
secret=${SECRET}
`;

const from = (user: string): string => `sip:${user}@127.0.0.1`;
const invite = (user: string): SipRequest => ({ method: "INVITE", uri: "sip:100@127.0.0.1:5060", from: from(user), body: audioOffer("127.0.0.1", "RTP/AVP") });
const register = (user: string): SipRequest => ({ method: "REGISTER", uri: "sip:127.0.0.1:5060", from: from(user), to: from(user), contact: `sip:${user}@127.0.0.1:6000` });

/** Final statuses: 486 comes from the dialplan, which the request got to. */
const STATUSES: readonly (readonly [claim: string, request: SipRequest, status: number])[] = [
  ["chan_sip takes a stranger's call unless allowguest=no is written", invite("stranger"), 486],
  ["insecure=invite asks for no password, whatever secret says", invite("102"), 486],
  ["a peer with a secret is asked for it", invite("103"), 401],
  ["a telephone without a secret registers", register("101"), 200],
  ["alwaysauthreject=no tells names that exist", register("103"), 401],
  ["from those that do not", register("nobody"), 404],
];

const IAX_CALLS: readonly (readonly [claim: string, call: IaxCall, answers: string])[] = [
  ["a call that names nobody is a guest's, without a password", { extension: "100", token: true }, "CALLTOKEN,ACCEPT"],
  ["a guest who picks another context is asked for a password that nobody has", { extension: "200", context: "inner", user: "guest", token: true }, "CALLTOKEN,AUTHREQ"],
  ["with context=* the caller picks one", { extension: "200", context: "inner", user: "star", token: true }, "CALLTOKEN,ACCEPT"],
  ["requirecalltoken=no opens a call for an address that nobody proved", { extension: "100", user: "lax", token: false }, "ACCEPT"],
  ["a user with a secret is asked for it", { extension: "100", user: "known", token: true }, "CALLTOKEN,AUTHREQ"],
];

test("Asterisk 16: chan_sip and IAX", { timeout: 60_000 }, async (context) => {
  const asterisk = await boot("asterisk-16", [...CORE, ...SORCERY, "res_rtp_asterisk", "codec_ulaw", "res_crypto", "chan_sip", "chan_iax2"], {
    "sip.conf": SIP_CONF, "iax.conf": IAX_CONF, "rtp.conf": "[general]\n", "manager.conf": "[general]\nenabled=no\n", "http.conf": "[general]\nenabled=yes\n",
    "extensions.conf": "[public]\nexten => 100,1,Hangup(17)\n[inner]\nexten => 200,1,Hangup(17)\n",
  });
  await context.test("the web server does not listen without an address", async () => assert.deepEqual((await asterisk.namespace.listening()).filter(({ protocol }) => protocol === "tcp"), []));
  for (const [claim, request, status] of STATUSES) {
    await context.test(claim, async () => {
      const { answers } = await sip(asterisk.namespace, { transport: "udp", address: "127.0.0.1", port: 5060, messages: [sipText(request)], wait: 700 });
      assert.equal(answers.map((answer) => answer.status).find((each) => each >= 200), status);
    });
  }
  const said = JSON.parse(await asterisk.namespace.must(process.execPath, [agent("call-iax")], { input: JSON.stringify(IAX_CALLS.map(([, call]) => call)), timeout: 15_000 })) as string[];
  for (const [index, [claim, , answers]] of IAX_CALLS.entries()) await context.test(claim, () => assert.equal(said[index], answers));
});

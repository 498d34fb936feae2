import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Asterisk, type AsteriskSetup } from "./lab/asterisk.js";
import type { Namespace } from "./lab/namespace.js";
import { Network } from "./lab/network.js";
import { audioOffer, header, sip, type SipOutcome, type SipProbe, type SipRequest, sipText } from "./lab/sip.js";

// What rules about pjsip.conf say of Asterisk in their `why`, seen on Asterisk.

const PBX = "192.0.2.10";
const PBX6 = "2001:db8:10::10";
/** The office, a stranger, and somebody by IPv6. */
const OFFICE = "203.0.113.5";
const STRANGER = "198.51.100.66";
const STRANGER6 = "2001:db8:66::66";

const MODULES = [
  "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject", "res_pjsip", "res_pjsip_session", "res_pjsip_pubsub", "res_pjsip_endpoint_identifier_user",
  "res_pjsip_endpoint_identifier_ip", "res_pjsip_endpoint_identifier_anonymous", "res_pjsip_acl", "res_pjsip_outbound_registration", "res_pjsip_outbound_authenticator_digest", "res_pjsip_registrar",
  "res_pjsip_sdp_rtp", "res_rtp_asterisk", "res_timing_timerfd", "chan_pjsip", "pbx_config", "bridge_simple", "codec_ulaw",
];
const AUTHENTICATOR = "res_pjsip_authenticator_digest";

const TRANSPORTS = `[udp]\ntype=transport\nbind=${PBX}:5060\n[udp6]\ntype=transport\nbind=[${PBX6}]:5060\n`;
const auth = (id: string): string => `[${id}]\ntype=auth\nusername=${id}\npassword=documentation-only\n`;
const endpoint = (id: string, more: string): string => `[${id}]\ntype=endpoint\ncontext=in\nallow=ulaw\n${more}\n`;

const started: Asterisk[] = [];
let network: Network<"pbx" | "world">;
before(async () => {
  network = await Network.create({ pbx: [PBX, PBX6], world: [OFFICE, STRANGER, STRANGER6] });
});
after(async () => {
  for (const asterisk of started) await asterisk.stop();
  await network.delete();
});

interface Setup {
  readonly pjsip: string;
  readonly prefix?: AsteriskSetup["prefix"];
  readonly modules?: readonly string[];
}

/** One at a time: all have the same addresses. */
async function boot({ pjsip, prefix = "asterisk-22", modules = [...MODULES, AUTHENTICATOR] }: Setup): Promise<Asterisk> {
  await started.pop()?.stop();
  const asterisk = await Asterisk.boot({
    namespace: network.hosts.pbx, prefix,
    configs: {
      "modules.conf": `[modules]\nautoload=no\n${modules.map((name) => `load=${name}.so\n`).join("")}`,
      "manager.conf": "[general]\nenabled=no\n", "rtp.conf": "[general]\n",
      // 486 shows that a call reached the dialplan.
      "extensions.conf": "[in]\nexten => _X.,1,Hangup(17)\n", "pjsip.conf": `${TRANSPORTS}${pjsip}`,
    },
  });
  started.push(asterisk);
  return asterisk;
}

type Sent = Pick<SipRequest, "method"> & Partial<SipRequest> & { readonly source?: string; readonly credentials?: NonNullable<SipProbe["credentials"]> };

async function send({ source = STRANGER, credentials, ...request }: Sent): Promise<SipOutcome> {
  const address = source.includes(":") ? PBX6 : PBX;
  const host = address === PBX6 ? `[${PBX6}]` : PBX;
  const body = request.method === "INVITE" ? { body: audioOffer(source, "RTP/AVP") } : {};
  const text = sipText({ uri: `sip:${request.method === "REGISTER" ? "" : "100@"}${host}`, ...body, ...request });
  const world: Namespace = network.hosts.world;
  return sip(world, { transport: "udp", address, port: 5060, source, messages: [text], wait: 300, ...(credentials === undefined ? {} : { credentials }) });
}

/** The final status; 0 where nothing came back. 401: a password is asked; 486: the call went through; 403: kept out by an access list. */
async function status(sent: Sent): Promise<number> {
  return (await send(sent)).answers.findLast((one) => one.status >= 200)?.status ?? 0;
}

const call = (user: string, more: Partial<Sent> = {}): Promise<number> => status({ method: "INVITE", from: `sip:${user}@pbx.example`, ...more });

describe("who is let in", () => {
  const pjsip = [
    endpoint("open", ""), endpoint("closed", "auth=closed"), auth("closed"),
    `[phone](!)\ntype=endpoint\ncontext=in\nallow=ulaw\nauth=closed\n[cleared](phone)\nauth=\n[blank] (phone)\ntype=endpoint\ncontext=in\nallow=ulaw\n`,
    endpoint("trunk", ""), "[trunk]\ntype=identify\nendpoint=trunk\nmatch=203.0.113.200\n",
    endpoint("narrow", "identify_by=ip"), "[narrow]\ntype=identify\nendpoint=narrow\nmatch=203.0.113.201\n",
    endpoint("header", "identify_by=ip"), "[header]\ntype=identify\nendpoint=header\nmatch_header=X-Trunk: /carrier/\n",
    endpoint("uri", "identify_by=ip"), "[uri]\ntype=identify\nendpoint=uri\nmatch_request_uri=/777@/\n",
    endpoint("dangling", "auth=nobody"), endpoint("several", "auth=closed,other"), auth("other"),
    endpoint("dropped", "auth=closed\nmedia_encription=sdes"), endpoint("listed", "auth=closed\npermit=203.0.113.0/24, 198.51.100.0/24"), endpoint("former", "auth=closed\nnat=no"),
    endpoint("telling", "auth=closed\nallow_unauthenticated_options=yes\ndirect_media=nonat"), "[realm]\ntype=auth\nusername=realm\npassword=documentation-only\nrealm=pbx.example.com\n", endpoint("apart", "auth=realm"),
    endpoint("same", "auth=closed\nidentify_by=username"), `[same]\ntype=identify\nendpoint=same\nmatch=${OFFICE}\n`,
    "[line]\ntype=registration\nserver_uri=sip:192.0.2.99;transport=tls\nclient_uri=sip:1000@192.0.2.99\nmax_retries=0\n",
    "[Ignored]\ntype=Endpoint\n", "[none]\nauth=closed\ncontext=in\n",
  ].join("");
  let asterisk: Asterisk;
  before(async () => {
    asterisk = await boot({ pjsip });
  });

  const calls: readonly (readonly [rule: string, expected: number, user: string, more?: Partial<Sent>])[] = [
    ["an unknown caller is asked for a password", 401, "nobody-at-all"],
    ["an endpoint with auth asks for a password", 401, "closed"],
    ["pjsip-endpoint-no-auth: the name is enough", 486, "open"],
    ["pjsip-endpoint-no-auth: `auth=` clears what the template set", 486, "cleared"],
    ["config-template-list-ignored: the template's auth is lost with it", 486, "blank"],
    ["pjsip-trunk-identify-by-username: the trunk's name is enough, from any address", 486, "trunk"],
    ["pjsip-trunk-identify-by-username: identify_by=ip closes it", 401, "narrow"],
    ["pjsip-identify-header-no-auth: a header is enough, and pjsip-identify-unanchored-regex: what merely holds it fits", 486, "x", { headers: { "X-Trunk": "not-the-carrier-at-all" } }],
    ["pjsip-identify-request-uri-no-auth: the URI is enough", 486, "x", { uri: `sip:777@${PBX}` }],
    ["pjsip-dangling-reference: an auth that does not exist lets nobody in", 500, "dangling"],
    ["pjsip-multiple-inbound-auths: the first password opens", 486, "several", { credentials: { user: "closed", password: "documentation-only" } }],
    ["pjsip-multiple-inbound-auths: the second opens as well", 486, "several", { credentials: { user: "other", password: "documentation-only" } }],
    ["pjsip-identify-by-does-not-stop-identify: the address still counts", 486, "x", { source: OFFICE, credentials: { user: "closed", password: "documentation-only" } }],
  ];
  for (const [name, expected, user, more] of calls) {
    test(name, async () => {
      assert.equal(await call(user, more), expected);
    });
  }

  test("an option that is unknown, of chan_sip, a bad value or a bad type takes the endpoint down", async () => {
    const there = await asterisk.objects("endpoint");
    for (const id of ["dropped", "listed", "former", "Ignored", "none"]) assert.ok(!there.includes(id), id);
    assert.ok(there.includes("closed"));
  });

  test("pjsip-unauthenticated-options: a name that exists is answered otherwise", async () => {
    const options = (user: string): Promise<number> => status({ method: "OPTIONS", from: `sip:${user}@pbx.example` });
    assert.deepEqual([await options("telling"), await options("telling-not")].map((code) => code === 401), [false, true]);
  });

  test("pjsip-auth-realm-tells-accounts: the challenge shows which names exist", async () => {
    const realm = async (user: string): Promise<string | undefined> => /realm="([^"]*)"/.exec(header((await send({ method: "OPTIONS", from: `sip:${user}@pbx.example` })).answers[0]?.text ?? "", "WWW-Authenticate") ?? "")?.[1];
    assert.deepEqual([await realm("apart"), await realm("nobody-at-all")], ["pbx.example.com", "asterisk"]);
  });

  test("pjsip-uri-parameter-lost: what follows the semicolon is a comment", async () => {
    assert.equal((await asterisk.options("registration", "line")).get("server_uri"), "sip:192.0.2.99");
  });

  test("pjsip-boolean-taken-for-no: a word that is neither counts as no", async () => {
    assert.equal((await asterisk.options("endpoint", "telling")).get("direct_media"), "false");
  });
});

/** How three callers fare with an access list before all SIP. 401: let in, and asked for a password as everybody; 403: kept out. */
const LISTS: Readonly<Record<string, readonly [acl: string, expected: { readonly office: number; readonly stranger: number; readonly stranger6: number }]>> = {
  "a good list keeps strangers out": ["deny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24", { office: 401, stranger: 403, stranger6: 403 }],
  "pjsip-acl-invalid-entry-fail-open: a blank after a comma lets everybody in": ["deny=0.0.0.0/0\ndeny=::/0\npermit=203.0.113.0/24, 192.0.2.0/24", { office: 401, stranger: 401, stranger6: 401 }],
  "pjsip-acl-unknown-option-fail-open: so does a misspelt line": ["deny=0.0.0.0/0\ndeny=::/0\npremit=203.0.113.0/24", { office: 401, stranger: 401, stranger6: 401 }],
  "pjsip-acl-duplicate-section-fail-open: so do two lists of one name": ["deny=0.0.0.0/0\n[office]\ntype=acl\ndeny=::/0", { office: 401, stranger: 401, stranger6: 401 }],
  "pjsip-acl-permit-without-deny: permit alone lets everybody in": ["permit=203.0.113.0/24", { office: 401, stranger: 401, stranger6: 401 }],
  "pjsip-acl-overruled: a later permit for all takes the denial back": [`deny=${STRANGER}\npermit=0.0.0.0/0`, { office: 401, stranger: 401, stranger6: 401 }],
  "pjsip-acl-overruled: a later deny for all takes the permission back": ["permit=203.0.113.0/24\ndeny=0.0.0.0/0", { office: 403, stranger: 403, stranger6: 401 }],
  "pjsip-acl-ipv6-gap: entries for IPv4 let IPv6 in": ["deny=0.0.0.0/0\npermit=203.0.113.0/24", { office: 401, stranger: 403, stranger6: 401 }],
};

for (const prefix of ["asterisk-22", "asterisk-16"] as const) {
  describe(`access lists of ${prefix}`, () => {
    for (const [name, [acl, expected]] of Object.entries(LISTS).filter((_, index) => prefix === "asterisk-22" || index < 2)) {
      test(name, async () => {
        await boot({ prefix, pjsip: `[office]\ntype=acl\n${acl}\n` });
        const ask = (source: string): Promise<number> => status({ method: "OPTIONS", source });
        assert.deepEqual({ office: await ask(OFFICE), stranger: await ask(STRANGER), stranger6: await ask(STRANGER6) }, expected);
      });
    }
  });
}

test("pjsip-digest-authenticator-not-loaded: no endpoint asks for its password", async () => {
  await boot({ modules: MODULES, pjsip: `${endpoint("closed", "auth=closed")}${auth("closed")}` });
  assert.equal(await call("closed"), 486);
});

test("pjsip-anonymous-endpoint, -registers, and the order that does not switch it off", async () => {
  await boot({ pjsip: `[global]\ntype=global\nendpoint_identifier_order=ip,username\n${endpoint("anonymous", "aors=sales")}[sales]\ntype=aor\nmax_contacts=1\n` });
  assert.equal(await call("nobody-at-all"), 486);
  assert.equal(await status({ method: "REGISTER", from: `sip:sales@${PBX}`, to: `sip:sales@${PBX}`, contact: `sip:me@${STRANGER}:5099` }), 200);
});

test("pjsip-identify-match-any: everybody is the peer", async () => {
  await boot({ pjsip: `${endpoint("carrier", "identify_by=ip")}[carrier]\ntype=identify\nendpoint=carrier\nmatch=0.0.0.0/0\n` });
  assert.deepEqual([await call("nobody-at-all"), await call("x", { source: OFFICE }), await call("x", { source: STRANGER6 })], [486, 486, 401]);
});

test("pjsip-auth-empty-password: 16 lets in with an empty password, 22 has no such account", async () => {
  const pjsip = `${endpoint("e", "auth=e\naors=e")}[e]\ntype=auth\nusername=e\n[e]\ntype=aor\nmax_contacts=1\n`;
  const register = (): Promise<number> => status({ method: "REGISTER", from: `sip:e@${PBX}`, to: `sip:e@${PBX}`, credentials: { user: "e", password: "" } });
  await boot({ prefix: "asterisk-16", pjsip });
  assert.equal(await register(), 200);
  const newer = await boot({ pjsip });
  assert.deepEqual([await newer.objects("auth"), await register()], [[], 500]);
});

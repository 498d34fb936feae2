import assert from "node:assert/strict";
import { after, test } from "node:test";
import { filesInMemory, loadAsterisk, type PjsipObject, pjsipObjects, type PjsipObjects } from "../../src/dialects/asterisk/index.js";
import { optionCorpus } from "../dialects/asterisk/option-corpus.js";
import { Asterisk } from "./lab/asterisk.js";
import { Namespace } from "./lab/namespace.js";

const modules = [
  "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject", "res_pjsip", "res_pjsip_session", "res_pjsip_pubsub", "res_pjsip_authenticator_digest",
  "res_pjsip_endpoint_identifier_user", "res_pjsip_endpoint_identifier_ip", "res_pjsip_acl", "res_pjsip_outbound_authenticator_digest", "res_pjsip_outbound_registration",
  "res_pjsip_registrar", "res_rtp_asterisk", "res_srtp", "res_timing_timerfd", "pbx_config", "bridge_simple",
];

const running: Asterisk[] = [];
after(async () => {
  for (const asterisk of running) await asterisk.stop();
});

/** Engine, and the version that the reader is told. */
const ENGINES = [["asterisk-22", "22.10.1"], ["asterisk-16", "16.28.0"]] as const;
type Engine = (typeof ENGINES)[number][0];

async function boot(prefix: Engine, pjsip: string): Promise<Asterisk> {
  const namespace = await Namespace.create();
  const asterisk = await Asterisk.boot({
    namespace,
    prefix,
    configs: {
      "modules.conf": `[modules]\nautoload=no\n${modules.map((name) => `load=${name}.so\n`).join("")}`,
      "manager.conf": "[general]\nenabled=no\n",
      "rtp.conf": "[general]\n",
      "extensions.conf": "[default]\n",
      "pjsip.conf": pjsip,
    },
  });
  running.push(asterisk);
  return asterisk;
}

function read(text: string, version: string): PjsipObjects {
  return pjsipObjects(loadAsterisk({ path: "pjsip.conf", text }, filesInMemory("/etc/asterisk", new Map())), version);
}

/** `type id` of every object that the engine says it could not create, and `type *` where it gave a type up. */
async function refused(asterisk: Asterisk): Promise<string[]> {
  const lines = (await asterisk.log()).map(({ text }) => text);
  const found = lines.flatMap((line) => {
    const one = /Could not create an object of type '([^']*)' with id '([^']*)'/.exec(line);
    const all = /could not be loaded; configuration contains (?:a duplicate object: '[^']*'|more than one object) of type '([^']*)'/.exec(line);
    return one !== null ? [`${one[1]} ${one[2]}`] : all !== null ? [`${all[1]} *`] : [];
  });
  return [...new Set(found)].sort();
}

/** Options that the CLI prints in another form than the file's, or from another place. */
const PRINTED_OTHERWISE = ["type", "match", "allow", "disallow", "permit", "deny", "acl", "contact", "bind", "local_net", "password_digest", "md5_cred", "auth_type", "direct_media_method", "tos_audio", "set_var", "callerid", "method", "dtls_verify", "call_group", "contact_permit", "contact_deny", "tos", "dtls_setup"];

/** What is written of an object, in the form of `pjsip show`. */
function asPrinted(object: PjsipObject): Record<string, string> {
  const known = [...object.options.values()].filter(({ name }) => !PRINTED_OTHERWISE.includes(name));
  return Object.fromEntries(known.map(({ name, value }) => [name, value]));
}

async function printed(asterisk: Asterisk, object: PjsipObject): Promise<Record<string, string>> {
  const options = await asterisk.options(object.type as "endpoint", object.id);
  const plain = (value: string): string => ({ Yes: "true", No: "false" })[value] ?? value; // a transport's TLS switches are printed so
  return Object.fromEntries(Object.keys(asPrinted(object)).map((name) => [name, plain(options.get(name) ?? "(not printed)")]));
}

const VALUES = `[udp]
type=transport
bind=127.0.0.1:5060
external_signaling_port=0x10
symmetric_transport=TRUE
verify_server=yes
allow_reload=nonat
[phone](!)
type=endpoint
context=from-phones
direct_media=no
rtp_timeout=010
media_encryption=SDES
100rel=required
allow_transfer=maybe
dtmf_mode=RFC4733
auth=template
[one](phone)
auth= a , b,,c
outbound_auth=
rtp_timeout=60
direct_media=on
timers=forced
identify_by=IP, username ,ip
Media_Encryption=no
t38_udptl=y
rtp_keepalive=0x0A
from_user=alice
transport=udp
aors=one,two
language=de
[two](phone)
rtp_timeout += 5
context += -more
device_state_busy_at= +3
trust_id_inbound=T
send_pai=1
use_avpf=oN
fax_detect=f
redirect_method=URI_CORE
connected_line_method=reinvite
direct_media_glare_mitigation=OUTGOING
t38_udptl_ec=redundancy
callerid_privacy=PROHIB
dtls_fingerprint=sha-1
timers_min_se=120
[one]
type=aor
max_contacts=010
remove_existing=yes
qualify_frequency=60
default_expiration=600
support_path=t
contact=sip:a@192.0.2.1
contact=sip:b@192.0.2.2
[one]
type=auth
username=one
password=example
nonce_lifetime=0x20
realm=pbx.example
[one]
type=identify
endpoint=one
match=192.0.2.1
match=192.0.2.0/24, 198.51.100.1
srv_lookups=N
`;

const endpoint = (id: string, more = ""): string => `[${id}]\ntype=endpoint\n${more}`;

/** Whole files in which more than one object is decided, and what is dropped of each. */
const WHOLES: Readonly<Record<string, readonly [text: string, missing: readonly string[]]>> = {
  "two objects of one name and type take all of that type down": [
    `${endpoint("a")}${endpoint("b")}[a]\ntype=aor\n${endpoint("a")}[c]\ntype=aor\n`, ["endpoint a", "endpoint a", "endpoint b"],
  ],
  "an object that was dropped is no duplicate": [`${endpoint("a", "nat=yes\n")}${endpoint("a")}`, ["endpoint a"]],
  "the first type decides, and its spelling": [
    `[t](!)\ntype=aor\n[a](t)\ntype=endpoint\n[b]\ntype=Endpoint\n[c]\nTYPE=endpoint\n[d]\ncontext=x\n[e]\ntype=endpooint\n`, ["endpoint b", "endpoint e"],
  ],
  "a template is no object, and what it sets wrongly falls on its children": [`[t](!)\ntype=endpoint\nsecret=x\n[a](t)\n[b](t)\nsecret=y\n${endpoint("c")}`, ["endpoint a", "endpoint b"]],
};

for (const [prefix, version] of ENGINES) {
  test(`${prefix} refuses the objects that the reader says it refuses: every option with every value`, { timeout: 120_000 }, async () => {
    const text = `[udp]\ntype=transport\nbind=127.0.0.1\n${optionCorpus()}`;
    const asterisk = await boot(prefix, text);
    const expected = read(text, version).dropped.map(({ category, type }) => `${type} ${category.name}`).sort();
    const engine = await refused(asterisk);
    const written = (key: string): string => new RegExp(`\\[${key.split(" ")[1] ?? ""}\\]\n([^[]*)`).exec(text)?.[1]?.replaceAll("\n", " ") ?? "";
    const missed = engine.filter((key) => !expected.includes(key)).map((key) => `only the engine refuses ${key}: ${written(key)}`);
    const invented = expected.filter((key) => !engine.includes(key)).map((key) => `only the reader refuses ${key}: ${written(key)}`);
    assert.deepEqual([...missed, ...invented], []);
    assert.ok(engine.length > 300, `${engine.length} refusals`);
  });

  test(`${prefix} holds the option values that the reader says it holds`, { timeout: 120_000 }, async () => {
    const asterisk = await boot(prefix, VALUES);
    const ours = read(VALUES, version);
    for (const type of ["endpoint", "aor", "auth", "transport", "identify"] as const) {
      const objects = ours.byType.get(type) ?? [];
      assert.deepEqual(await asterisk.objects(type), objects.map(({ id }) => id).sort(), type);
      for (const object of objects) assert.deepEqual(asPrinted(object), await printed(asterisk, object), `${type} ${object.id}`);
    }
  });

  for (const [name, [text, missing]] of Object.entries(WHOLES)) {
    test(`${prefix}: ${name}`, { timeout: 60_000 }, async () => {
      const asterisk = await boot(prefix, text);
      const ours = read(text, version);
      for (const type of ["endpoint", "aor", "auth", "transport", "identify"] as const) {
        assert.deepEqual((ours.byType.get(type) ?? []).map(({ id }) => id).sort(), await asterisk.objects(type), type);
      }
      assert.deepEqual(ours.dropped.map(({ category, type }) => `${type} ${category.name}`).sort(), missing);
    });
  }
}

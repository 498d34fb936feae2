import assert from "node:assert/strict";
import { test } from "node:test";
import { filesInMemory, loadAsterisk, pjsipObjects, type PjsipObjects } from "../../src/dialects/asterisk/index.js";
import { optionCorpus } from "../dialects/asterisk/option-corpus.js";
import type { Asterisk } from "./lab/asterisk.js";
import { asPrinted, boot, ENGINES, printed } from "./read-asterisk/objects.js";

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

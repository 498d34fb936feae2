import assert from "node:assert/strict";
import { test } from "node:test";
import { type AsteriskReading, filesInMemory, type PjsipObject, readAsterisk } from "../../src/dialects/asterisk/index.js";
import type { Asterisk } from "./lab/asterisk.js";
import { asPrinted, boot, ENGINES } from "./read-asterisk/objects.js";

const WIZARDS = `[phone](!)
type=wizard
transport=udp
accepts_registrations=yes
accepts_auth=yes
endpoint/context=internal
endpoint/allow=ulaw
aor/max_contacts=1
has_hint=yes
hint_context=hints
[101](phone)
inbound_auth/username=101
inbound_auth/password=example
hint_exten=101
hint_application=Gosub(stdexten,101,1(PJSIP/101))
[102](phone)
inbound_auth/username=102
inbound_auth/password=example
inbound_auth/auth_type=userpass
endpoint/auth=other
endpoint/aors=other
hint_exten=102
hint_application=NoOp()
outbound_proxy=sip:192.0.2.9
[no-user](phone)
inbound_auth/password=example
[wrong-case](phone)
Inbound_Auth/username=x
[wrong-option](phone)
inbound_auth/username=x
inbound_auth/password=example
endpoint/nat=yes
[trunk]
type=wizard
sends_auth=yes
sends_registrations=yes
remote_hosts= 192.0.2.1 ,192.0.2.2:5070
outbound_auth/username=us
outbound_auth/password=example
endpoint/context=from-trunk
registration/expiration=600
accepts_auth=maybe
[line]
type=wizard
sends_registrations=yes
sends_line_with_registrations=yes
remote_hosts=192.0.2.3
server_uri_pattern=sip:\${REMOTE_HOST}:5080\\;lr
client_uri_pattern=sip:\${USERNAME}@\${REMOTE_HOST}
contact_pattern=sip:main@\${REMOTE_HOST}
[listed]
type=wizard
remote_hosts=192.0.2.4
identify/match=198.51.100.0/24
aor/contact=sip:198.51.100.7
[hostless]
type=wizard
sends_registrations=yes
[bad-host]
type=wizard
sends_registrations=yes
remote_hosts=192.0.2.5,not/a/host,192.0.2.6
[twice]
type=wizard
remote_hosts=192.0.2.7,192.0.2.8
sends_registrations=yes
[twice]
type=wizard
remote_hosts=192.0.2.10
sends_registrations=yes
endpoint/context=second
[Capital]
Type=wizard
remote_hosts=192.0.2.11
[other-type]
subtype=wizard
remote_hosts=192.0.2.12
[misspelt]
type=Wizard
remote_hosts=192.0.2.13
[shadowed]
type=wizard
remote_hosts=192.0.2.14
endpoint/context=wizard
[send-only]
type=wizard
sends_auth=yes
remote_hosts=192.0.2.15
contact_pattern=
[provisioned](phone)
inbound_auth/username=p
inbound_auth/password=example
has_phoneprov=yes
phoneprov/MAC=deadbeef4dad
phoneprov/PROFILE=example
`;

const PJSIP = "[udp]\ntype=transport\nbind=127.0.0.1\n[shadowed]\ntype=endpoint\ncontext=pjsip\n[shadowed]\ntype=aor\nmax_contacts=7\n";
const EXTENSIONS = "[internal]\n[hints]\nexten => 102,1,NoOp(mine)\n";
const TYPES = ["endpoint", "aor", "auth", "identify", "registration"] as const;

function read(version: string): AsteriskReading {
  const files = Object.entries({ "pjsip.conf": PJSIP, "pjsip_wizard.conf": WIZARDS, "extensions.conf": EXTENSIONS });
  return readAsterisk(filesInMemory("/etc/asterisk", new Map(files.map(([name, text]) => [`/etc/asterisk/${name}`, { path: name, text }]))), version);
}

type Exported = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** `pjsip export config_wizard primitives`: every object that wizards made, with what is not empty. */
async function exported(asterisk: Asterisk): Promise<Exported> {
  const objects = new Map<string, Map<string, string[]>>();
  for (const block of (await asterisk.cli("pjsip export config_wizard primitives")).split(/^(?=\[)/m).slice(1)) {
    const [head = "", type = "", ...lines] = block.trim().split("\n");
    const values = new Map<string, string[]>();
    for (const line of lines) {
      const [, name = "", value = ""] = /^(\S+) = (.*)$/.exec(line) ?? [];
      values.set(name, [...(values.get(name) ?? []), value]);
    }
    objects.set(`${type.replace("type = ", "")} ${head.slice(1, -1)}`, values);
  }
  return objects;
}

const made = ({ options }: PjsipObject): boolean => options.has("@pjsip_wizard");

/** What the engine prints of ours, and ours; networks and contacts besides what asPrinted knows. */
function compare(object: PjsipObject, engine: ReadonlyMap<string, readonly string[]>): void {
  const ours = Object.fromEntries(Object.entries(asPrinted(object)).filter(([name, value]) => value !== "" && !name.startsWith("@")));
  const yes = (value: string): string => ({ Yes: "true", No: "false" })[value] ?? value;
  const theirs = Object.fromEntries(Object.keys(ours).map((name) => [name, yes(engine.get(name)?.join(",") ?? "(none)")]));
  assert.deepEqual(ours, theirs, `${object.type} ${object.id}`);
  for (const name of ["contact", "match"]) {
    const written = (object.options.get(name)?.settings ?? []).map(({ value }) => value);
    const network = (value: string): string => value.replace(/\/(255\.255\.255\.)?(255|32)$/, "").replace("/255.255.255.0", "/24").replace(/^(\d[\d.]*):\d+$/, "$1");
    assert.deepEqual((engine.get(name) ?? []).flatMap((value) => value.split(",")).map(network).sort(), written.map(network).sort(), `${object.type} ${object.id} ${name}`);
  }
}

for (const [prefix, version] of ENGINES) {
  test(`${prefix}: wizards make the objects that the reader says they make`, { timeout: 90_000 }, async () => {
    const asterisk = await boot(prefix, PJSIP, { "pjsip_wizard.conf": WIZARDS, "extensions.conf": EXTENSIONS, "phoneprov.conf": "[general]\n[example]\n" }, ["res_phoneprov", "res_pjsip_phoneprov_provider", "res_pjsip_config_wizard"]);
    const { pjsip } = read(version);
    assert.ok(pjsip !== null);
    const engine = await exported(asterisk);
    for (const type of TYPES) {
      const ours: readonly PjsipObject[] = pjsip.byType.get(type) ?? [];
      assert.deepEqual([...new Set(await asterisk.objects(type))], ours.map(({ id }) => id).sort(), type);
      for (const object of ours.filter(made)) {
        const held = engine.get(`${type} ${object.id}`);
        assert.ok(held !== undefined, `the engine exports ${type} ${object.id}`);
        compare(object, held);
      }
    }
    assert.deepEqual((pjsip.byType.get("phoneprov") ?? []).map(({ id }) => `phoneprov ${id}`), [...engine.keys()].filter((key) => key.startsWith("phoneprov")));
    assert.ok(engine.size > 25, `${engine.size} objects`);
  });

  test(`${prefix}: an object of pjsip.conf counts before one of a wizard, and wizards' hints are in the dialplan`, { timeout: 90_000 }, async () => {
    const asterisk = await boot(prefix, PJSIP, { "pjsip_wizard.conf": WIZARDS, "extensions.conf": EXTENSIONS }, ["res_pjsip_config_wizard"]);
    const { pjsip, dialplan } = read(version);
    for (const [type, name] of [["endpoint", "context"], ["aor", "max_contacts"]] as const) {
      const ours: readonly PjsipObject[] = (pjsip?.byType.get(type) ?? []).filter(({ id }) => id === "shadowed");
      assert.deepEqual(ours.map(({ options }) => options.get(name)?.value), [(await asterisk.options(type, "shadowed")).get(name)]);
    }
    const shown = await asterisk.cli("dialplan show hints");
    const steps = dialplan?.contexts.get("hints")?.steps ?? [];
    const theirs = [...shown.matchAll(/(?:^  '([^']*)' =>|^ {4,}) *(?:(\d+)\. |hint: )(.*?) +\[/gm)].map(([, , priority = "hint", call = ""]) => `${priority} ${call}`);
    assert.deepEqual(theirs.sort(), steps.map(({ priority, application, data }) => `${priority} ${priority === "hint" ? application : `${application}(${data})`}`).sort());
  });
}

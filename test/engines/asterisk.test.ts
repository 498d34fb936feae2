import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Policy } from "../../src/policy/types.js";
import { asteriskFiles, EXAMPLES, type Example, exampleText, policyOf } from "../targets/asterisk/policies.js";
import { Asterisk, type PjsipType } from "./lab/asterisk.js";
import { type Identity, linkCertificates, tlsCertificate } from "./lab/certificate.js";
import { Network } from "./lab/network.js";
import { scratch } from "./lab/scratch.js";
import { audioOffer, sip, type SipRequest, sipText } from "./lab/sip.js";

interface Booted {
  readonly policy: Policy;
  readonly network: Network<"pbx" | "phone" | "edge" | "stranger">;
  readonly asterisk: Asterisk;
  readonly link: Readonly<Record<"edge" | "core", Identity>>;
}

/** Renders a policy, its TLS files made for the occasion, and boots it in a namespace with the node's own addresses. */
async function boot(t: TestContext, text: string, addresses: readonly string[]): Promise<Booted> {
  const tls = await tlsCertificate(scratch("tls"), ["192.0.2.10"]);
  const link = await linkCertificates(scratch("link"));
  const policy = policyOf(text.replaceAll("/etc/ringfence/tls", tls.folder));
  const network = await Network.create({ pbx: addresses, phone: ["203.0.113.5"], edge: ["10.20.0.5"], stranger: ["192.0.2.66"] });
  t.after(() => network.delete());
  network.hosts.pbx.place({ "/etc/ringfence/link": link.core.folder });
  const asterisk = await Asterisk.boot({ namespace: network.hosts.pbx, configs: asteriskFiles(policy) });
  t.after(() => asterisk.stop());
  return { policy, network, asterisk, link };
}

const ADDRESSES: Readonly<Record<Example, readonly string[]>> = { "acme-hq": ["192.0.2.10"], "acme-edge": ["10.20.0.10"] };

const LISTENING: Readonly<Record<Example, readonly string[]>> = {
  "acme-hq": ["tcp 127.0.0.1:5038", "tcp 192.0.2.10:15061", "tcp 192.0.2.10:15071"],
  "acme-edge": ["tcp 10.20.0.10:5061"],
};

const CONTEXTS: Readonly<Record<Example, readonly string[]>> = {
  "acme-hq": ["accounts", "default", "e164", "emergency-only", "emergency-via-carrier-a", "leg", "number", "outside-national", "plan-internal", "plan-national", "transferred", "trunk-carrier-a"],
  "acme-edge": ["accounts", "default", "e164", "emergency-leg", "emergency-only", "emergency-via-carrier-a", "leg", "number", "outside-national", "plan-national", "transferred", "trunk-carrier-a"],
};

const OBJECTS: Readonly<Record<Example, Readonly<Partial<Record<PjsipType, readonly string[]>>>>> = {
  "acme-hq": {
    endpoint: ["101", "102", "carrier-a"], aor: ["101", "102", "carrier-a"], auth: ["101", "102"], transport: ["carrier", "phones"], identify: ["carrier-a"], registration: [],
  },
  "acme-edge": {
    endpoint: ["201", "202", "carrier-a", "ringfence-edge"], aor: ["201", "202", "carrier-a"], auth: [], transport: ["edge@link"], identify: ["carrier-a"], registration: [],
  },
};

for (const example of EXAMPLES) {
  test(`${example} boots without a warning, has the objects that are meant and listens where it is meant`, async (t) => {
    const { asterisk, network } = await boot(t, exampleText(example), ADDRESSES[example]);
    assert.deepEqual(await asterisk.problems(), []);
    for (const [type, ids] of Object.entries(OBJECTS[example])) assert.deepEqual(await asterisk.objects(type as PjsipType), ids, type);
    const listening = (await network.hosts.pbx.listening()).filter(({ ephemeral }) => !ephemeral).map(({ protocol, address, port }) => `${protocol} ${address}:${port}`);
    assert.deepEqual(listening, LISTENING[example]);
  });
}

/** What every endpoint must say when asked, whoever it is for. */
const EVERY_ENDPOINT = {
  allow: "(g722|alaw|ulaw)", direct_media: "false", media_encryption_optimistic: "false", ice_support: "false", t38_udptl: "false", rtp_timeout: "120", rtp_timeout_hold: "900",
  trust_id_inbound: "false", trust_id_outbound: "false", trust_connected_line: "no", allow_subscribe: "false", allow_overlap: "false", allow_unauthenticated_options: "false", webrtc: "no",
};
const EVERY_DEVICE = { max_contacts: "1", remove_existing: "true", support_path: "false", minimum_expiration: "60", default_expiration: "600", maximum_expiration: "3600" };
const EDGE = "sip:10.20.0.5:5061;transport=tls";

const OPTIONS: Readonly<Record<Example, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  "acme-hq": {
    "endpoint 101": {
      ...EVERY_ENDPOINT, transport: "phones", context: "plan-national", callerid: "101", auth: "101", aors: "101", outbound_auth: "", outbound_proxy: "", identify_by: "username", media_encryption: "sdes",
      acl: "listener-phones", force_rport: "true", rewrite_contact: "true", rtp_symmetric: "true", allow_transfer: "true", TRANSFER_CONTEXT: "transferred",
    },
    "endpoint 102": { ...EVERY_ENDPOINT, transport: "phones", context: "plan-internal", callerid: "102", auth: "102", aors: "102", identify_by: "username", media_encryption: "sdes", acl: "listener-phones" },
    "endpoint carrier-a": {
      ...EVERY_ENDPOINT, transport: "carrier", context: "trunk-carrier-a", auth: "", aors: "carrier-a", outbound_auth: "", identify_by: "ip", media_encryption: "sdes", allow_transfer: "false", rtp_symmetric: "false",
    },
    "aor 101": { ...EVERY_DEVICE, contact: "", qualify_frequency: "60", outbound_proxy: "" },
    "aor carrier-a": { max_contacts: "0", contact: "sip:198.51.100.10;transport=tls,sip:198.51.100.11;transport=tls", qualify_frequency: "30" },
    "auth 101": {
      auth_type: "digest", username: "101", realm: "pbx.acme.example", password: "", supported_algorithms_uas: "SHA-256", supported_algorithms_uac: "SHA-256",
      // printf 101:pbx.acme.example:secret-of-accounts.101.secret | sha256sum
      password_digest: "SHA-256:d4f854e57a04689da0ca63379695895620eb524b4bdc48083191e769570d440c",
    },
    "transport phones": { protocol: "tls", bind: "192.0.2.10:15061", method: "sslv23", verify_client: "No", require_client_cert: "No", verify_server: "No", external_media_address: "" },
    "transport carrier": { protocol: "tls", bind: "192.0.2.10:15071", method: "sslv23", verify_client: "No", require_client_cert: "No", verify_server: "Yes", ca_list_file: "/etc/ssl/certs/ca-certificates.crt" },
    "identify carrier-a": { endpoint: "carrier-a", match: "198.51.100.10/255.255.255.255,198.51.100.11/255.255.255.255", srv_lookups: "false" },
  },
  "acme-edge": {
    "endpoint 201": {
      ...EVERY_ENDPOINT, transport: "edge@link", context: "plan-national", callerid: "201", auth: "", aors: "201", outbound_proxy: `${EDGE};lr`, identify_by: "username", media_encryption: "sdes", acl: "edge",
      TRANSFER_CONTEXT: "transferred", bind_rtp_to_media_address: "false",
    },
    "endpoint carrier-a": { ...EVERY_ENDPOINT, transport: "edge@link", context: "trunk-carrier-a", auth: "", aors: "carrier-a", identify_by: "header", media_encryption: "no", acl: "edge", allow_transfer: "false" },
    "endpoint ringfence-edge": { ...EVERY_ENDPOINT, transport: "edge@link", context: "default", aors: "", identify_by: "username", media_encryption: "sdes", acl: "edge", allow_transfer: "false" },
    "aor 201": { ...EVERY_DEVICE, qualify_frequency: "0", outbound_proxy: `${EDGE};lr` },
    "aor carrier-a": { max_contacts: "0", contact: EDGE },
    "transport edge@link": { protocol: "tls", bind: "10.20.0.10:5061", verify_server: "Yes", verify_client: "Yes", require_client_cert: "Yes", external_media_address: "192.0.2.20", external_signaling_address: "" },
    "identify carrier-a": { endpoint: "carrier-a", match_header: "X-RF-Trunk: carrier-a", match: "" },
  },
};

const SETTINGS: Readonly<Record<Example, Readonly<Record<string, string>>>> = {
  "acme-hq": { user_agent: "PBX", default_realm: "pbx.acme.example", default_auth_algorithms_uas: "SHA-256", default_auth_algorithms_uac: "SHA-256", endpoint_identifier_order: "ip,username" },
  "acme-edge": { user_agent: "PBX", default_realm: "sip.acme.example", default_auth_algorithms_uas: "SHA-256,MD5", default_auth_algorithms_uac: "SHA-256,MD5", endpoint_identifier_order: "header,username" },
};

const ACLS: Readonly<Record<Example, readonly string[]>> = { "acme-hq": ["any-listener", "listener-carrier", "listener-phones", "management-ami"], "acme-edge": ["edge"] };

const MANAGER: Readonly<Record<Example, readonly RegExp[]>> = {
  "acme-hq": [/Manager \(AMI\): +Yes/, /Web Manager \(AMI\/HTTP\): +No/, /TCP Bindaddress: +127\.0\.0\.1:5038/], "acme-edge": [/Manager \(AMI\): +No/],
};

for (const example of EXAMPLES) {
  test(`${example}: every option has the value that is meant`, async (t) => {
    const { asterisk } = await boot(t, exampleText(example), ADDRESSES[example]);
    for (const [object, meant] of Object.entries(OPTIONS[example])) {
      const [type = "", id = ""] = object.split(" ");
      const held = await asterisk.options(type as PjsipType, id);
      assert.deepEqual(Object.fromEntries(Object.keys(meant).map((option) => [option, held.get(option)])), meant, object);
    }
    const settings = await asterisk.settings();
    for (const [option, value] of Object.entries(SETTINGS[example])) assert.equal(settings.get(option), value, option);
    const acls = (await asterisk.cli("acl show")).split("\n").map((line) => line.trim()).filter((line) => /^[a-z]/.test(line) && line !== "acl").sort();
    assert.deepEqual(acls, ACLS[example]);
  });

  test(`${example}: modules, contexts and what the host gives away`, async (t) => {
    const { asterisk, policy } = await boot(t, exampleText(example), ADDRESSES[example]);
    const meant = [...(asteriskFiles(policy)["modules.conf"] ?? "").matchAll(/^load = (\S+)$/gm)].map(([, module]) => module).sort();
    const loaded = [...(await asterisk.cli("module show")).matchAll(/^(\S+\.so)\s.*Running/gm)].map(([, module]) => module).sort();
    assert.deepEqual(loaded, meant);
    const identifiers = await asterisk.cli("pjsip show identifiers");
    assert.doesNotMatch(identifiers, /anonymous/);
    const contexts = [...(await asterisk.cli("dialplan show")).matchAll(/^\[ Context '([^']+)'/gm)].map(([, context]) => context).filter((context) => !/^__func/.test(context ?? "")).sort();
    assert.deepEqual(contexts, CONTEXTS[example]);
    const manager = await asterisk.cli("manager show settings");
    for (const line of MANAGER[example]) assert.match(manager, line);
    assert.match(await asterisk.cli("http show status"), /Server Disabled/);
    assert.match(await asterisk.cli("rtp show settings"), /Strict RTP:\s+Yes/);
  });
}

test("without any packet filter, Asterisk itself tells those who may not speak to it that they may not", async (t) => {
  const { network } = await boot(t, exampleText("acme-hq"), ADDRESSES["acme-hq"]);
  const statuses = async (from: "phone" | "stranger"): Promise<number[]> => {
    const { answers } = await sip(network.hosts[from], { transport: "tls", address: "192.0.2.10", port: 15061, messages: [sipText({ method: "OPTIONS", uri: "sip:192.0.2.10", from: "sip:101@192.0.2.10" })] });
    return answers.map(({ status }) => status);
  };
  assert.deepEqual(await statuses("phone"), [401]);
  assert.deepEqual(await statuses("stranger"), [403]);
});

test("the core believes the edge and nobody else", async (t) => {
  const { network, asterisk, link } = await boot(t, exampleText("acme-edge"), ADDRESSES["acme-edge"]);
  const ask = async (request: Omit<SipRequest, "from" | "uri"> & { user: string; to: string }, from: "edge" | "stranger" = "edge"): Promise<number | undefined> => {
    const uri = `sip:${request.to}10.20.0.10`;
    const text = sipText({ method: request.method, uri, from: `sip:${request.user}@sip.acme.example`, to: uri, headers: request.headers ?? {}, body: request.method === "INVITE" ? audioOffer("192.0.2.20", request.headers?.["X-RF-Trunk"] === "carrier-a" ? "RTP/AVP" : "RTP/SAVP") : "" });
    return (await sip(network.hosts[from], { transport: "tls", address: "10.20.0.10", port: 5061, tls: link.edge, messages: [text], wait: 800 })).answers.at(-1)?.status;
  };
  assert.equal(await ask({ method: "OPTIONS", user: "ringfence-edge", to: "" }), 200);
  assert.equal(await ask({ method: "OPTIONS", user: "ringfence-edge", to: "" }, "stranger"), 403);
  const foreign = await tlsCertificate(scratch("foreign"), ["10.20.0.5"]);
  for (const tls of [{}, { certificate: foreign.certificate, key: foreign.key }]) {
    const keepalive = { transport: "tls", address: "10.20.0.10", port: 5061, tls, messages: [sipText({ method: "OPTIONS", uri: "sip:10.20.0.10", from: "sip:ringfence-edge@10.20.0.5" })], wait: 800 } as const;
    assert.deepEqual((await sip(network.hosts.edge, keepalive)).answers, [], "the edge's address without a certificate of the link's authority");
    assert.deepEqual((await sip(network.hosts.edge, { ...keepalive, transport: "tcp" })).answers, [], "plain TCP");
  }
  assert.equal(await ask({ method: "INVITE", user: "ringfence-edge", to: "999@" }), 404);
  assert.equal(await ask({ method: "INVITE", user: "carrier-a", to: "202@" }), 401, "a trunk is not known by its name");
  assert.equal(await ask({ method: "INVITE", user: "299", to: "202@" }), 401);
  assert.equal(await ask({ method: "INVITE", user: "201", to: "09012345678@" }), 403, "the plan holds");
  assert.equal(await ask({ method: "INVITE", user: "201", to: "999@" }, "stranger"), 403);
  const calls = async (): Promise<string[]> => (await asterisk.file("cdr-csv/Master.csv")).split("\n").filter(Boolean).map((line) => line.split(",").slice(2, 4).join(" "));
  const before = (await calls()).length;
  await ask({ method: "INVITE", user: "201", to: "09012345678@", headers: { "X-RF-Trunk": "carrier-a" } });
  assert.deepEqual((await calls()).slice(before), ['"09012345678" "trunk-carrier-a"'], "a trunk's call rings its account, whoever it says it is");
  await ask({ method: "INVITE", user: "201", to: "09012345678@", headers: { "X-RF-Trunk": "carrier-b" } });
  assert.deepEqual((await calls()).slice(before + 1), ['"09012345678" "plan-national"'], "a trunk that does not exist is no trunk");
});

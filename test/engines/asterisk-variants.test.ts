import assert from "node:assert/strict";
import { test } from "node:test";
import { asteriskFiles, policyOf, secretsOf } from "../targets/asterisk/policies.js";
import { Asterisk } from "./lab/asterisk.js";
import { tlsCertificate } from "./lab/certificate.js";
import { Network } from "./lab/network.js";
import { scratch } from "./lab/scratch.js";

interface Variant {
  readonly text: string;
  readonly endpoints: readonly string[];
  readonly auths: readonly string[];
  readonly listening: readonly string[];
  /** Options of objects, as `endpoint 101`. */
  readonly options: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const NAME = String.raw`O'Brien "Bob"; [x]#!\ ${"$"}{EXTEN}, <9> ;-- é`;

const VARIANTS: Readonly<Record<string, Variant>> = {
  "both families, every transport that is not the web's, trunks of every kind": {
    text: `
version: 1
name: everything
profile: strict
engines: { asterisk: "22" }
networks:
  office: { role: phones, cidrs: [203.0.113.0/24, "2001:db8:10::/48"] }
  byaddress: { role: trunk, cidrs: [198.51.100.10/32, 198.51.100.64/26, "2001:db8:20::1/128"] }
  bydigest: { role: trunk, cidrs: ["2001:db8:30::1/128"] }
  bycertificate: { role: trunk, cidrs: [198.51.100.30/32] }
  vpn: { role: management, cidrs: [10.8.0.0/24] }
listeners:
  phones: { protocol: tls, address: 192.0.2.10, port: 15061, from: [office] }
  phones6: { protocol: tls, address: "2001:db8::10", port: 15061, from: [office] }
  plain: { protocol: udp, address: 192.0.2.10, port: 15060, from: [world] }
  plain6: { protocol: tcp, address: "2001:db8::10", port: 15060, from: [office] }
  one: { protocol: udp, address: 192.0.2.10, port: 15070, from: [byaddress] }
  two: { protocol: tcp, address: "2001:db8::10", port: 15070, from: [bydigest] }
  three: { protocol: tls, address: 192.0.2.10, port: 15071, from: [bycertificate] }
tls: { certificate: /etc/ringfence/tls/fullchain.pem, key: /etc/ringfence/tls/privkey.pem, ca: /etc/ringfence/tls/ca.pem, clientCertificates: optional, minimum: "1.3" }
media: { encryption: dtls, ports: 20000-20999 }
auth: { realm: "Acme: PBX @ home", algorithms: [SHA-512-256, SHA-256, MD5] }
accounts:
  "101": { secret: { env: RF_101 }, listener: phones, calling: far, name: ${JSON.stringify(NAME)} }
  front-desk: { secret: { env: RF_FRONT }, listener: phones6, calling: near }
  "103": { secret: { env: RF_103 }, listener: plain }
  "104": { secret: { env: RF_104 }, listener: plain6, calling: near }
trunks:
  by-address: { listener: one, peers: byaddress, authentication: address, inbound: "101" }
  by-digest: { listener: two, peers: bydigest, authentication: digest, username: acme, secret: { env: RF_TRUNK } }
  by-certificate: { listener: three, peers: bycertificate, authentication: certificate, inbound: front-desk }
calling:
  home: GB
  timezone: Europe/London
  emergency: ["999", "112"]
  plans:
    near: { allow: [accounts, national, mobile], trunk: by-digest, hours: "Mon-Fri 08:00-18:00, Sat 22:00-02:00" }
    far: { allow: [accounts, national, mobile, international, premium], trunk: by-certificate, concurrent: 5 }
management: { ssh: { from: [vpn] }, ami: { from: [vpn], port: 5039 } }
`,
    endpoints: ["101", "103", "104", "by-address", "by-certificate", "by-digest", "front-desk"],
    auths: ["101", "103", "104", "by-digest", "front-desk", "outbound@by-digest"],
    listening: [
      "tcp 0.0.0.0:5039", "tcp 192.0.2.10:15061", "tcp 192.0.2.10:15071", "tcp 2001:db8::10:15060", "tcp 2001:db8::10:15061", "tcp 2001:db8::10:15070", "udp 192.0.2.10:15060", "udp 192.0.2.10:15070",
    ],
    options: {
      "endpoint 101": { callerid: `"${NAME.replace(/["\\]/g, "\\$&")}" <101>`, media_encryption: "dtls", dtls_verify: "Fingerprint", dtls_setup: "actpass", dtls_auto_generate_cert: "Yes", context: "plan-far" },
      "endpoint front-desk": { callerid: '"front-desk" <frontdesk>', acl: "listener-phones6" },
      "endpoint 103": { media_encryption: "no", context: "emergency-only", acl: "" },
      "endpoint by-digest": { auth: "by-digest", outbound_auth: "outbound@by-digest", from_user: "acme", identify_by: "ip", context: "trunk-by-digest" },
      "aor by-address": { contact: "sip:198.51.100.10" },
      "aor by-digest": { contact: "sip:[2001:db8:30::1];transport=tcp" },
      "auth 101": { supported_algorithms_uas: "SHA-512-256,SHA-256,MD5", realm: "Acme: PBX @ home" },
      "auth outbound@by-digest": { username: "acme", password: "pass;word [x] \\; $" },
      "transport phones": { method: "tlsv1_3", verify_client: "Yes", require_client_cert: "No" },
      "transport three": { verify_client: "Yes", require_client_cert: "Yes", verify_server: "Yes", ca_list_file: "/etc/ringfence/tls/ca.pem" },
      "identify by-address": { match: "198.51.100.10/255.255.255.255,198.51.100.64/255.255.255.192,2001:db8:20::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
    },
  },
  "edge and core on one host": {
    text: `
version: 1
name: one-host
profile: legacy-phones
engines: { asterisk: "22", kamailio: "6.0" }
networks:
  office: { role: phones, cidrs: [203.0.113.0/24] }
listeners:
  phones: { protocol: udp, address: 192.0.2.10, port: 15060, from: [office] }
auth: { realm: pbx.example, algorithms: [MD5] }
accounts:
  "101": { secret: { env: RF_101 }, listener: phones, calling: internal }
calling:
  home: DE
  emergency: ["110", "112"]
  plans: { internal: { allow: [accounts] } }
`,
    endpoints: ["101", "ringfence-edge"],
    auths: [],
    listening: ["tcp 127.0.0.1:5060"],
    options: {
      "endpoint 101": { media_address: "192.0.2.10", bind_rtp_to_media_address: "true", outbound_proxy: "sip:127.0.0.1:5062;transport=tcp;lr", acl: "edge" },
      "transport edge@link": { bind: "127.0.0.1:5060", external_media_address: "" },
    },
  },
};

for (const [name, { text, endpoints, auths, listening, options }] of Object.entries(VARIANTS)) {
  test(`boots clean and as meant: ${name}`, async (t) => {
    const policy = policyOf(text);
    const network = await Network.create({ pbx: ["192.0.2.10", "2001:db8::10"] });
    t.after(() => network.delete());
    const { pbx } = network.hosts;
    pbx.place({ "/etc/ringfence/tls": (await tlsCertificate(scratch("tls"), ["192.0.2.10"])).folder });
    const secrets = new Map([...secretsOf(policy)].map(([path, secret]) => [path, path.startsWith("trunks") ? "pass;word [x] \\; $" : secret]));
    const asterisk = await Asterisk.boot({ namespace: pbx, configs: asteriskFiles(policy, secrets) });
    t.after(() => asterisk.stop());
    assert.deepEqual(await asterisk.problems(), []);
    assert.deepEqual(await asterisk.objects("endpoint"), endpoints);
    assert.deepEqual(await asterisk.objects("auth"), auths);
    for (const [object, meant] of Object.entries(options)) {
      const [type = "", id = ""] = object.split(" ");
      const held = await asterisk.options(type as "endpoint", id);
      assert.deepEqual(Object.fromEntries(Object.keys(meant).map((option) => [option, held.get(option)])), meant, object);
    }
    const sockets = (await pbx.listening()).filter(({ ephemeral }) => !ephemeral).map(({ protocol, address, port }) => `${protocol} ${address}:${port}`);
    assert.deepEqual(sockets.sort(), listening);
  });
}

import { type Audience, byDefault, type Fact, type Listener, type Protocol, set, type TlsPosture, unknown } from "../../../posture/index.js";
import type { PjsipObject, PjsipObjects } from "../pjsip/objects.js";
import { aclOf, type AclList, admitted, type namedAcls } from "./acl.js";
import { readV4, readV6 } from "../pjsip/address.js";
import { type Bind, readBind } from "./bind.js";
import { EVERYBODY, narrowed, ONLY_LOCAL, optionFact, optionValue, pathOf, setBy } from "./facts.js";

/** Everything that the listeners and endpoints of chan_pjsip depend on. */
export interface SipInput {
  readonly objects: PjsipObjects;
  readonly index: SipIndex;
  readonly namedAcl: ReturnType<typeof namedAcls>;
  /** `Asterisk 22`: who decides a default. */
  readonly by: string;
}

/** Objects by what others call them, so that a thousand endpoints do not search a thousand times. */
export interface SipIndex {
  readonly transports: ReadonlyMap<string, PjsipObject>;
  readonly auths: ReadonlyMap<string, PjsipObject>;
  readonly aors: ReadonlyMap<string, PjsipObject>;
  /** The first identify object of each endpoint. */
  readonly identifies: ReadonlyMap<string, PjsipObject>;
}

export function indexOf({ byType }: PjsipObjects): SipIndex {
  const byId = (type: string): Map<string, PjsipObject> => new Map((byType.get(type) ?? []).map((object) => [object.id, object]));
  const identifies = new Map<string, PjsipObject>();
  for (const identify of byType.get("identify") ?? []) {
    const endpoint = optionValue(identify, "endpoint");
    if (!identifies.has(endpoint)) identifies.set(endpoint, identify);
  }
  return { transports: byId("transport"), auths: byId("auth"), aors: byId("aor"), identifies };
}

/** Transports that listen themselves; WebSockets listen through http.conf, flows through another transport. */
export function lowerListeners(input: SipInput): Listener[] {
  return (input.objects.byType.get("transport") ?? [])
    .filter((transport) => ["udp", "tcp", "tls"].includes(optionValue(transport, "protocol")))
    .map((transport) => lowerTransport(transport, input));
}

export function protocolOf(transport: PjsipObject, by: string): Fact<Protocol> {
  return optionFact(transport, "protocol", by, (value) => PROTOCOLS[value] ?? "udp");
}

const PROTOCOLS: Readonly<Record<string, Protocol>> = { udp: "udp", tcp: "tcp", tls: "tls", ws: "ws", wss: "wss" };

function lowerTransport(transport: PjsipObject, input: SipInput): Listener {
  const { id, at } = transport;
  const bind = readBind(optionValue(transport, "bind"));
  return {
    name: id, path: pathOf(at, id), at,
    protocol: protocolOf(transport, input.by),
    port: portOf(transport, bind, input.by),
    address: addressOf(transport, bind, input.by),
    audience: audienceOf(transport, bind, input),
    authenticated: authenticated(input, at),
    registerLimit: noLimit(input, at),
    inviteLimit: noLimit(input, at),
  };
}

/** One cause for all transports: it is told at the first of them. */
function noLimit({ objects, by }: SipInput, at: Listener["at"]): Listener["registerLimit"] {
  return byDefault("off", objects.byType.get("transport")?.[0]?.at ?? at, "rate limit", `${by} limits no rate by itself`);
}

function portOf(transport: PjsipObject, bind: Bind, by: string): Fact<number> {
  const line = transport.options.get("bind")?.settings.at(-1);
  if (bind.port !== null && bind.port !== 0 && line !== undefined) return setBy(bind.port, line);
  return byDefault(optionValue(transport, "protocol") === "tls" ? 5061 : 5060, line?.at ?? transport.at, "bind", by);
}

function addressOf(transport: PjsipObject, { host }: Bind, by: string): Fact<string | null> {
  const specific = readV4(host) !== null || readV6(host) !== null;
  return optionFact(transport, "bind", by, () => (specific && !/^[0:.]*$/.test(host) ? host : null));
}

/** Access lists count for every transport; the packet filter is not known here. */
function audienceOf(transport: PjsipObject, bind: Bind, { objects, namedAcl, by }: SipInput): Fact<Audience> {
  const line = transport.options.get("bind")?.settings.at(-1);
  if (bind.loopback && line !== undefined) return setBy(ONLY_LOCAL, line);
  const lists: AclList[] = [];
  for (const object of objects.byType.get("acl") ?? []) {
    lists.push(aclOf(object.category.variables) ?? []);
    for (const name of (object.options.get("acl")?.settings ?? []).flatMap(({ value }) => value.split(",").map((part) => part.trim()))) {
      const named = namedAcl(name);
      if (named === "unknown") return unknown(`the access list \`${name}\` stands in acl.conf, which was not given`, object.at, "acl");
      if (named === "denies-all") return set(narrowed([]), object.at, "acl");
      lists.push(named);
    }
  }
  const { world, sources, decided } = admitted(lists, bind.families);
  if (world || decided === null) return byDefault(EVERYBODY, line?.at ?? transport.at, "type=acl", `${by}: no access list narrows it`);
  return setBy(narrowed(sources), decided);
}

/** False where somebody gets in without a secret and from any address: an anonymous endpoint, or one known by its user name alone. */
function authenticated({ objects, by }: SipInput, at: Listener["at"]): Fact<boolean> {
  const endpoints = objects.byType.get("endpoint") ?? [];
  const open = endpoints.find((endpoint) => optionValue(endpoint, "auth") === "" && (/^anonymous(@|$)/.test(endpoint.id) || byName(endpoint)));
  if (open === undefined) return byDefault(true, at, "auth", `${by}: every endpoint asks for a secret or an address`);
  const identifyBy = open.options.get("identify_by")?.settings.at(-1);
  return identifyBy === undefined ? byDefault(false, open.at, "auth", by) : setBy(false, identifyBy);
}

function byName(endpoint: PjsipObject): boolean {
  return optionValue(endpoint, "identify_by").split(",").some((method) => method === "username" || method === "auth_username");
}

/** One for each TLS transport. */
export function lowerTls({ objects, by }: SipInput): TlsPosture[] {
  return (objects.byType.get("transport") ?? [])
    .filter((transport) => optionValue(transport, "protocol") === "tls")
    .map((transport) => {
      const { id, at } = transport;
      const line = (transport.options.get("require_client_cert") ?? transport.options.get("verify_client"))?.settings.at(-1);
      const certificates = certificatesOf(transport);
      return {
        at, path: pathOf(at, id),
        minimum: minimumOf(transport, by),
        clientCertificates: line === undefined ? byDefault(certificates, at, "require_client_cert", by) : setBy(certificates, line),
      };
    });
}

type TlsVersion = "1.0" | "1.1" | "1.2" | "1.3";

/** The one version that each method speaks (seen on Asterisk 16 and 22): without a method it is TLS 1.0. */
const VERSIONS: Readonly<Record<string, TlsVersion>> = { "": "1.0", default: "1.0", unspecified: "1.0", tlsv1: "1.0", tlsv1_1: "1.1", tlsv1_2: "1.2", tlsv1_3: "1.3" };

/** `sslv23` takes every version that the TLS library still has, unless ciphers that came with TLS 1.2 keep the older ones out. */
function minimumOf(transport: PjsipObject, by: string): Fact<TlsVersion> {
  const method = optionValue(transport, "method");
  const version = VERSIONS[method];
  if (version !== undefined && !transport.options.has("method")) return byDefault(version, transport.at, "method", `${by}, which speaks TLS 1.0 and nothing newer where no method is written`);
  if (version !== undefined) return optionFact(transport, "method", by, () => version);
  const ciphers = ciphersOf(transport);
  if (method === "sslv23" && ciphers.length > 0 && ciphers.every((cipher) => MODERN.test(cipher))) return optionFact(transport, "method", by, () => "1.2");
  const at = transport.options.get("method")?.settings.at(-1)?.at ?? transport.at;
  return unknown(`what \`${method}\` lets in depends on the TLS library of the machine, TLS 1.0 for one from before 2021`, at, "method");
}

/** Authenticated encryption and the digests that TLS 1.2 brought (RFC 5246, 5288, 5289, 7905). */
const MODERN = /GCM|CCM|POLY1305|SHA256$|SHA384$/i;

function ciphersOf(transport: PjsipObject): string[] {
  const lines = transport.options.get("cipher")?.settings ?? [];
  return lines.flatMap(({ value }) => value.split(",")).map((cipher) => cipher.trim()).filter(Boolean);
}

function certificatesOf(transport: PjsipObject): "none" | "optional" | "required" {
  if (optionValue(transport, "verify_client") !== "true") return "none";
  return optionValue(transport, "require_client_cert") === "true" ? "required" : "optional";
}

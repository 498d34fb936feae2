import type { CoreLink, LinkTls, Listener, Policy, Tls, Trunk } from "../../policy/types.js";
import { LINK_TLS_MINIMUM } from "../link.js";
import type { Quoted } from "../target.js";
import type { Problems } from "../problems.js";
import { comment, host, tlsPath } from "./quote.js";
import type { Abilities } from "./version.js";

type Text = Quoted<"kamailio">;

/**
 * The authorities of the system, by hashed name as OpenSSL's installers lay them out. Never their bundle: every Kamailio
 * process would keep all of it in shared memory, and with the usual 64 MB the edge would not start.
 */
const SYSTEM_CA = "ca_path = /etc/ssl/certs/";

export interface TlsView {
  readonly profiles: readonly TlsProfile[];
}

/** A section of tls.cfg. */
export interface TlsProfile {
  readonly comment: Text;
  /** `server:192.0.2.20:15061`. */
  readonly name: Text;
  readonly method: Text;
  readonly certificate: Text;
  readonly key: Text;
  readonly verify: Text;
  readonly require: Text;
  /** The line that says whose certificates are believed; none where nobody is asked for one. */
  readonly authority: readonly Text[];
  readonly ciphers: Text;
}

/** What the sections of one kind have in common. */
type Shared = Pick<TlsProfile, "method" | "certificate" | "key" | "ciphers">;

export interface TlsScene {
  readonly policy: Policy;
  readonly link: CoreLink;
  readonly listeners: readonly Listener[];
  readonly trunks: readonly Trunk[];
  readonly able: Abilities;
  readonly problems: Problems;
}

const METHODS = { "1.0": "TLSv1+", "1.1": "TLSv1.1+", "1.2": "TLSv1.2+", "1.3": "TLSv1.3+" } as const;

/** Forward secrecy and authenticated encryption; TLS 1.3 has suites of its own, all good. */
const MODERN = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL";
/** OpenSSL 3 refuses TLS 1.0 and 1.1 at its default security level. */
const OLD = "HIGH:!aNULL:!eNULL:!3DES:!RC4:@SECLEVEL=0";

/** Null where neither a listener of this node nor the link speaks TLS. */
export function tlsView(scene: TlsScene): TlsView | null {
  const { policy, link, listeners, problems } = scene;
  const secure = listeners.filter((listener) => listener.protocol.value === "tls");
  if (secure.length > 0 && policy.tls === null) {
    for (const listener of secure) problems.error("kamailio-tls-missing", `${listener.path} speaks TLS, but the policy has no tls block`, listener.protocol.at);
    return null;
  }
  const outside = secure.length > 0 && policy.tls !== null ? { tls: policy.tls, secure } : null;
  if (outside === null && link.tls === null) return null;
  if (outside !== null) check(outside.tls, scene);
  checkLinkAddress(scene);
  return problems.quoting("kamailio-unquotable", policy.tls?.at ?? policy.at, () => ({
    profiles: [...(outside === null ? [] : outsideProfiles(outside.tls, outside.secure, scene)), ...(link.tls === null ? [] : linkProfiles(link, link.tls, outside === null))],
  }));
}

function check(tls: Tls, { able, problems }: TlsScene): void {
  if (tls.minimum.value === "1.3" && !able.tls13) problems.error("kamailio-tls13", "Kamailio cannot insist on TLS 1.3 before 5.8", tls.minimum.at, "use 1.2, or render for a later Kamailio");
  if (tls.clientCertificates.value === "optional" && tls.ca === null) {
    problems.warning("kamailio-tls-optional-without-ca", "no client certificate will be asked for: without tls.ca any public authority's would do, and it would prove nothing", tls.clientCertificates.at, "name the devices' own authority in tls.ca");
  }
  if (tls.clientCertificates.value === "required" && tls.ca === null) {
    problems.error("kamailio-tls-required-without-ca", "client certificates are required, but tls.ca does not say whose: any public authority's would be let in", tls.clientCertificates.at, "name the devices' own authority in tls.ca");
  }
}

/** What leaves from the link's address is held against the link's authority. */
function checkLinkAddress({ link, trunks, problems }: TlsScene): void {
  const trunk = trunks.find(({ listener }) => listener.protocol.value === "tls" && listener.address === link.address.edge);
  if (link.tls === null || trunk === undefined) return;
  problems.error("kamailio-trunk-on-link", `${trunk.path} is reached from ${link.address.edge}, the edge's own end of the link to the core, where Kamailio believes the link's authority alone`, trunk.listener.at, "give its listener another address, or the edge another private one");
}

function outsideProfiles(tls: Tls, secure: readonly Listener[], { policy, trunks }: TlsScene): TlsProfile[] {
  const minimum = tls.minimum.value;
  const shared: Shared = { method: METHODS[minimum] as Text, certificate: tlsPath(tls.certificate), key: tlsPath(tls.key), ciphers: (minimum === "1.0" || minimum === "1.1" ? OLD : MODERN) as Text };
  const authority = (tls.ca === null ? SYSTEM_CA : `ca_list = ${tlsPath(tls.ca)}`) as Text;
  return [
    { ...shared, comment: comment("tls: what a connection meets that no profile below names"), name: "server:default" as Text, ...asks("nobody"), authority: [] },
    { ...shared, comment: comment("tls: connections that the edge opens itself, to trunks; it believes nobody whom the authority does not vouch for"), name: "client:default" as Text, ...asks("demands"), authority: [authority] },
    ...secure.map((listener): TlsProfile => {
      const asked = askedAt(listener, policy, trunks);
      return { ...shared, comment: comment(listener.path), name: `server:${host(listener.address)}:${listener.port.value}` as Text, ...asks(asked), authority: asked === "nobody" ? [] : [authority] };
    }),
  ];
}

/**
 * A section for connections that are opened here is chosen by the address and port they leave from, not by where they go
 * (tls_server.c: tls_complete_init), and port 0 fits any (tls_domain.c: tls_lookup_cfg).
 */
const ANY_PORT = 0;

/** Both ends of the link show a certificate, whichever of them connects. Alone it is also what anything else would meet. */
function linkProfiles({ address, port }: CoreLink, files: LinkTls, alone: boolean): TlsProfile[] {
  const both = {
    method: METHODS[LINK_TLS_MINIMUM] as Text, certificate: tlsPath(files.certificate), key: tlsPath(files.key), ciphers: MODERN as Text,
    ...asks("demands"), authority: [`ca_list = ${tlsPath(files.ca)}` as Text],
  };
  const section = (words: string, name: string): TlsProfile => ({ ...both, comment: comment(words), name: name as Text });
  return [
    ...(alone ? ["server:default", "client:default"].map((name) => section("link: there is no other TLS", name)) : []),
    section("link: the core connects", `server:${host(address.edge)}:${port.edge}`),
    section("link: the edge connects to the core", `client:${host(address.edge)}:${ANY_PORT}`),
  ];
}

type Asked = "nobody" | "optional" | "demands";

function asks(asked: Asked): Pick<TlsProfile, "verify" | "require"> {
  return { verify: (asked === "nobody" ? "no" : "yes") as Text, require: (asked === "demands" ? "yes" : "no") as Text };
}

function askedAt(listener: Listener, { tls }: Policy, trunks: readonly Trunk[]): Asked {
  const wish = tls?.clientCertificates.value ?? "none";
  if (wish === "required" || trunks.some((trunk) => trunk.listener.path === listener.path && trunk.authentication.value === "certificate")) return "demands";
  return wish === "optional" && tls?.ca !== null ? "optional" : "nobody";
}

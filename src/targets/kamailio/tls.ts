import type { Listener, Policy, Trunk } from "../../policy/types.js";
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
  readonly certificate: Text;
  readonly key: Text;
  /** The line that says whose certificates are believed. */
  readonly authority: Text;
  readonly method: Text;
  readonly ciphers: Text;
  readonly profiles: readonly TlsProfile[];
}

export interface TlsProfile {
  readonly path: Text;
  /** `192.0.2.20:15061`. */
  readonly place: Text;
  readonly verify: Text;
  readonly require: Text;
  readonly hasCa: boolean;
}

const METHODS = { "1.0": "TLSv1+", "1.1": "TLSv1.1+", "1.2": "TLSv1.2+", "1.3": "TLSv1.3+" } as const;

/** Forward secrecy and authenticated encryption; TLS 1.3 has suites of its own, all good. */
const MODERN = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL";
/** OpenSSL 3 refuses TLS 1.0 and 1.1 at its default security level. */
const OLD = "HIGH:!aNULL:!eNULL:!3DES:!RC4:@SECLEVEL=0";

/** Null where no listener of this node speaks TLS. */
export function tlsView(policy: Policy, listeners: readonly Listener[], trunks: readonly Trunk[], able: Abilities, problems: Problems): TlsView | null {
  const secure = listeners.filter((listener) => listener.protocol.value === "tls");
  const tls = policy.tls;
  if (secure.length === 0) return null;
  if (tls === null) {
    for (const listener of secure) problems.error("kamailio-tls-missing", `${listener.path} speaks TLS, but the policy has no tls block`, listener.protocol.at);
    return null;
  }
  const minimum = tls.minimum.value;
  if (minimum === "1.3" && !able.tls13) problems.error("kamailio-tls13", "Kamailio cannot insist on TLS 1.3 before 5.8", tls.minimum.at, "use 1.2, or render for a later Kamailio");
  if (tls.clientCertificates.value === "optional" && tls.ca === null) {
    problems.warning("kamailio-tls-optional-without-ca", "no client certificate will be asked for: without tls.ca any public authority's would do, and it would prove nothing", tls.clientCertificates.at, "name the devices' own authority in tls.ca");
  }
  if (tls.clientCertificates.value === "required" && tls.ca === null) {
    problems.error("kamailio-tls-required-without-ca", "client certificates are required, but tls.ca does not say whose: any public authority's would be let in", tls.clientCertificates.at, "name the devices' own authority in tls.ca");
  }
  return problems.quoting("kamailio-unquotable", tls.at, () => ({
    certificate: tlsPath(tls.certificate),
    key: tlsPath(tls.key),
    authority: (tls.ca === null ? SYSTEM_CA : `ca_list = ${tlsPath(tls.ca)}`) as Text,
    method: METHODS[minimum] as Text,
    ciphers: (minimum === "1.0" || minimum === "1.1" ? OLD : MODERN) as Text,
    profiles: secure.map((listener) => profile(listener, policy, trunks)),
  }));
}

function profile(listener: Listener, policy: Policy, trunks: readonly Trunk[]): TlsProfile {
  const wish = policy.tls?.clientCertificates.value ?? "none";
  const required = wish === "required" || trunks.some((trunk) => trunk.listener.path === listener.path && trunk.authentication.value === "certificate");
  const asked = required || (wish === "optional" && policy.tls?.ca !== null);
  return {
    path: comment(listener.path),
    place: `${host(listener.address)}:${listener.port.value}` as Text,
    verify: (asked ? "yes" : "no") as Text,
    require: (required ? "yes" : "no") as Text,
    hasCa: asked,
  };
}

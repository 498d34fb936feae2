import type { LinkTls, Listener, Tls } from "../../../policy/types.js";
import { ignoring, ignoringCleartext } from "../../exceptions.js";
import { linkTransport } from "../../link.js";
import { comment, host, name, number, path, type Text, word } from "../quote.js";
import type { Scene } from "../scene.js";

export interface TransportView {
  readonly path: Text;
  readonly name: Text;
  readonly protocol: Text;
  /** Comments above the protocol: what an audit would blame there and the policy bears with. */
  readonly ignoring: readonly Text[];
  readonly bind: Text;
  /** One, or none for a transport without encryption; likewise below. */
  readonly tls: readonly TlsView[];
  readonly mediaAddress: readonly Text[];
}

interface TlsView {
  readonly certificate: Text;
  readonly key: Text;
  readonly method: Text;
  readonly ciphers: readonly Text[];
  readonly authority: readonly Text[];
  readonly verifiesServer: boolean;
  readonly asksClient: boolean;
  readonly requiresClient: boolean;
}

/** Where Debian and its relatives keep the authorities that the system trusts. */
const SYSTEM_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

/** Forward secrecy and authenticated encryption alone; all of them exist from TLS 1.2 on. */
const CIPHERS = ["ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"];

/** Name of the transport towards the edge; `@` keeps it apart from listeners' names. */
export const LINK_TRANSPORT = "edge@link" as Text;

export function transportViews(scene: Scene): TransportView[] {
  const { link, listeners, problems } = scene;
  if (link !== null) {
    const oneHost = link.edgeNode === link.coreNode;
    const encryption = problems.quoting("asterisk-unquotable", scene.policy.at, () => (link.tls === null ? [] : [linkTls(link.tls)]));
    return [{
      path: comment(`nodes.${link.coreNode}`), name: LINK_TRANSPORT, protocol: word(linkTransport(link)), ignoring: ignoring(scene.policy, { rules: ["listener-cleartext"], subjects: ["link.protocol"] }).map(comment), bind: bindTo(link.address.core, link.port.core), tls: encryption ?? [],
      mediaAddress: oneHost ? [] : [host(link.mediaAddress)],
    }];
  }
  const { tls } = scene.policy;
  const encrypted = listeners.some(({ protocol }) => protocol.value === "tls");
  const method = tls !== null && encrypted ? methodOf(tls, problems) : word("default");
  return listeners.flatMap((listener) => {
    const view = problems.quoting("asterisk-unquotable", tls?.at ?? listener.at, () => transportOf(listener, method, scene));
    return view === null ? [] : [view];
  });
}

function transportOf(listener: Listener, method: Text, scene: Scene): TransportView | null {
  const protocol = listener.protocol.value;
  if (protocol === "ws" || protocol === "wss") {
    scene.problems.error("asterisk-websocket", `${listener.path}: Asterisk takes SIP over WebSocket through its web server, which this target keeps shut`, listener.protocol.at, "use tls for this listener");
    return null;
  }
  const { tls } = scene.policy;
  return {
    path: comment(listener.path), name: name(listener.name), protocol: word(protocol), ignoring: ignoringCleartext(scene.policy, listener).map(comment), bind: bindTo(listener.address, listener.port.value),
    tls: protocol === "tls" && tls !== null ? [tlsOf(listener, tls, method, scene)] : [], mediaAddress: [],
  };
}

function tlsOf(listener: Listener, tls: Tls, method: Text, { trunks, accounts, problems }: Scene): TlsView {
  const ours = trunks.filter((trunk) => trunk.listener.path === listener.path);
  const certified = ours.find(({ authentication }) => authentication.value === "certificate");
  const wanted = tls.clientCertificates.value;
  const requiresClient = wanted === "required" || certified !== undefined;
  if (certified !== undefined && tls.ca === null) {
    problems.error("asterisk-certificate-any-authority", `${certified.path} authenticates by certificate, and without tls.ca a certificate of any public authority would do`, certified.authentication.at, "write tls.ca: the carrier's own authority");
  }
  if (certified !== undefined && wanted !== "required" && accounts.some((account) => account.listener.path === listener.path)) {
    problems.error("asterisk-certificate-shared-listener", `${certified.path} needs a certificate on ${listener.path}, where devices have none: Asterisk asks all or nobody`, certified.listener.at, "give the trunk a listener of its own");
  }
  return {
    certificate: path(tls.certificate), key: path(tls.key), method, ciphers: tls.minimum.value === "1.3" ? [] : CIPHERS.map(word),
    authority: ours.length > 0 || wanted !== "none" ? [path(tls.ca ?? SYSTEM_AUTHORITIES)] : [],
    verifiesServer: ours.length > 0, asksClient: requiresClient || wanted === "optional", requiresClient,
  };
}

/** The core and its edge each show the other a certificate of the link's own authority (../../link.ts). */
function linkTls({ certificate, key, ca }: LinkTls): TlsView {
  return {
    certificate: path(certificate), key: path(key), method: word("sslv23"), ciphers: CIPHERS.map(word), authority: [path(ca)],
    verifiesServer: true, asksClient: true, requiresClient: true,
  };
}

/**
 * `tlsv1_2` and `tlsv1_3` mean exactly this version. `sslv23` means every version that the cipher list and OpenSSL
 * leave: with ciphers of TLS 1.2 and later it is "1.2 or newer", seen on 22.10 with OpenSSL 3.
 */
function methodOf({ minimum }: Tls, problems: Scene["problems"]): Text {
  switch (minimum.value) {
    case "1.3":
      return word("tlsv1_3");
    case "1.2":
      return word("sslv23");
    case "1.0":
    case "1.1":
      problems.warning("asterisk-tls-minimum", `Asterisk will offer TLS 1.2 and 1.3 only: the OpenSSL it runs with refuses ${minimum.value} at its default security level`, minimum.at);
      return word("sslv23");
  }
}

const bindTo = (address: string, port: number): Text => `${host(address)}:${number(port)}` as Text;

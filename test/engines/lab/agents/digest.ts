import { createHash } from "node:crypto";
import { header } from "../sip.js";

const hashes = { MD5: "md5", "SHA-256": "sha256" } as const;
export type Algorithm = keyof typeof hashes;

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly algorithms?: readonly Algorithm[];
}

const field = (challenge: string, name: string): string | undefined => new RegExp(`\\b${name}="?([^",]*)"?`, "i").exec(challenge)?.[1];

/** The header line that answers the first challenge whose algorithm we may use (RFC 8760: strongest first), with qop=auth or none. */
export function authorization(answer: string, method: string, uri: string, { user, password, algorithms = ["SHA-256", "MD5"] }: Credentials): string | undefined {
  for (const [, kind, challenge = ""] of answer.matchAll(/^(WWW|Proxy)-Authenticate\s*:\s*Digest\s+(.*)$/gim)) {
    const algorithm = (field(challenge, "algorithm") ?? "MD5").toUpperCase() as Algorithm;
    if (!algorithms.includes(algorithm)) continue;
    const hash = (text: string): string => createHash(hashes[algorithm]).update(text).digest("hex");
    const realm = field(challenge, "realm") ?? "";
    const nonce = field(challenge, "nonce") ?? "";
    const opaque = field(challenge, "opaque");
    const secret = hash(`${user}:${realm}:${password}`);
    const request = hash(`${method}:${uri}`);
    const qop = field(challenge, "qop") !== undefined;
    const response = qop ? hash(`${secret}:${nonce}:00000001:lab:auth:${request}`) : hash(`${secret}:${nonce}:${request}`);
    const parts = [`username="${user}"`, `realm="${realm}"`, `nonce="${nonce}"`, `uri="${uri}"`, `response="${response}"`, `algorithm=${algorithm}`];
    if (qop) parts.push("qop=auth", "nc=00000001", 'cnonce="lab"');
    if (opaque !== undefined) parts.push(`opaque="${opaque}"`);
    return `${kind?.toUpperCase() === "WWW" ? "Authorization" : "Proxy-Authorization"}: Digest ${parts.join(", ")}`;
  }
  return undefined;
}

/** The same request again, with credentials and the next sequence number; undefined if the challenge cannot be answered. */
export function again(request: string, answer: string, credentials: Credentials): string | undefined {
  const [, method = "", uri = ""] = /^(\S+) (\S+) /.exec(request) ?? [];
  const line = authorization(answer, method, uri, credentials);
  const number = Number(/^\d+/.exec(header(request, "CSeq") ?? "")?.[0] ?? 1);
  if (line === undefined || /^(Proxy-)?Authorization:/im.test(request)) return undefined;
  return request.replace(/^CSeq: .*$/m, `CSeq: ${number + 1} ${method}`).replace(/branch=[^;\s]+/, (branch) => `${branch}-2`).replace("\r\n\r\n", `\r\n${line}\r\n\r\n`);
}

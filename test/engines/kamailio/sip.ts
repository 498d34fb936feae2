import { createHash, randomBytes } from "node:crypto";
import type { Line } from "./wire.js";

let count = 0;
const fresh = (what: string): string => `${what}${process.pid}x${++count}`;

export interface Parts {
  readonly from: string;
  readonly to?: string;
  readonly fromTag?: string;
  readonly toTag?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly branch?: string;
  /** Null: no Contact. */
  readonly contact?: string | null;
  /** Whole header lines, without line ends. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** A request as a phone at the end of a line would write it; every part can be another. */
export function request(line: Pick<Line, "protocol" | "address" | "port">, method: string, uri: string, parts: Parts): string {
  const { from, to = from, headers = [], body = "", contact = `sip:x@${host(line.address)}:${line.port};transport=${line.protocol}` } = parts;
  const head = [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/${line.protocol.toUpperCase()} ${host(line.address)}:${line.port};branch=${parts.branch ?? fresh("z9hG4bK")};rport`,
    "Max-Forwards: 70",
    `From: <${from}>;tag=${parts.fromTag ?? fresh("f")}`,
    `To: <${to}>${parts.toTag === undefined ? "" : `;tag=${parts.toTag}`}`,
    `Call-ID: ${parts.callId ?? fresh("c")}`,
    `CSeq: ${parts.cseq ?? 1} ${method}`,
    ...(contact === null ? [] : [`Contact: <${contact}>`]),
    ...headers,
    `Content-Length: ${body.length}`,
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

export const host = (address: string): string => (address.includes(":") ? `[${address}]` : address);

/** An answer that goes back the way the request came, as RFC 3261 has it. */
export function reply(message: string, status: string, parts: { readonly toTag?: string; readonly headers?: readonly string[]; readonly body?: string } = {}): string {
  const { headers = [], body = "", toTag } = parts;
  const [to = ""] = header(message, "To");
  const head = [
    `SIP/2.0 ${status}`,
    ...header(message, "Via").map((value) => `Via: ${value}`),
    ...header(message, "Record-Route").map((value) => `Record-Route: ${value}`),
    `From: ${header(message, "From")[0]}`,
    `To: ${to}${toTag === undefined || to.includes(";tag=") ? "" : `;tag=${toTag}`}`,
    `Call-ID: ${header(message, "Call-ID")[0]}`,
    `CSeq: ${header(message, "CSeq")[0]}`,
    ...headers,
    `Content-Length: ${body.length}`,
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

/** Every value of a header, in order, without line ends. */
export function header(message: string, name: string): string[] {
  return [...message.matchAll(new RegExp(`^${name}[ \\t]*:[ \\t]*(.*?)\\r$`, "gim"))].map(([, value = ""]) => value);
}

export const status = (message: string | null): string => (message === null ? "silence" : (/^SIP\/2\.0 (\d+)/.exec(message)?.[1] ?? "not an answer"));
export const uriIn = (value: string): string => /<([^>]*)>/.exec(value)?.[1] ?? value;
export const tagOf = (value: string): string => /;tag=([^;\s]+)/.exec(value)?.[1] ?? "";

/** Record-Route of a dialog as the Route of one of its requests: the callee keeps the order, the caller turns it round. */
export function routes(message: string, by: "caller" | "callee"): string[] {
  const recorded = header(message, "Record-Route").flatMap((value) => value.split(/,\s*/));
  return (by === "caller" ? recorded.reverse() : recorded).map((route) => `Route: ${route}`);
}

export interface Challenge {
  readonly algorithm: string;
  readonly realm: string;
  readonly nonce: string;
}

/** The challenges of a 401, in the order they stand in. */
export function challenges(message: string): Challenge[] {
  return header(message, "WWW-Authenticate").map((value) => {
    const part = (name: string): string => new RegExp(`\\b${name}="?([^",]+)"?`).exec(value)?.[1] ?? "";
    return { algorithm: part("algorithm") || "MD5", realm: part("realm"), nonce: part("nonce") };
  });
}

/** The Authorization header that answers a challenge (RFC 8760, qop=auth). */
export function credentials(challenge: Challenge, user: string, password: string, method: string, uri: string, nc = 1): string {
  const hash = (text: string): string => createHash(challenge.algorithm === "MD5" ? "md5" : "sha256").update(text).digest("hex");
  const cnonce = randomBytes(6).toString("hex");
  const counted = nc.toString(16).padStart(8, "0");
  const proof = [hash(`${user}:${challenge.realm}:${password}`), challenge.nonce, counted, cnonce, "auth", hash(`${method}:${uri}`)];
  return `Authorization: Digest username="${user}", realm="${challenge.realm}", nonce="${challenge.nonce}", uri="${uri}", response="${hash(proof.join(":"))}", algorithm=${challenge.algorithm}, qop=auth, nc=${counted}, cnonce="${cnonce}"`;
}

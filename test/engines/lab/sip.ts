import { agent } from "./packets.js";
import type { Namespace } from "./namespace.js";

/** A request for `sipText`; what is left out gets a harmless value. */
export interface SipRequest {
  readonly method: "OPTIONS" | "REGISTER" | "INVITE" | "MESSAGE" | "SUBSCRIBE" | "BYE" | "CANCEL" | "PUBLISH" | "REFER" | "NOTIFY" | "INFO";
  readonly uri: string;
  /** Addresses of record, as `sip:101@pbx.example`. */
  readonly from?: string;
  readonly to?: string;
  readonly contact?: string;
  /** More header lines, or `User-Agent` in another's place. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly type?: string;
}

let dialogs = 0;

/** A well-formed request. `{local}` and `{transport}` are filled in by the sender. */
export function sipText({ method, uri, from = "sip:probe@{local}", to = uri, contact = "sip:probe@{local}", headers = {}, body = "", type = "application/sdp" }: SipRequest): string {
  dialogs += 1;
  const id = `${process.pid}-${dialogs}`;
  const lines = {
    Via: `SIP/2.0/{transport} {local};branch=z9hG4bK-${id};rport`,
    "Max-Forwards": "70",
    From: `<${from}>;tag=${id}`,
    To: `<${to}>`,
    "Call-ID": `${id}@lab`,
    CSeq: `1 ${method}`,
    Contact: `<${contact}>`,
    "User-Agent": "lab",
    ...headers,
    ...(body === "" ? {} : { "Content-Type": type }),
    "Content-Length": String(Buffer.byteLength(body)),
  };
  return `${method} ${uri} SIP/2.0\r\n${Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}

/** An audio offer: plain (`RTP/AVP`) or with an SDES key (`RTP/SAVP`). */
export function audioOffer(address: string, profile: "RTP/AVP" | "RTP/SAVP"): string {
  const family = address.includes(":") ? "IP6" : "IP4";
  const key = profile === "RTP/SAVP" ? `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${Buffer.alloc(30, 7).toString("base64")}\r\n` : "";
  return `v=0\r\no=- 1 1 IN ${family} ${address}\r\ns=-\r\nc=IN ${family} ${address}\r\nt=0 0\r\nm=audio 40000 ${profile} 0\r\na=rtpmap:0 PCMU/8000\r\n${key}`;
}

export interface SipProbe {
  readonly transport: "udp" | "tcp" | "tls";
  readonly address: string;
  readonly port: number;
  readonly source?: string;
  readonly sourcePort?: number;
  /** Whole messages, or anything else that shall go out as it is; sent one after the other on one connection. */
  readonly messages: readonly string[];
  /** Milliseconds between two messages; 50 unless told. */
  readonly gap?: number;
  /** Milliseconds without a new answer after which the probe ends; 500 unless told. */
  readonly wait?: number;
  /** Answers a challenge by sending the request again; for the algorithms named (all that are known unless told). */
  readonly credentials?: { readonly user: string; readonly password: string; readonly algorithms?: readonly ("MD5" | "SHA-256")[] };
  /** With tls: the authority to trust (any certificate is taken unless told), a certificate of our own, the versions offered. */
  readonly tls?: {
    readonly ca?: string;
    readonly certificate?: string;
    readonly key?: string;
    readonly minVersion?: "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";
    readonly maxVersion?: "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";
  };
}

export interface SipAnswer {
  /** The status, or 0 if a request came. */
  readonly status: number;
  readonly text: string;
}

export interface SipOutcome {
  readonly answers: readonly SipAnswer[];
  /** Why there was no connection, or how it broke; undefined if all went well. */
  readonly error?: string;
  /** With tls: the version agreed on. */
  readonly protocol?: string;
}

/** Sends raw messages from a namespace and collects what comes back. Final answers to an INVITE are acknowledged. */
export async function sip(from: Namespace, probe: SipProbe): Promise<SipOutcome> {
  const longest = 10_000 + probe.messages.length * (probe.gap ?? 50) + (probe.wait ?? 500) * 4;
  // Node refuses TLS below 1.2 by its own defaults, and so could not show that a server still takes it.
  const env = { NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} --tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0` };
  const said = await from.must(process.execPath, [agent("sip")], { input: JSON.stringify(probe), timeout: longest, env });
  return JSON.parse(said) as SipOutcome;
}

/** A header of a message, by its long name; undefined if there is none. */
export const header = (text: string, name: string): string | undefined => new RegExp(`^${name}\\s*:\\s*(.*?)\\s*$`, "im").exec(text)?.[1];

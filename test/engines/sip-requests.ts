/** Requests sent byte by byte, well-formed and not, and the status lines that come back. */
import type { Namespace } from "./lab/namespace.js";

const SEND = `
const dgram = require("dgram"); const { source, address, port, requests, wait } = JSON.parse(process.argv[1]);
const s = dgram.createSocket(address.includes(":") ? "udp6" : "udp4"); const got = [];
s.on("message", (data) => got.push(data.toString("latin1").split("\\r\\n")[0])).on("error", () => {});
s.bind(0, source, async () => {
  const mine = s.address().port;
  for (const [index, text] of requests.entries()) {
    s.send(Buffer.from(text.replaceAll("{port}", String(mine)).replaceAll("{index}", String(Date.now()) + index), "latin1"), port, address);
    await new Promise((done) => setTimeout(done, wait));
  }
  console.log(JSON.stringify(got)); process.exit(0);
});`;

export interface Register {
  readonly user: string;
  readonly callId?: string;
  readonly display?: string;
  /** A digest that is wrong: its nonce and response as they stand in the header, quotes included. */
  readonly digest?: { readonly nonce: string; readonly response: string };
}

const host = (address: string): string => (address.includes(":") ? `[${address}]` : address);

export function register(pbx: string, source: string, { user, callId = "call-{index}", display = "", digest }: Register): string {
  const uri = `sip:${user}@${host(pbx)}`;
  return [
    `REGISTER sip:${host(pbx)} SIP/2.0`, `Via: SIP/2.0/UDP ${host(source)}:{port};branch=z9hG4bK{index}`, "Max-Forwards: 70", `From: ${display}<${uri}>;tag=t{index}`, `To: <${uri}>`,
    `Call-ID: ${callId}`, "CSeq: 1 REGISTER", `Contact: <sip:x@${host(source)}:{port}>`,
    ...(digest === undefined ? [] : [`Authorization: Digest username="101",realm="asterisk",nonce=${digest.nonce},uri="sip:x",response=${digest.response},algorithm=MD5`]),
    "Content-Length: 0", "", "",
  ].join("\r\n");
}

/** Sends from one socket, and gives the status lines of what came back. */
export async function send(from: Namespace, source: string, to: { readonly address: string; readonly port: number }, requests: readonly string[], wait = 120): Promise<string[]> {
  const said = await from.must(process.execPath, ["-e", SEND, JSON.stringify({ source, ...to, requests, wait })], { timeout: 30_000 });
  return JSON.parse(said) as string[];
}

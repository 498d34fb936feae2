/** Runs inside a namespace: sends SIP messages as they are and collects what comes back. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect as connectTcp, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { header, type SipAnswer, type SipOutcome, type SipProbe } from "../sip.js";
import { answer, order } from "./agent.js";
import { again } from "./digest.js";

/** A way to the server: `local` is our address as a Via writes it. */
interface Line {
  readonly local: string;
  readonly protocol?: string;
  send(text: string): void;
  close(): void;
}

const bracketed = (address: string): string => (address.includes(":") ? `[${address}]` : address);

async function overUdp(probe: SipProbe, heard: (text: string) => void, broke: (why: string) => void): Promise<Line> {
  const socket = createSocket(probe.address.includes(":") ? "udp6" : "udp4");
  socket.on("message", (data) => heard(data.toString("latin1"))).on("error", (error) => broke(error.message));
  socket.bind(probe.sourcePort ?? 0, probe.source);
  await once(socket, "listening");
  socket.connect(probe.port, probe.address);
  await once(socket, "connect");
  const { address, port } = socket.address();
  return { local: `${bracketed(address)}:${port}`, send: (text) => socket.send(Buffer.from(text, "latin1")), close: () => socket.close() };
}

/** Cuts a stream into messages by Content-Length. */
function messages(buffer: string, heard: (text: string) => void): string {
  for (;;) {
    buffer = buffer.replace(/^(\r\n)+/, "");
    const end = buffer.indexOf("\r\n\r\n");
    if (end < 0) return buffer;
    const whole = end + 4 + Number(header(buffer.slice(0, end), "(?:Content-Length|l)") ?? 0);
    if (buffer.length < whole) return buffer;
    heard(buffer.slice(0, whole));
    buffer = buffer.slice(whole);
  }
}

function open({ address, port, source, sourcePort, transport, tls = {} }: SipProbe): Socket | TLSSocket {
  const own = { ...(source === undefined ? {} : { localAddress: source }), ...(sourcePort === undefined ? {} : { localPort: sourcePort }) };
  if (transport === "tcp") return connectTcp({ host: address, port, ...own });
  const { ca, certificate, key, minVersion = "TLSv1", maxVersion = "TLSv1.3" } = tls;
  return connectTls({
    host: address,
    port,
    ...own,
    minVersion,
    maxVersion,
    rejectUnauthorized: ca !== undefined,
    ...(ca === undefined ? {} : { ca: readFileSync(ca) }),
    ...(certificate === undefined ? {} : { cert: readFileSync(certificate) }),
    ...(key === undefined ? {} : { key: readFileSync(key) }),
  });
}

async function overStream(probe: SipProbe, heard: (text: string) => void, broke: (why: string) => void): Promise<Line> {
  const socket = open(probe);
  let buffer = "";
  socket.on("error", (error) => broke(error.message));
  socket.on("close", () => broke("closed by the other side"));
  socket.on("data", (data: Buffer) => (buffer = messages(buffer + data.toString("latin1"), heard)));
  const late = setTimeout(() => socket.destroy(new Error("no connection within 5 s")), 5000);
  await once(socket, probe.transport === "tls" ? "secureConnect" : "connect").catch(() => undefined); // `broke` knows why
  clearTimeout(late);
  const protocol = "getProtocol" in socket ? (socket.getProtocol() ?? undefined) : undefined;
  return {
    local: `${bracketed(socket.localAddress ?? "")}:${socket.localPort ?? 0}`,
    ...(protocol === undefined ? {} : { protocol }),
    send: (text) => void socket.write(Buffer.from(text, "latin1")),
    close: () => socket.removeAllListeners("close").destroy(),
  };
}

/** An acknowledgement of a final answer to an INVITE. */
function ack(invite: string, final: string): string {
  const kept = invite.split("\r\n\r\n")[0] ?? "";
  const lines = kept.split("\r\n").filter((line) => !/^(Content-|Contact|To:|(Proxy-)?Authorization)/i.test(line));
  return `${lines.join("\r\n").replace(/^INVITE/, "ACK").replace(/^(CSeq: \d+) INVITE/m, "$1 ACK")}\r\nTo: ${header(final, "To")}\r\nContent-Length: 0\r\n\r\n`;
}

async function main(): Promise<SipOutcome> {
  const probe = await order<SipProbe>();
  const { gap = 50, wait = 500, credentials } = probe;
  const answers: SipAnswer[] = [];
  const sent: string[] = [];
  let error: string | undefined;
  let last = performance.now();
  let line: Line | undefined;
  const send = (text: string): void => {
    sent.push(text);
    line?.send(text);
  };
  const heard = (text: string): void => {
    last = performance.now();
    const status = Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
    answers.push({ status, text });
    const request = sent.find((each) => header(each, "CSeq") === header(text, "CSeq") && header(each, "Call-ID") === header(text, "Call-ID"));
    if (request === undefined || status < 200) return;
    if (request.startsWith("INVITE ")) line?.send(ack(request, text));
    const next = (status === 401 || status === 407) && credentials !== undefined ? again(request, text, credentials) : undefined;
    if (next !== undefined && !sent.includes(next)) send(next);
  };
  const broke = (why: string): void => void (error ??= why);
  line = await (probe.transport === "udp" ? overUdp : overStream)(probe, heard, broke);
  for (const message of error === undefined ? probe.messages : []) {
    send(message.replaceAll("{local}", line.local).replaceAll("{transport}", probe.transport.toUpperCase()));
    await sleep(gap);
  }
  last = performance.now();
  while (performance.now() - last < wait && (error === undefined || probe.transport === "udp")) await sleep(20);
  line.close();
  return { answers, ...(error === undefined ? {} : { error }), ...(line.protocol === undefined ? {} : { protocol: line.protocol }) };
}

answer(await main());
process.exit(0);

/**
 * Runs inside a namespace and holds SIP connections for a test: opens or awaits them, sends raw text, and says every
 * whole message that comes in. One JSON value a line, both ways.
 */
import { createSocket, type Socket as Datagrams } from "node:dgram";
import { createServer, type Socket } from "node:net";
import { connect as connectTcp } from "node:net";
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import type { Order, Shown, Told } from "../wire.js";

const tell = (told: Told): void => void process.stdout.write(`${JSON.stringify(told)}\n`);
const streams = new Map<string, Socket>();
const datagrams = new Map<string, { readonly socket: Datagrams; to: { address: string; port: number } }>();

/** Cuts a stream into SIP messages by their Content-Length; keepalives between them are dropped. */
function messages(id: string): (chunk: Buffer) => void {
  let held = "";
  return (chunk) => {
    held = (held + chunk.toString("latin1")).replace(/^(\r\n)+/, "");
    for (let end = held.indexOf("\r\n\r\n"); end >= 0; end = held.indexOf("\r\n\r\n")) {
      const length = Number(/^(?:content-length|l)\s*:\s*(\d+)/im.exec(held.slice(0, end))?.[1] ?? 0);
      if (held.length < end + 4 + length) return;
      tell({ id, event: "message", text: held.slice(0, end + 4 + length) });
      held = held.slice(end + 4 + length).replace(/^(\r\n)+/, "");
    }
  };
}

function hold(id: string, socket: Socket): void {
  streams.set(id, socket);
  socket.on("data", messages(id));
  socket.on("error", (error) => tell({ id, event: "error", text: error.message }));
  socket.on("close", () => tell({ id, event: "closed" }));
}

const pem = ({ certificate, key, ca }: Shown): { cert: Buffer; key: Buffer; ca: Buffer } => ({ cert: readFileSync(certificate), key: readFileSync(key), ca: readFileSync(ca) });

function open({ id, protocol, from, port, to, shown }: Extract<Order, { do: "open" }>): void {
  if (protocol === "udp") {
    const socket = createSocket(to.address.includes(":") ? "udp6" : "udp4");
    datagrams.set(id, { socket, to });
    socket.on("message", (data) => tell({ id, event: "message", text: data.toString("latin1") }));
    socket.on("error", (error) => tell({ id, event: "error", text: error.message }));
    socket.bind(port ?? 0, from, () => tell({ id, event: "open", port: socket.address().port }));
    return;
  }
  const options = { host: to.address, port: to.port, localAddress: from, ...(port === undefined ? {} : { localPort: port }) };
  const opened = (): void => tell({ id, event: "open", port: socket.localPort ?? 0 });
  const socket = protocol === "tls" ? connectTls({ ...options, ...(shown === undefined ? { rejectUnauthorized: false } : pem(shown)) }, opened) : connectTcp(options, opened);
  hold(id, socket);
}

/** Awaits connections; each gets the id of the ear and a number. */
function listen({ id, at, shown }: Extract<Order, { do: "listen" }>): void {
  let count = 0;
  const taken = (socket: Socket): void => hold(`${id}.${++count}`, socket);
  const server = shown === undefined ? createServer(taken) : createTlsServer({ ...pem(shown), requestCert: true, rejectUnauthorized: true }, taken);
  server.listen(at.port, at.address, () => tell({ id, event: "open", port: at.port }));
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order;
  if (order.do === "open") open(order);
  else if (order.do === "listen") listen(order);
  else if (order.do === "close") {
    streams.get(order.id)?.destroy();
    datagrams.get(order.id)?.socket.close();
  } else {
    streams.get(order.id)?.write(order.text, "latin1");
    const flow = datagrams.get(order.id);
    flow?.socket.send(Buffer.from(order.text, "latin1"), flow.to.port, flow.to.address);
  }
}

/** Runs inside a namespace: listens, and says one line for every datagram or connection that arrives. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import type { Target } from "../packets.js";
import { answer } from "./agent.js";

async function listen({ protocol, address, port }: Target): Promise<void> {
  if (protocol === "udp") {
    const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
    socket.on("message", (data) => answer(data.toString()));
    socket.bind(port, address);
    await once(socket, "listening");
    return;
  }
  const server = createServer((connection) => {
    connection.on("data", (data) => answer(data.toString())).on("error", () => undefined);
  });
  server.listen(port, address);
  await once(server, "listening");
}

const targets = JSON.parse(process.argv[2] ?? "[]") as Target[];
await Promise.all(targets.map(listen));
answer("ready");

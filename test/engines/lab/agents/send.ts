/** Runs inside a namespace: sends probes one after the other and tells how each went from the sender's side. */
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Probe } from "../packets.js";
import { answer, order } from "./agent.js";

/** `refused`: the host or its filter said no (ICMP, reset). `sent`: nobody objected. */
type Sent = "sent" | "refused";

function datagram(probe: Probe, text: string, wait: number): Promise<Sent> {
  return new Promise((resolve) => {
    const socket = createSocket(probe.address.includes(":") ? "udp6" : "udp4");
    const end = (how: Sent): void => {
      clearTimeout(limit);
      socket.removeAllListeners("error").on("error", () => undefined);
      socket.close(() => resolve(how));
    };
    const limit = setTimeout(() => end("sent"), wait);
    socket.on("error", () => end("refused"));
    socket.bind(probe.sourcePort ?? 0, probe.source, () => {
      socket.connect(probe.port, probe.address, () => socket.send(text));
    });
  });
}

function connection(probe: Probe, text: string, wait: number): Promise<Sent> {
  return new Promise((resolve) => {
    const socket = connect({
      host: probe.address,
      port: probe.port,
      ...(probe.source === undefined ? {} : { localAddress: probe.source }),
      ...(probe.sourcePort === undefined ? {} : { localPort: probe.sourcePort }),
    });
    const end = (how: Sent): void => {
      clearTimeout(limit);
      socket.destroy();
      resolve(how);
    };
    const limit = setTimeout(() => end("sent"), wait);
    socket.on("error", () => end("refused"));
    socket.on("connect", () => socket.write(text, () => setTimeout(() => end("sent"), 20)));
  });
}

const { probes, wait, gap } = await order<{ probes: Probe[]; wait: number; gap: number }>();
const how: Promise<Sent>[] = [];
for (const [index, probe] of probes.entries()) {
  how.push((probe.protocol === "udp" ? datagram : connection)(probe, `probe ${index}\n`, wait));
  await sleep(gap);
}
answer(await Promise.all(how));

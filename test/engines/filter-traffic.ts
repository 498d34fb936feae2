/** Traffic that goes on: flows with an echo, floods, connections that stay open. */
import { setTimeout as sleep } from "node:timers/promises";
import { Dialogue } from "./lab/dialogue.js";
import type { Namespace } from "./lab/namespace.js";

export interface Endpoint {
  readonly protocol: "udp" | "tcp";
  readonly address: string;
  readonly port: number;
}

export interface Flow extends Endpoint {
  readonly source: string;
  readonly sourcePort?: number;
}

/** Sends back whatever it gets, and says from where it came: `udp 30000 < 203.0.113.7 4000`. */
const ECHO = `
const dgram = require("dgram"), net = require("net");
let open = 0; const want = JSON.parse(process.argv[1]);
const ready = () => { if (++open === want.length) console.log("ready"); };
for (const { protocol, address, port } of want) {
  if (protocol === "udp") {
    const s = dgram.createSocket(address.includes(":") ? "udp6" : "udp4");
    s.on("message", (data, from) => { console.log("udp " + port + " < " + from.address + " " + from.port); s.send(data, from.port, from.address); });
    s.bind(port, address, ready);
  } else net.createServer((c) => { c.on("error", () => {}); c.on("data", (data) => { console.log("tcp " + port + " < " + c.remoteAddress); c.write(data); }); }).listen({ port, host: address, backlog: 511 }, ready);
}`;

/** Talks on one flow. Each line on stdin sends so many datagrams or messages; every echo is told with its sender. */
const TALK = `
const dgram = require("dgram"), net = require("net");
const f = JSON.parse(process.argv[1]); const say = (from, port) => console.log("echo " + from + " " + port);
let send;
if (f.protocol === "udp") {
  const s = dgram.createSocket(f.address.includes(":") ? "udp6" : "udp4");
  s.on("error", () => console.log("error")).on("message", (data, from) => say(from.address, from.port));
  s.bind(f.sourcePort || 0, f.source, () => console.log("ready"));
  send = (n) => { let left = n; const step = () => { for (let i = 0; i < 20 && left > 0; i++, left--) s.send("x".repeat(300), f.port, f.address); if (left > 0) setTimeout(step, 2); else console.log("done"); }; step(); };
} else {
  const c = net.connect({ host: f.address, port: f.port, localAddress: f.source, localPort: f.sourcePort || 0 }, () => console.log("ready"));
  c.on("error", () => console.log("error")).on("data", () => say(c.remoteAddress, c.remotePort));
  send = (n) => { for (let i = 0; i < n; i++) c.write("x"); console.log("done"); };
}
require("readline").createInterface({ input: process.stdin }).on("line", (line) => send(Number(line)));`;

/** Opens so many connections at once and tells how many the other side took. */
const CONNECT = `
const net = require("net"); const f = JSON.parse(process.argv[1]); let done = 0, took = 0; const all = [];
const end = () => { if (++done === f.count) { console.log(took); process.exit(0); } };
for (let i = 0; i < f.count; i++) { const c = net.connect({ host: f.address, port: f.port, localAddress: f.source }); all.push(c); let over = false; const once = () => { if (!over) { over = true; end(); } };
  c.on("connect", () => { took++; once(); }).on("error", once); setTimeout(once, f.wait); }`;

export async function echo(on: Namespace, endpoints: readonly Endpoint[]): Promise<Dialogue> {
  const server = new Dialogue(...on.inside(process.execPath, ["-e", ECHO, JSON.stringify(endpoints)]));
  await server.hear(/^ready$/m);
  return server;
}

/** One flow that can be spoken on again and again. */
export class Talk {
  private constructor(private readonly dialogue: Dialogue) {}

  static async open(from: Namespace, flow: Flow): Promise<Talk> {
    const dialogue = new Dialogue(...from.inside(process.execPath, ["-e", TALK, JSON.stringify(flow)]));
    await dialogue.hear(/^ready$/m);
    return new Talk(dialogue);
  }

  /** Sends and waits a while. @returns who answered (`address port`), one for each echo */
  async say(count: number, wait = 300): Promise<string[]> {
    const before = this.dialogue.heard.length;
    this.dialogue.say(String(count));
    await this.dialogue.hear(/^done$/m, 10_000, before);
    await sleep(wait);
    return [...this.dialogue.heard.slice(before).matchAll(/^echo (.*)$/gm)].map((match) => match[1] ?? "");
  }

  close(): void {
    this.dialogue.stop();
  }
}

export async function say(from: Namespace, flow: Flow, count: number, wait = 300): Promise<string[]> {
  const talk = await Talk.open(from, flow);
  try {
    return await talk.say(count, wait);
  } finally {
    talk.close();
  }
}

export async function connections(from: Namespace, flow: Flow, count: number, wait = 500): Promise<number> {
  return Number(await from.must(process.execPath, ["-e", CONNECT, JSON.stringify({ ...flow, count, wait })]));
}

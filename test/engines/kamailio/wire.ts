import { fileURLToPath } from "node:url";
import type { Identity } from "../lab/certificate.js";
import { Dialogue } from "../lab/dialogue.js";
import type { Namespace } from "../lab/namespace.js";
import { waitFor } from "../lab/process.js";

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** Paths of what is shown to the other side of a TLS connection; with a CA the other side must show one of it. */
export type Shown = Pick<Identity, "certificate" | "key" | "ca">;

export type Order =
  | { readonly do: "open"; readonly id: string; readonly protocol: "udp" | "tcp" | "tls"; readonly from: string; readonly port?: number; readonly to: Place; readonly shown?: Shown }
  | { readonly do: "listen"; readonly id: string; readonly at: Place; readonly shown?: Shown }
  | { readonly do: "send" | "close"; readonly id: string; readonly text: string };

export type Told =
  | { readonly id: string; readonly event: "open"; readonly port: number }
  | { readonly id: string; readonly event: "message" | "error"; readonly text: string }
  | { readonly id: string; readonly event: "closed" };

const AGENT = fileURLToPath(new URL("./agents/talk.js", import.meta.url));

/** SIP as raw text from one host of the lab: its sockets are opened in that host's namespace. */
export class Wire {
  readonly #dialogue: Dialogue;
  #count = 0;

  constructor(namespace: Namespace) {
    this.#dialogue = new Dialogue(...namespace.inside(process.execPath, [AGENT]));
  }

  /** Opens a connection, or a UDP socket that sends to one place. @throws if nobody accepts it */
  async open(protocol: "udp" | "tcp" | "tls", from: string, to: Place, port?: number, shown?: Shown): Promise<Line> {
    const line = new Line(this, `line${++this.#count}`, protocol, from);
    this.say({ do: "open", id: line.id, protocol, from, to, ...(port === undefined ? {} : { port }), ...(shown === undefined ? {} : { shown }) });
    await waitFor(() => line.told.length > 0, 5000, `a ${protocol} connection from ${from} to ${to.address}:${to.port}`);
    const [first] = line.told;
    if (first?.event !== "open") throw new Error(`no ${protocol} connection to ${to.address}:${to.port}: ${JSON.stringify(first)}`);
    line.port = first.port;
    return line;
  }

  /** Awaits connections, by TLS where it is told what to show; the messages of all of them come in one order. */
  async listen(at: Place, shown?: Shown): Promise<Ear> {
    const ear = new Ear(this, `ear${++this.#count}`);
    this.say({ do: "listen", id: ear.id, at, ...(shown === undefined ? {} : { shown }) });
    await waitFor(() => this.told(ear.id).length > 0, 5000, `an ear at ${at.address}:${at.port}`);
    return ear;
  }

  say(order: Order): void {
    this.#dialogue.say(JSON.stringify(order));
  }

  /** Everything told of a socket so far, oldest first. */
  told(id: string): Told[] {
    return this.#all().filter((told) => told.id === id);
  }

  /** As `told`, for every connection that an ear has accepted. */
  toldBelow(id: string): Told[] {
    return this.#all().filter((told) => told.id.startsWith(`${id}.`));
  }

  stop(): void {
    this.#dialogue.stop();
  }

  #all(): Told[] {
    const heard = this.#dialogue.heard;
    const whole = heard.slice(0, heard.lastIndexOf("\n") + 1);
    return whole.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as Told);
  }
}

const textOf = (told: Told): string[] => (told.event === "message" ? [told.text] : []);

/** One connection, or one UDP socket. */
export class Line {
  port = 0;
  #read = 0;

  constructor(
    private readonly wire: Wire,
    readonly id: string,
    readonly protocol: "udp" | "tcp" | "tls",
    readonly address: string,
  ) {}

  get told(): Told[] {
    return this.wire.told(this.id);
  }

  get received(): string[] {
    return this.told.flatMap(textOf);
  }

  get closed(): boolean {
    return this.told.some(({ event }) => event === "closed");
  }

  send(text: string): void {
    this.wire.say({ do: "send", id: this.id, text });
  }

  /** The next message, or null if none comes in time. */
  async next(timeout = 2000): Promise<string | null> {
    await waitFor(() => this.received.length > this.#read || this.closed, timeout).catch(() => undefined);
    const message = this.received[this.#read];
    if (message === undefined) return null;
    this.#read += 1;
    return message;
  }

  /** The next message that is not a 100. */
  async answer(timeout = 2000): Promise<string | null> {
    let message = await this.next(timeout);
    while (message?.startsWith("SIP/2.0 100")) message = await this.next(timeout);
    return message;
  }

  close(): void {
    this.wire.say({ do: "close", id: this.id, text: "" });
  }
}

/** A listening host: what comes in, whoever connects. */
export class Ear {
  constructor(
    private readonly wire: Wire,
    readonly id: string,
  ) {}

  get received(): string[] {
    return this.wire.toldBelow(this.id).flatMap(textOf);
  }

  /** Waits for a message, from the given number of messages on. @throws if none like it comes */
  async hear(what: RegExp, from = 0, timeout = 3000): Promise<string> {
    let found: string | undefined;
    await waitFor(() => (found = this.received.slice(from).find((message) => what.test(message))) !== undefined, timeout, `${what} at ${this.id}`);
    return found ?? "";
  }

  /** Sends on the connection on which a message came in. */
  send(text: string, after: string): void {
    const id = this.wire.toldBelow(this.id).find((told) => told.event === "message" && told.text === after)?.id;
    if (id === undefined) throw new Error("no connection brought that message");
    this.wire.say({ do: "send", id, text });
  }
}

/**
 * Runs beside an Asterisk, in its network namespace: places calls by IAX2 (RFC 5456) up to the first answer that decides.
 *
 *     node call-iax.js < calls.json > answers.json
 *
 * Output says for each call what the engine answered, in order: `CALLTOKEN,ACCEPT`.
 */
import { createSocket } from "node:dgram";
import { text } from "node:stream/consumers";

export interface IaxCall {
  readonly extension: string;
  readonly user?: string;
  readonly context?: string;
  /** Offers to show a call token, as everybody has done since 2009. */
  readonly token: boolean;
}

const NEW = 0x01;
const ANSWERS: Readonly<Record<number, string>> = { 0x05: "HANGUP", 0x06: "REJECT", 0x07: "ACCEPT", 0x08: "AUTHREQ", 0x28: "CALLTOKEN" };
const IE = { number: 0x01, context: 0x05, user: 0x06, capability: 0x08, format: 0x09, version: 0x0b, token: 0x36 } as const;
const ULAW = Buffer.from([0, 0, 0, 4]);

const element = (kind: number, value: Buffer): Buffer => Buffer.concat([Buffer.from([kind, value.length]), value]);

function request({ extension, user, context }: IaxCall, number: number, token: Buffer | null): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0x8000 | number, 0);
  head.writeUInt8(0x06, 10);
  head.writeUInt8(NEW, 11);
  return Buffer.concat([
    head, element(IE.version, Buffer.from([0, 2])), element(IE.number, Buffer.from(extension)), element(IE.format, ULAW), element(IE.capability, ULAW),
    ...(user === undefined ? [] : [element(IE.user, Buffer.from(user))]), ...(context === undefined ? [] : [element(IE.context, Buffer.from(context))]),
    ...(token === null ? [] : [element(IE.token, token)]),
  ]);
}

/** The first information element of a kind. */
function elementOf(frame: Buffer, kind: number): Buffer | null {
  for (let at = 12; at + 1 < frame.length; at += 2 + (frame[at + 1] ?? 0)) if (frame[at] === kind) return frame.subarray(at + 2, at + 2 + (frame[at + 1] ?? 0));
  return null;
}

function call(one: IaxCall, index: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    const heard: string[] = [];
    const end = (): void => {
      clearTimeout(timer);
      socket.close();
      resolve(heard.join(","));
    };
    const timer = setTimeout(end, 3000);
    const send = (number: number, token: Buffer | null): void => void socket.send(request(one, number, token), 4569, "127.0.0.1");
    socket.on("message", (frame) => {
      const answer = frame.length >= 12 && frame.readUInt8(10) === 0x06 ? ANSWERS[frame.readUInt8(11)] : undefined;
      if (answer === undefined || heard.includes(answer)) return;
      heard.push(answer);
      if (answer === "CALLTOKEN") send(100 + index, elementOf(frame, IE.token));
      else end();
    });
    socket.bind(0, "127.0.0.1", () => send(100 + index, one.token ? Buffer.alloc(0) : null));
  });
}

if (process.argv[1]?.endsWith("call-iax.js") === true) process.stdout.write(JSON.stringify(await Promise.all((JSON.parse(await text(process.stdin)) as IaxCall[]).map(call))));

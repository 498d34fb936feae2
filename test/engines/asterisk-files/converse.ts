/**
 * Runs beside an Asterisk, in its network namespace: opens connections, says something on each and tells what came back.
 *
 *     node converse.js < conversations.json > heard.json
 *
 * Standard input is an array of `Conversation`; output is an array of texts, null where there was no connection.
 */
import { createConnection } from "node:net";
import { text } from "node:stream/consumers";

export interface Conversation {
  readonly port: number;
  /** Own address; 127.0.0.1 unless told. */
  readonly from?: string;
  /** Ends what is said; the other side closes the connection. */
  readonly say: string;
}

function converse({ port, from = "127.0.0.1", say }: Conversation): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1", localAddress: from }).setEncoding("utf8").setTimeout(5000, () => socket.destroy());
    let heard = "";
    let connected = false;
    socket.on("connect", () => {
      connected = true;
      socket.write(say);
    });
    socket.on("data", (chunk: string) => void (heard += chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(connected ? heard : null));
  });
}

if (process.argv[1]?.endsWith("converse.js") === true) process.stdout.write(JSON.stringify(await Promise.all((JSON.parse(await text(process.stdin)) as Conversation[]).map(converse))));

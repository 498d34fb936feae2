/**
 * Runs beside an Asterisk, in its network namespace: logs in to its manager interface, from one address after the other.
 *
 *     node log-in.js PORT < attempts.json > answers.json
 *
 * Standard input is an array of `{ user, secret, from, to }`; output says for each whether the interface let it in.
 */
import { createConnection } from "node:net";
import { text } from "node:stream/consumers";

export interface Attempt {
  readonly user: string;
  readonly secret: string;
  /** Own address, and the server's. */
  readonly from: string;
  readonly to: string;
}

function logIn(port: number, { user, secret, from, to }: Attempt): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: to, localAddress: from }).setEncoding("utf8");
    let heard = "";
    socket.on("connect", () => socket.write(`Action: Login\r\nUsername: ${user}\r\nSecret: ${secret}\r\nEvents: off\r\n\r\n`));
    socket.on("data", (chunk: string) => {
      heard += chunk;
      const answer = /^Response: (\w+)/m.exec(heard);
      if (answer === null) return;
      resolve(answer[1] === "Success");
      socket.destroy();
    });
    socket.on("close", () => resolve(false));
    socket.on("error", reject);
  });
}

async function main([port = ""]: readonly string[]): Promise<void> {
  const attempts = JSON.parse(await text(process.stdin)) as Attempt[];
  const answers: boolean[] = [];
  // The engine answers a refused login after a second: many are asked for at once, and fewer than its queue of connections holds.
  while (answers.length < attempts.length) {
    const some = attempts.slice(answers.length, answers.length + 40);
    answers.push(...(await Promise.all(some.map((attempt) => logIn(Number(port), attempt)))));
  }
  process.stdout.write(JSON.stringify(answers));
}

if (process.argv[1]?.endsWith("log-in.js") === true) await main(process.argv.slice(2));

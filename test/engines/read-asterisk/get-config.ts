/**
 * Runs beside an Asterisk, in its network namespace: asks its manager interface what it holds of configuration files.
 *
 *     node get-config.js PORT ETC < folders.json > held.json
 *
 * Standard input is an array of folders (file name -> text, in latin1 where a string of bytes is meant); each is written to ETC, then
 * `t.conf` is asked for. Output is an array of what the engine holds: categories, or null where it calls the file invalid.
 */
import { writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A category as the manager interface prints it. */
export interface HeldCategory {
  name: string;
  isTemplate: boolean;
  templates: string;
  /** `name=value` */
  lines: string[];
}

class Manager {
  readonly #socket;
  #heard = "";
  #wake = (): void => undefined;
  #ended = false;

  constructor(port: number) {
    this.#socket = createConnection(port, "127.0.0.1").setEncoding("utf8");
    this.#socket.on("data", (chunk: string) => {
      this.#heard += chunk;
      this.#wake();
    });
    // Asterisk hangs up on a reader that is slow (writetimeout of manager.conf), and it may have died.
    this.#socket.on("close", () => {
      this.#ended = true;
      this.#wake();
    });
    this.#socket.on("error", () => undefined);
  }

  async until(end: string): Promise<string> {
    for (;;) {
      const at = this.#heard.indexOf(end);
      if (at >= 0) {
        const said = this.#heard.slice(0, at);
        this.#heard = this.#heard.slice(at + end.length);
        return said;
      }
      if (this.#ended) throw new Error("the manager interface hung up");
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async ask(...headers: string[]): Promise<string> {
    this.#socket.write(`${headers.join("\r\n")}\r\n\r\n`);
    for (;;) {
      const said = await this.until("\r\n\r\n");
      if (said.startsWith("Response:")) return said;
    }
  }

  end(): void {
    this.#socket.destroy();
  }
}

/** @returns null where the engine takes nothing of the file */
function readAnswer(answer: string): HeldCategory[] | null {
  if (answer.includes("Message: Config file has invalid format")) return null;
  if (!answer.startsWith("Response: Success")) throw new Error(`the manager interface said: ${answer}`);
  const categories: HeldCategory[] = [];
  for (const line of answer.split("\r\n").slice(1)) {
    const match = /^(Category|IsTemplate|Templates|Line)-[\d-]+: ([^]*)$/.exec(line);
    const last = categories.at(-1);
    if (match?.[1] === "Category") categories.push({ name: match[2] ?? "", isTemplate: false, templates: "", lines: [] });
    else if (match === null || last === undefined) throw new Error(`not understood: ${line}`);
    else if (match[1] === "IsTemplate") last.isTemplate = true;
    else if (match[1] === "Templates") last.templates = match[2] ?? "";
    else last.lines.push(match[2] ?? "");
  }
  return categories;
}

async function main([port = "", etc = ""]: readonly string[]): Promise<void> {
  const folders = JSON.parse(await text(process.stdin)) as Record<string, string>[];
  const manager = new Manager(Number(port));
  await manager.until("\r\n");
  await manager.ask("Action: Login", "Username: reader", "Secret: of-this-test-only", "Events: off");
  const held: (HeldCategory[] | null)[] = [];
  for (const folder of folders) {
    for (const [name, content] of Object.entries(folder)) writeFileSync(join(etc, name), content);
    held.push(readAnswer(await manager.ask("Action: GetConfig", "Filename: t.conf", "Filter: TEMPLATES=include")));
  }
  manager.end();
  process.stdout.write(JSON.stringify(held));
}

if (process.argv[1]?.endsWith("get-config.js") === true) await main(process.argv.slice(2));

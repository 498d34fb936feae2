import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { engine } from "../lab/engine.js";

type Answer = Readonly<Record<string, unknown>>;

/** A real headless Chromium, spoken to over a pipe in its DevTools protocol: no port, and in its namespace no network at all. */
export class Browser {
  readonly events: { readonly method: string; readonly params: Answer }[] = [];
  readonly #waiting = new Map<number, { done: (answer: Answer) => void; failed: (error: Error) => void }>();
  readonly #watching = new Map<string, () => void>();
  #last = 0;
  #session = "";
  #rest = "";

  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
  ) {
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (chunk: string) => this.#take(chunk));
    child.on("exit", (code) => this.#waiting.forEach(({ failed }) => failed(new Error(`the browser ended with ${code}`))));
  }

  static async start(): Promise<Browser> {
    const profile = mkdtempSync(join(tmpdir(), "rf-browser-"));
    const args = ["--headless", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"];
    const browser = new Browser(spawn(engine("browser", "chromium"), args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] }), profile);
    const { targetId } = await browser.call("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await browser.call("Target.attachToTarget", { targetId, flatten: true });
    browser.#session = String(sessionId);
    for (const domain of ["Page", "Network", "Log", "Runtime", "Accessibility"]) await browser.call(`${domain}.enable`);
    return browser;
  }

  /** Loads a page and waits until all of it is there. */
  async open(url: string): Promise<void> {
    this.events.length = 0;
    const loaded = new Promise<void>((done) => this.#watching.set("Page.loadEventFired", done));
    await this.call("Page.navigate", { url });
    await loaded;
  }

  /** The value of an expression in the page, as JSON. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await this.call("Runtime.evaluate", { expression, returnByValue: true })) as { result: { value: T }; exceptionDetails?: unknown };
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  async call(method: string, params: Answer = {}): Promise<Answer> {
    const id = ++this.#last;
    const answer = new Promise<Answer>((done, failed) => this.#waiting.set(id, { done, failed }));
    const session = this.#session === "" ? {} : { sessionId: this.#session };
    (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    return answer;
  }

  async close(): Promise<void> {
    const gone = new Promise((done) => this.child.once("exit", done));
    this.#session = "";
    void this.call("Browser.close").catch(() => undefined);
    await gone;
    rmSync(this.profile, { recursive: true, force: true });
  }

  #take(chunk: string): void {
    const messages = (this.#rest + chunk).split("\0");
    this.#rest = messages.pop() ?? "";
    for (const text of messages) {
      const message = JSON.parse(text) as { id?: number; method?: string; params?: Answer; result?: Answer; error?: unknown };
      const waiting = this.#waiting.get(message.id ?? -1);
      this.#waiting.delete(message.id ?? -1);
      if (waiting !== undefined) message.error === undefined ? waiting.done(message.result ?? {}) : waiting.failed(new Error(JSON.stringify(message.error)));
      if (message.method === undefined) continue;
      this.events.push({ method: message.method, params: message.params ?? {} });
      this.#watching.get(message.method)?.();
      this.#watching.delete(message.method);
    }
  }
}

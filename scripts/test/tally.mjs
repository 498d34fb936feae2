/** Turns the events of node:test's `run()` into leaf counts and short lines. */
import { relative, resolve } from "node:path";

/** The assertion itself: node:test wraps what a test throws in one or more errors of its own. */
function causeOf(error) {
  let inner = error;
  while (inner?.cause instanceof Error) inner = inner.cause;
  return inner ?? error;
}

/** First lines of the message, and the first place in our own tests. */
function describe(error) {
  const cause = causeOf(error);
  if (typeof cause?.cause === "string") return cause.cause;
  const message = String(cause?.message ?? cause).split("\n").slice(0, 30).join("\n      ");
  const place = /((?:\/[^\s():]+)+\/test\/[^\s():]+:\d+):\d+/.exec(cause?.stack ?? "")?.[1];
  return place === undefined ? message : `${message}\n      at ${relative(process.cwd(), place)}`;
}

export class Tally {
  passed = 0;
  failed = 0;
  #files = new Map();
  #current = "";

  /** @param {{ root: string, strict: boolean, print: (line: string) => void }} options strict: a skipped test has failed */
  constructor(options) {
    this.options = options;
  }

  #file(path) {
    if (!this.#files.has(path)) this.#files.set(path, { passed: 0, failed: 0, skipped: 0, parents: [], output: "", closed: false });
    return this.#files.get(path);
  }

  /** The file whose results come now; node:test hands them out file by file. */
  #enter(path) {
    if (path !== this.#current) this.#close();
    this.#current = path;
    return this.#file(path);
  }

  #name(path) {
    return relative(this.options.root, path).replace(/^\.build\//, "").replace(/\.js$/, ".ts");
  }

  /** Prints the line of the file whose events have all come. */
  #close() {
    const file = this.#files.get(this.#current);
    if (file === undefined || file.closed) return;
    file.closed = true;
    const skipped = file.skipped > 0 ? `, ${file.skipped} skipped` : "";
    this.options.print(`${file.failed > 0 ? "FAIL" : "ok  "} ${this.#name(this.#current)}: ${file.passed} passed${file.failed > 0 ? `, ${file.failed} failed` : ""}${skipped}`);
    if (file.failed > 0 && file.output !== "") this.options.print(`    its output ended with:\n      ${file.output.trim().split("\n").slice(-20).join("\n      ")}`);
  }

  #fail(file, name, why) {
    this.failed += 1;
    file.failed += 1;
    this.options.print(`  failed: ${name}\n      ${why}`);
  }

  /** Children report before their parent, so a test with nothing deeper before it is a leaf. */
  #result(data, ok) {
    const file = this.#enter(resolve(data.file ?? data.name));
    const leaf = file.parents[data.nesting + 1] !== true;
    file.parents[data.nesting] = true;
    file.parents[data.nesting + 1] = false;
    const isFile = data.nesting === 0 && data.name.endsWith(".test.js");
    const error = data.details?.error;
    if (!ok) {
      if (error?.failureType === "subtestsFailed") return;
      this.#fail(file, isFile ? `${this.#name(data.name)} as a whole` : data.name, describe(error));
    } else if (!leaf || data.details?.type === "suite") {
      return;
    } else if (isFile) {
      this.#fail(file, this.#name(data.name), "holds no test");
    } else if (data.skip !== undefined || data.todo !== undefined) {
      file.skipped += 1;
      if (this.options.strict) this.#fail(file, data.name, `skipped${typeof data.skip === "string" ? `: ${data.skip}` : ""}`);
    } else {
      this.passed += 1;
      file.passed += 1;
    }
  }

  /** @param {AsyncIterable<{ type: string, data: any }>} events */
  async take(events) {
    for await (const { type, data } of events) {
      if (type === "test:pass") this.#result(data, true);
      else if (type === "test:fail") this.#result(data, false);
      else if (type === "test:stderr" || type === "test:stdout") {
        const file = this.#file(resolve(data.file));
        file.output = (file.output + data.message).slice(-8000);
      }
    }
    this.#close();
  }
}

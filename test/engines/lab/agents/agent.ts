import { text } from "node:stream/consumers";

/** The order of an agent's caller: one JSON value on standard input. */
export async function order<T>(): Promise<T> {
  return JSON.parse(await text(process.stdin)) as T;
}

/** Answers the caller: one JSON value on standard output. */
export function answer(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

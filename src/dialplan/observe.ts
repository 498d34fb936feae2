import type { Span } from "../source/index.js";
import type { Destination } from "./channels.js";
import type { Running } from "./run.js";
import type { Variables } from "./state.js";
import type { Piece } from "./template.js";
import type { Value } from "./value.js";

/** What applications tell while they run. */
export interface Observer {
  /** Before an application runs. */
  application(name: string, running: Running, data: readonly Piece[]): void;
  /** A text that the engine takes for the name of an application. */
  evaluated(running: Running, pieces: readonly Piece[]): void;
  assigned(running: Running, name: readonly Piece[], value: readonly Piece[], read: Value): void;
  global(name: string, value: Value): void;
  /** A subroutine is entered: what it sets may be there afterwards. */
  subroutine(): void;
  joined(a: Variables, b: Variables): Variables;
  /** The files do not tell what happens here. */
  unseen(running: Running, note: string): void;
  destination(pieces: readonly Piece[], read: (pieces: readonly Piece[]) => Value): Destination;
  /** A call by a line to the outside. */
  line(running: Running, at: Span, destination: Destination & { readonly kind: "line" }, options: ReadonlyMap<string, readonly Piece[]>): void;
  /** The contexts that a mailbox lets its owner call out of. */
  mailbox(running: Running, data: readonly Piece[]): void;
  /** The context that keys lead to while a caller waits in a queue. */
  queue(running: Running, data: readonly Piece[]): void;
}

import type { Step } from "../posture/index.js";
import type { Span } from "../source/index.js";
import type { CallerKind, Caller } from "./callers.js";
import type { Arrival } from "./path.js";
import type { Value } from "./value.js";

/**
 * Places where a value means more than a text:
 * - `shell`: a command line; `evaluation`: a text that is taken for a part of the dialplan; `sql`: a statement; `url`; `file`: a path;
 * - `dial`: a list of channels with options; `host`: the host part of an address that is called; `jump`: a context to go to;
 * - `argument`: an argument of a program that is no shell; `database`: a key or global variable that stays; `message`: whom a MESSAGE goes to;
 * - `header`: a PJSIP header that is updated in place.
 */
export type SinkKind = "shell" | "evaluation" | "sql" | "url" | "file" | "dial" | "host" | "jump" | "argument" | "database" | "message" | "header" | "handler" | "expression" | "spy" | "pickup" | "originate";

/** A value that somebody outside chooses, in such a place. */
export interface Sink {
  readonly kind: SinkKind;
  readonly step: Step;
  readonly at: Span;
  /** `System`, `${SHELL()}` */
  readonly user: string;
  readonly value: Value;
  readonly context: string;
  readonly extension: string;
  readonly arrival: Arrival;
  readonly callers: CallerKind;
}

/** A call that leaves by a line to the outside, to a number of the caller's choice. */
export interface PaidCall {
  readonly step: Step;
  readonly at: Span;
  /** The line's name; what the channel is called by where no file describes it. */
  readonly trunk: string;
  /** Where the line is described; null where nobody does. */
  readonly trunkAt: Span | null;
  /** False where the files do not tell whether it is a line: only its form speaks for it. */
  readonly sure: boolean;
  readonly number: Value;
  /** The channel's context. */
  readonly context: string;
  /** The context that holds the extension. */
  readonly home: string;
  readonly extension: string;
  /** The extension's first step. */
  readonly first: Step;
  readonly variables: ReadonlySet<string>;
  readonly options: ReadonlySet<string>;
  readonly arrival: Arrival;
}

/** An application that matters by itself, where a call gets to it. */
export interface Use {
  readonly application: string;
  readonly step: Step;
  readonly at: Span;
  readonly context: string;
  readonly extension: string;
  readonly arrival: Arrival;
  readonly callers: CallerKind;
  /** What rules want to know of it, by name. */
  readonly notes: ReadonlyMap<string, Value>;
}

/** What callers who come in by one context can get to. */
export interface Journey {
  readonly kind: CallerKind;
  readonly context: string;
  readonly callers: readonly Caller[];
  readonly paid: readonly PaidCall[];
  /** What the files do not tell on the way. */
  readonly unseen: readonly { readonly at: Span; readonly note: string; readonly arrival: Arrival }[];
  readonly complete: boolean;
}

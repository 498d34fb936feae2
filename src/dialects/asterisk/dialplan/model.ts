import type { Variable } from "../category.js";
import type { Problem, Word } from "../tree.js";

/** One step of an extension, as pbx_config registers it. */
export interface Step {
  /** The pattern or number as written, global variables replaced; `_9NXX.`, `100`, `s`. */
  readonly extension: string;
  /** Caller number that must fit besides; null where none is asked for, empty where the caller must have none. */
  readonly callerId: string | null;
  readonly priority: number | "hint";
  readonly label: string | null;
  readonly application: string;
  readonly data: string;
  /** The line's value: `100,1,Dial(...)`. */
  readonly at: Word;
  readonly setting: Variable;
}

export interface ContextInclude {
  readonly context: string;
  /** Time restriction, as written; null where the include always counts. */
  readonly timing: string | null;
  readonly at: Word;
}

/** `switch`, `lswitch` or `eswitch`: extensions that somebody else has; `Realtime/x@y`, `IAX2/...`, `DUNDi/...`. */
export interface Switch {
  readonly application: string;
  readonly data: string;
  readonly at: Word;
}

/** Sections of one name are one context. */
export interface Context {
  readonly name: string;
  readonly at: Word;
  /** In the order of the file. */
  readonly steps: readonly Step[];
  readonly includes: readonly ContextInclude[];
  readonly switches: readonly Switch[];
}

export interface Dialplan {
  /** [globals]: name and value, last one counts. */
  readonly globals: ReadonlyMap<string, Variable>;
  /** [general]: name in lower case. */
  readonly general: ReadonlyMap<string, Variable>;
  readonly contexts: ReadonlyMap<string, Context>;
  readonly problems: readonly Problem[];
}

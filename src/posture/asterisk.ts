/**
 * One configuration folder of Asterisk as the engine would hold it: plain data that rules about the engine itself look at.
 * The dialect builds it; types of what it reads into live here, so that a rule never sees a parser.
 */
import type { Span } from "../source/span.js";
import type { AsteriskAccount, AsteriskMedia } from "./asterisk-accounts.js";
import type { Fact } from "./fact.js";

/** A piece of a file that means something, with its place. `text` is free of escapes and comments, the place is not. */
export interface Word extends Span {
  readonly text: string;
}

/** A template named in a section's header, and the hop before it: a chain, since templates may inherit without end. */
export interface Hop {
  readonly at: Span;
  readonly next: Hop | null;
}

/** A variable as the engine holds it in a category. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  /** The name where it is written. */
  readonly nameAt: Word;
  /** The value where it is written; for `+=` the last piece. */
  readonly at: Word;
  /** How it came here from the section that wrote it; null where that is this section. */
  readonly via: Hop | null;
}

/** A category as the engine holds it once a file and its includes are read. */
export interface Category {
  /** Cut at 79 bytes as the engine does. */
  readonly name: string;
  readonly at: Word;
  /** Not given to the consumer; others may copy from it. */
  readonly isTemplate: boolean;
  /** Names of what it copied from, in order. */
  readonly templates: readonly string[];
  readonly variables: readonly Variable[];
}

/** What the consumer of one file gets. */
export interface ConfigFile {
  /** False: the engine reads nothing from it. */
  readonly valid: boolean;
  /** False where something that decides the content could not be read: an include from outside, the output of a program. */
  readonly certain: boolean;
  /** In order, templates among them. */
  readonly categories: readonly Category[];
}

/**
 * What a mistake does to the system:
 * - `warn`: the line is passed over, or means less than it seems to.
 * - `option-dropped`: the option has no effect.
 * - `object-dropped`: the whole object is absent, whatever its other options say.
 * - `type-dropped`: no object of that type is loaded from the file.
 * - `rest-dropped`: the rest of an included file is not read; the file that includes it goes on.
 * - `file-invalid`: the consumer gets nothing from the file and all that it includes.
 * - `unknown`: the reader cannot tell what the engine would hold.
 */
export type Effect = "warn" | "option-dropped" | "object-dropped" | "type-dropped" | "rest-dropped" | "file-invalid" | "unknown";

export interface AsteriskProblem {
  /** Stable kebab-case kind, e.g. `no-equals-sign`, `unknown-template`. */
  readonly code: string;
  readonly effect: Effect;
  readonly message: string;
  readonly at: Span;
  /** What the author probably meant, e.g. the option's right name. */
  readonly hint?: string;
  /** The object of chan_pjsip that is not there because of it, as far as it was to become one. */
  readonly object?: { readonly type: string; readonly id: string };
}

/** An option that somebody wrote, as the object holds it. */
export interface HeldOption {
  readonly name: string;
  /** Every line that set it, in order. */
  readonly settings: readonly Variable[];
  /** The value that counts: of the last line, for most options; canonical where the reader knows how. */
  readonly value: string;
  /** False where the value depends on something outside of the file. */
  readonly certain: boolean;
}

export interface PjsipObject {
  readonly type: string;
  readonly id: string;
  readonly at: Span;
  readonly category: Category;
  /** What is written, by name in lower case; what is not has its default. */
  readonly options: ReadonlyMap<string, HeldOption>;
}

/** What chan_pjsip holds after it has read its configuration at start. */
export interface PjsipModel {
  /** Objects by type, in order of their sections. */
  readonly byType: ReadonlyMap<string, readonly PjsipObject[]>;
  /** Sections that should have become an object and did not. */
  readonly dropped: readonly { readonly category: Category; readonly type: string }[];
  /** Defaults by type and option, as the engine's sources write them; null where it differs between machines. */
  readonly defaults: Readonly<Record<string, Readonly<Record<string, { readonly default: string | null }>>>>;
}

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

export interface DialplanModel {
  /** [globals]: name and value, last one counts. */
  readonly globals: ReadonlyMap<string, Variable>;
  /** [general]: name in lower case. */
  readonly general: ReadonlyMap<string, Variable>;
  readonly contexts: ReadonlyMap<string, Context>;
}

/** One configuration folder of Asterisk. */
export interface AsteriskSystem {
  /** The folder as it was given. */
  readonly path: string;
  /** The start of the file by which the folder was recognised. */
  readonly at: Span;
  /** `22`, `22.5.1`: set where somebody told it or the files do, else the version that was assumed. */
  readonly version: Fact<string>;
  /** By name within the folder: `pjsip.conf`, `rtp.conf`. Absent: the file was not given. */
  readonly files: ReadonlyMap<string, ConfigFile>;
  /** Null where no pjsip.conf was given. */
  readonly pjsip: PjsipModel | null;
  /** Null where no extensions.conf was given. */
  readonly dialplan: DialplanModel | null;
  /** Of sip.conf, iax.conf, manager.conf, ari.conf and voicemail.conf, as far as they were given. */
  readonly accounts: readonly AsteriskAccount[];
  readonly media: AsteriskMedia;
  readonly problems: readonly AsteriskProblem[];
}

/** The hops from a category to the section that wrote the value, nearest first. */
export function hopsOf(variable: Variable): Span[] {
  const hops: Span[] = [];
  for (let hop = variable.via; hop !== null; hop = hop.next) hops.push(hop.at);
  return hops;
}

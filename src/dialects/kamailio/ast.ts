/**
 * The tree of a kamailio.cfg as the engine's own grammar sees it (src/core/cfg.y), for one set of defines. Every node
 * carries the span of its text; a node whose text came out of a `#!define` has the span of the use, and `via` holds
 * the definition.
 */
import type { Span } from "../../source/index.js";

export interface Node {
  readonly at: Span;
}

/** A string, number or name as written, with the value the engine gives it. */
export interface Text extends Node {
  readonly value: string;
  readonly via: readonly Span[];
}

export type TopLevel = Setting | CustomSetting | Socket | Alias | LoadModule | LoadPath | ModParam | FlagNames | Substitution | Route;

/** `children=8`: a core setting. */
export interface Setting extends Node {
  readonly kind: "setting";
  readonly name: Text;
  readonly value: Value;
}

/** `pstn.gw_ip = "" desc "…"`: a setting of the user's own, changed at run time over RPC. */
export interface CustomSetting extends Node {
  readonly kind: "custom-setting";
  readonly group: Text;
  readonly name: Text;
  readonly value: Value;
}

export type Value =
  | (Node & { readonly kind: "number"; readonly value: number; readonly text: string; readonly via: readonly Span[] })
  | (Node & { readonly kind: "string"; readonly value: string; readonly via: readonly Span[] })
  /** A bare word or address: `LOG_LOCAL0`, `192.0.2.1`, `/run/kamailio`. */
  | (Node & { readonly kind: "word"; readonly value: string; readonly via: readonly Span[] });

/** `listen=udp:192.0.2.1:5060 advertise 198.51.100.1:5060 name "s"` or `socket={ bind=…; }`. */
export interface Socket extends Node {
  readonly kind: "socket";
  readonly protocol: "udp" | "tcp" | "tls" | "sctp" | "any";
  /** Address, interface or host names; several in the bracketed list form. */
  readonly hosts: readonly Text[];
  /** First and last port; null where the protocol's default holds. */
  readonly ports: { readonly first: number; readonly last: number } | null;
  readonly advertise: Text | null;
  readonly name: Text | null;
  readonly virtual: boolean;
}

/** `alias="sip.example.org"`. */
export interface Alias extends Node {
  readonly kind: "alias";
  readonly hosts: readonly Text[];
}

export interface LoadModule extends Node {
  readonly kind: "loadmodule";
  /** Written as `loadmodule("…")`. */
  readonly parenthesised: boolean;
  /** Name without folder and `.so`. */
  readonly name: string;
  readonly path: Text;
}

export interface LoadPath extends Node {
  readonly kind: "loadpath" | "cfgengine";
  readonly path: Text;
}

/** `modparam("auth|auth_db", "use_domain", 1)`. */
export interface ModParam extends Node {
  readonly kind: "modparam";
  readonly modules: Text;
  readonly param: Text;
  readonly value: Value | PseudoVariable;
}

export interface FlagNames extends Node {
  readonly kind: "flags";
  readonly names: readonly Text[];
}

/** `#!subst`, `#!substdef`, `#!substdefs`: applied to later strings. */
export interface Substitution extends Node {
  readonly kind: "substitution";
  readonly form: "subst" | "substdef" | "substdefs";
  readonly text: Text;
}

export type RouteKind = "request" | "reply" | "onreply" | "failure" | "branch" | "onsend" | "event";

export interface Route extends Node {
  readonly kind: "route";
  readonly route: RouteKind;
  /** Null for the main route of its kind; `0` names the same one. */
  readonly name: Text | null;
  readonly body: readonly Statement[];
}

export type Statement = Block | Call | If | Switch | While | End | Assignment | ExpressionStatement;

export interface Block extends Node {
  readonly kind: "block";
  readonly body: readonly Statement[];
}

/** A core or module function, `route(NAME)` included. */
export interface Call extends Node {
  readonly kind: "call";
  readonly name: Text;
  readonly args: readonly Expression[];
}

export interface If extends Node {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface Switch extends Node {
  readonly kind: "switch";
  readonly subject: Expression;
  readonly cases: readonly Case[];
}

export interface Case extends Node {
  /** Null: `default`. */
  readonly match: Expression | null;
  /** `case /regex/`. */
  readonly regex: boolean;
  readonly body: readonly Statement[];
}

export interface While extends Node {
  readonly kind: "while";
  readonly condition: Expression;
  readonly body: readonly Statement[];
}

/** What ends a route, a loop or the whole script. */
export interface End extends Node {
  readonly kind: "end";
  readonly verb: "drop" | "exit" | "break" | "return";
  readonly value: Expression | null;
}

export interface Assignment extends Node {
  readonly kind: "assignment";
  readonly target: Expression;
  readonly operator: "=" | "+=";
  readonly value: Expression;
}

/** A bare expression where a statement stands; the engine accepts calls alone, the tree keeps the rest. */
export interface ExpressionStatement extends Node {
  readonly kind: "expression";
  readonly value: Expression;
}

export type Expression =
  | Value
  | PseudoVariable
  | Field
  | Call
  | Unary
  | Binary
  | Assignment
  | Block;

/** `$ru`, `$(hdr(X){s.len})`, `@from.uri`, `%fr.x[1]`: the whole text as written. */
export interface PseudoVariable extends Node {
  readonly kind: "pv";
  readonly text: string;
  readonly via: readonly Span[];
}

/** A message field without sigil: `method`, `uri`, `src_ip`, `proto`, `msg:len`, `myself`, `status` … */
export interface Field extends Node {
  readonly kind: "field";
  readonly name: string;
}

export interface Unary extends Node {
  readonly kind: "unary";
  readonly operator: "!" | "-" | "~" | "defined" | "(int)" | "(str)";
  readonly operand: Expression;
}

export interface Binary extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export type BinaryOperator =
  | "||" | "&&" | "|" | "&" | "^" | "<<" | ">>" | "==" | "!=" | "=~" | "eq" | "ne" | "ieq" | "ine" | "<" | ">" | "<=" | ">=" | "+" | "-" | "*" | "/" | "mod";

/** What was wrong, and what the engine would do about it. */
export interface Problem extends Node {
  /** `fatal`: the engine does not start. `silent`: it starts, and the text does not do what it seems to. */
  readonly effect: "fatal" | "silent" | "outside";
  readonly code: string;
  readonly message: string;
}

/** Text that the defines in force leave out. */
export interface Inactive extends Node {
  readonly condition: string;
}

/** What a bare `$name` is (src/core/sr_compat.c): a variable, an attribute, or whichever there is. */
export type Compatibility = "kamailio" | "ser" | "most";

export interface KamailioFile {
  readonly items: readonly TopLevel[];
  /** Decided by a line such as `#!KAMAILIO`; `most` without one. */
  readonly compatibility: Compatibility;
  readonly problems: readonly Problem[];
  readonly inactive: readonly Inactive[];
  /** Name to definition, as they stand at the end. */
  readonly defines: ReadonlyMap<string, { readonly value: string; readonly at: Span | null }>;
}

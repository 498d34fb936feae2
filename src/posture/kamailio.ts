/** One Kamailio as its configuration has it: plain data that rules about the engine itself look at. */
import type { Span } from "../source/span.js";
import type { Fact } from "./fact.js";
import type { KamailioLists } from "./kamailio-lists.js";

export interface LoadedModule {
  /** Without folder and `.so`. */
  readonly name: string;
  readonly at: Span;
}

export interface ModuleParameter {
  readonly module: string;
  readonly name: string;
  /** Null where only the running system knows it: a pseudo-variable. */
  readonly value: string | number | null;
  readonly at: Span;
  /** The value's own place. */
  readonly valueAt: Span;
  /** Definitions (`#!define`) that the text came from. */
  readonly via: readonly Span[];
}

export interface CoreSetting {
  readonly name: string;
  readonly value: string | number;
  readonly at: Span;
  readonly via: readonly Span[];
}

/** An argument of a call, or the value of an assignment. */
export interface ScriptValue {
  readonly at: Span;
  /** As written. */
  readonly text: string;
  /** The string or number, where it is one without a pseudo-variable; else null. */
  readonly literal: string | number | null;
  /** Pseudo-variables in it, as written: `$fU`, `$(hdr(X-Id){s.len})`. */
  readonly variables: readonly string[];
}

/** `request_route`, `route[AUTH]`, `failure_route[1]`, `event_route[xhttp:request]`. */
export interface RouteName {
  readonly kind: "request" | "reply" | "onreply" | "failure" | "branch" | "onsend" | "event";
  /** Null for the main route of its kind. */
  readonly name: string | null;
}

export interface ScriptCall {
  readonly name: string;
  readonly arguments: readonly ScriptValue[];
  readonly at: Span;
  readonly route: RouteName;
  /**
   * What is made of its answer. `condition`: yes or no decides; `compared`: it is an operand of a comparison; `code`: `$rc` is read right
   * behind it; `value`: it is assigned or handed on; `ignored`: nothing looks at it.
   */
  readonly used: "condition" | "compared" | "code" | "value" | "ignored";
}

export interface ScriptAssignment {
  readonly target: string;
  readonly value: ScriptValue;
  readonly at: Span;
  readonly route: RouteName;
  /** It stands within a condition, where it counts as yes whatever the value (cfg.y: assign_action in an expression). */
  readonly inCondition: boolean;
}

/** `$ru =~ "…"`, `src_ip == 192.0.2.1`, `f() == 1`. */
export interface ScriptComparison {
  readonly operator: string;
  readonly left: ScriptValue;
  readonly right: ScriptValue;
  /** The function, where the left side is a call. */
  readonly call: string | null;
  readonly at: Span;
  readonly route: RouteName;
}

/** `listen=` or `socket=`. */
export interface ScriptSocket {
  readonly protocol: "udp" | "tcp" | "tls" | "sctp" | "any";
  readonly hosts: readonly string[];
  /** Null where the protocol's own holds. */
  readonly port: number | null;
  readonly name: string | null;
  /** Another address is told to others: the host stands behind address translation. */
  readonly advertised: boolean;
  readonly at: Span;
}

/** A section of tls.cfg; keys in lower case. */
export interface TlsSection {
  readonly name: string;
  readonly at: Span;
  readonly settings: ReadonlyMap<string, { readonly value: string; readonly at: Span }>;
}

/**
 * Who sends what. `stranger`: no account, no known address, no dialog, and nothing sent before. `impostor`: proves the password of an
 * account and names another one. `account`: names its own. `trusted`: comes from an address that the configuration knows.
 */
export interface ScriptRequest {
  /** `reply` for an answer, `any` for HTTP. */
  readonly method: string;
  readonly sender: "stranger" | "impostor" | "account" | "trusted";
  /** It claims by a To-tag to belong to a dialog. */
  readonly inDialog: boolean;
  /** It brings Route headers of the sender's choice. */
  readonly routed: boolean;
}

export type ScriptSink =
  | "relay" | "register" | "store" | "cluster" | "rpc" | "web" | "metrics" | "websocket" | "reply" | "flood-check" | "digest" | "challenge" | "outside" | "state"
  /** An answer that is passed on because a reply route does not drop it. */
  | "passed-on";

/** Who decides where the request goes. `sender`: the R-URI as it came; `route`: Route headers; `alias`: an alias in the R-URI; `message`: another part of it. */
export type ScriptDestination = "sender" | "route" | "alias" | "message" | "location" | "chosen" | "looked-up";

export interface ScriptStep {
  readonly at: Span;
  readonly note: string;
}

/** One way of a request to a call that does something with it. */
export interface ScriptPath {
  readonly entry: RouteName;
  readonly request: ScriptRequest;
  readonly sink: ScriptSink;
  /** Null where the end of the route is the sink. */
  readonly call: ScriptCall | null;
  readonly at: Span;
  /**
   * What was asked or done before: `flood-check`, `trust-asked`, `digest-asked`, `digest-excused`, `max-forwards`, `sanity`, `record-route`,
   * `credentials-consumed`, `dialog-asked`, `transaction-asked`, `route-removed`, `refused`, `challenged`, `answered`, `header-claim`,
   * `state-made`, `dialog-made`, `exit-forgotten`.
   */
  readonly passed: ReadonlySet<string>;
  /** Pseudo-variables that were compared with constants or with a pattern for all of them. */
  readonly checked: ReadonlySet<string>;
  readonly destination: ScriptDestination;
  /** Whether the R-URI is one of ours; null where nobody asked. */
  readonly local: boolean | null;
  /** A table, a program or another machine had a say, which no file shows. */
  readonly opaque: boolean;
  /** Calls of routes and decisions that lead there, in order. */
  readonly steps: readonly ScriptStep[];
}

/** What becomes of requests of each kind. */
export interface ScriptPaths {
  readonly found: readonly ScriptPath[];
  /** Why there may be more. */
  readonly doubts: readonly string[];
}

export interface KamailioProblem {
  readonly code: string;
  /** `fatal`: the engine does not start. `silent`: it starts, and the text does not do what it seems to. */
  readonly effect: "fatal" | "silent" | "outside";
  readonly message: string;
  readonly at: Span;
}

/** One kamailio.cfg with what it includes. */
export interface KamailioSystem {
  readonly path: string;
  /** The start of the main file. */
  readonly at: Span;
  /** `6.0`, `6.0.3`: set where somebody told it, else the version that was assumed. */
  readonly version: Fact<string>;
  /** False where an include is missing: what is absent here may stand there. */
  readonly complete: boolean;
  readonly settings: readonly CoreSetting[];
  readonly sockets: readonly ScriptSocket[];
  readonly modules: readonly LoadedModule[];
  /** `modparam("a|b", …)` is two. */
  readonly parameters: readonly ModuleParameter[];
  readonly routes: readonly (RouteName & { readonly at: Span })[];
  /** Every call in every route, conditions included, in the order of the text. */
  readonly calls: readonly ScriptCall[];
  readonly assignments: readonly ScriptAssignment[];
  readonly comparisons: readonly ScriptComparison[];
  /** Text that the defines in force leave out. */
  readonly inactive: readonly { readonly at: Span; readonly condition: string }[];
  readonly paths: ScriptPaths;
  /** Null where the file that `modparam("tls", "config", …)` names was not given, or none is named. */
  readonly tls: readonly TlsSection[] | null;
  /** Files of lines that its modules read. */
  readonly lists: KamailioLists;
  readonly problems: readonly KamailioProblem[];
}

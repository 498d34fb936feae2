/** One Kamailio as its configuration has it: plain data that rules about the engine itself look at. */
import type { Span } from "../source/span.js";
import type { Fact } from "./fact.js";

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
}

export interface ScriptAssignment {
  readonly target: string;
  readonly value: ScriptValue;
  readonly at: Span;
  readonly route: RouteName;
}

/** A section of tls.cfg; keys in lower case. */
export interface TlsSection {
  readonly name: string;
  readonly at: Span;
  readonly settings: ReadonlyMap<string, { readonly value: string; readonly at: Span }>;
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
  readonly modules: readonly LoadedModule[];
  /** `modparam("a|b", …)` is two. */
  readonly parameters: readonly ModuleParameter[];
  readonly routes: readonly (RouteName & { readonly at: Span })[];
  /** Every call in every route, conditions included, in the order of the text. */
  readonly calls: readonly ScriptCall[];
  readonly assignments: readonly ScriptAssignment[];
  /** Null where the file that `modparam("tls", "config", …)` names was not given, or none is named. */
  readonly tls: readonly TlsSection[] | null;
  readonly problems: readonly KamailioProblem[];
}

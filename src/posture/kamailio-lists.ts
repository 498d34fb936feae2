import type { Span } from "../source/span.js";
import type { ScriptCall } from "./kamailio.js";

/** A file of lines that a module of Kamailio reads. */
export interface KamailioList<T> {
  readonly path: string;
  /** The start of the file. */
  readonly at: Span;
  /** A line of it makes the module refuse the whole file. */
  readonly refused: boolean;
  readonly entries: readonly T[];
}

/** A line of permissions' address_file: who is trusted in a group. */
export interface TrustedAddress {
  readonly at: Span;
  readonly group: number;
  /** An address, or a name. */
  readonly address: string;
  /** Null: the whole address, for the engine takes a mask of 0 for that too (permissions, address.c). */
  readonly bits: number | null;
}

/** A line of dispatcher's list_file. */
export interface DispatcherDestination {
  readonly at: Span;
  readonly set: number;
  readonly uri: string;
}

/** A line of a permissions file. */
export interface PermissionLine {
  readonly at: Span;
  /** `ALL : ALL` without an exception. */
  readonly everything: boolean;
}

/** A call that asks a pair of permissions files; null where a file was not given. */
export interface PermissionCheck {
  readonly call: ScriptCall;
  readonly allow: KamailioList<PermissionLine> | null;
  readonly deny: KamailioList<PermissionLine> | null;
}

/** What stands in files beside a kamailio.cfg; null where none is named or the one named was not given. */
export interface KamailioLists {
  readonly addresses: KamailioList<TrustedAddress> | null;
  readonly dispatcher: KamailioList<DispatcherDestination> | null;
  readonly permissions: readonly PermissionCheck[];
}

import type { AddressSet } from "../exposure/index.js";
import type { Span } from "../source/span.js";
import type { Category, Variable } from "./asterisk.js";
import type { Fact } from "./fact.js";

/** Whom access lists let in, as the engine evaluates them: every list starts with yes, the last entry that fits decides, all lists must agree. */
export interface AccessLists {
  /** The addresses that are let in. */
  readonly admits: Readonly<Record<4 | 6, AddressSet>>;
  /** Families of which more than half is let in: nothing narrows them. */
  readonly world: readonly (4 | 6)[];
  /** Networks that are let in of the other families; a long listing is cut. */
  readonly sources: readonly string[];
  /** Lines `permit`, `deny` and `acl` in order; none: nothing narrows anything. */
  readonly lines: readonly Variable[];
  /** Lines that hold what the engine calls an error. What that does differs: see `loaded` of the account. */
  readonly mistakes: readonly Variable[];
  /** Named lists that stand in a file that was not given: nobody can tell what they let in. */
  readonly unknown: readonly string[];
}

/** Somebody who logs in, registers or calls by a file other than pjsip.conf and pjsip_wizard.conf. */
export interface AsteriskAccount {
  /** `sip`: chan_sip, up to 20. `mailbox`: who hears and forwards what is in voicemail. */
  readonly kind: "sip" | "iax" | "ami" | "ari" | "mailbox";
  /** Mailboxes: `100@default`. */
  readonly name: string;
  readonly at: Span;
  readonly section: Category;
  /** May call in (user, friend), may be called and register (peer, friend); both true for the others. */
  readonly caller: boolean;
  readonly callee: boolean;
  /**
   * Options by name in lower case as the account holds them: its own last line, what the section [general] says for all accounts, or the engine's
   * default; without an entry where there is none of these. Former names are under today's: `username` of sip.conf is `defaultuser`.
   */
  readonly options: ReadonlyMap<string, Fact<string>>;
  /** Passwords, hashes and PINs that open it, in order; several of iax.conf are all good. An empty one is a password too. */
  readonly secrets: readonly Variable[];
  readonly access: AccessLists;
  /** False: the engine drops it, `because` says why. */
  readonly loaded: boolean;
  readonly because: string | null;
}

/** A range of UDP ports, both ends included. */
export interface PortRange {
  readonly first: Fact<number>;
  readonly last: Fact<number>;
}

/** rtp.conf and udptl.conf as their modules hold them. */
export interface AsteriskMedia {
  /** Null where no rtp.conf was given. */
  readonly rtp: {
    readonly ports: PortRange;
    readonly strict: Fact<"no" | "yes" | "seqno">;
    /** Packets in a row that a new source must send to be taken for the right one. */
    readonly probation: Fact<number>;
    readonly replayProtection: Fact<boolean>;
    readonly ice: Fact<boolean>;
  } | null;
  /** Null where no udptl.conf was given. */
  readonly udptl: PortRange | null;
}

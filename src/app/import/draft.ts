import type { Span } from "../../source/index.js";

/** A policy to be written: names and values, in the words of the policy's language. */
export interface Draft {
  readonly name: string;
  readonly asterisk: string;
  readonly firewall: "iptables" | "nftables";
  readonly networks: readonly DraftNetwork[];
  readonly listeners: readonly DraftListener[];
  readonly tls: DraftTls | null;
  readonly media: { readonly encryption: "none" | "sdes" | "dtls"; readonly first: number; readonly last: number };
  readonly realm: string | null;
  readonly accounts: readonly DraftAccount[];
  readonly trunks: readonly DraftTrunk[];
  readonly home: string;
  readonly emergency: readonly string[];
  readonly management: readonly DraftService[];
}

export interface DraftNetwork {
  readonly name: string;
  readonly role: "phones" | "trunk" | "management";
  readonly cidrs: readonly string[];
}

export interface DraftListener {
  readonly name: string;
  /** Its name in the old system. */
  readonly was: string;
  readonly protocol: string;
  readonly address: string;
  readonly port: number;
  /** Names of networks, `world` or `localhost`; never empty. */
  readonly from: readonly string[];
  readonly at: Span;
}

export interface DraftTls {
  readonly certificate: string;
  readonly key: string;
  readonly ca: string | null;
  readonly clientCertificates: "none" | "optional" | "required";
}

export interface DraftAccount {
  readonly name: string;
  readonly listener: string;
  readonly secret: string;
  readonly at: Span;
}

export interface DraftTrunk {
  readonly name: string;
  readonly listener: string;
  readonly peers: string;
  readonly credentials: { readonly username: string; readonly secret: string } | null;
  readonly at: Span;
}

export interface DraftService {
  readonly service: "ssh" | "ami";
  readonly port: number;
  readonly from: readonly string[];
}

/** What the policy cannot say, or nobody but its owner can decide. */
export interface Gap {
  /** Stable kebab-case kind. */
  readonly code: string;
  readonly at: Span;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** A password that the old system had: it goes into a file of its own, so that its phone goes on working. */
export interface ImportedSecret {
  /** Relative to the policy. */
  readonly path: string;
  /** Null: only its digest was there, or none at all; a new one has to be made. */
  readonly text: string | null;
}

export type Tell = (gap: Gap) => void;

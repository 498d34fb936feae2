/**
 * The resolved policy: references looked up, units parsed, the profile's defaults filled in. Nothing in it is optional;
 * what the user may leave out is a Setting that says who decided it, or null where absence has a meaning of its own.
 * It is the only input of targets.
 */
import type { DigestAlgorithm, MediaEncryption, NetworkRole, NumberClass, Protocol } from "../posture/index.js";
import type { Span } from "../source/index.js";

export type Profile = "strict" | "standard" | "legacy-phones";

/** A value with the place that decided it: the value itself, or the block that lacks it where the profile did. */
export interface Setting<T> {
  readonly value: T;
  readonly written: boolean;
  readonly at: Span;
  /** Dotted path in the policy, e.g. `limits.invite.rate`. */
  readonly path: string;
}

/** A part of the policy with a name of its own. */
export interface Named {
  readonly name: string;
  /** Dotted path in the policy, e.g. `listeners.phones`; rendered blocks name it. */
  readonly path: string;
  readonly at: Span;
}

/** A version as written; `minor` and `patch` are null where the user left them out ("22"). */
export interface EngineVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number | null;
  readonly patch: number | null;
}

export type Engine = "asterisk" | "kamailio";
export type FirewallKind = "iptables" | "nftables";

export interface Engines {
  readonly asterisk: EngineVersion | null;
  readonly kamailio: EngineVersion | null;
  readonly firewall: FirewallKind | null;
}

/** One host. A policy without `nodes` has exactly one, with `folder` "". */
export interface PolicyNode extends Named {
  /** Folder of this host's artifacts below the output folder; "" where there is one host. */
  readonly folder: string;
  readonly runs: readonly Engine[];
  readonly public: string | null;
  readonly private: string | null;
}

/** Files of the link, at the same paths on both hosts; each host has its own certificate. */
export interface LinkTls {
  readonly certificate: string;
  readonly key: string;
  /** Has signed the two certificates and nothing else. */
  readonly ca: string;
}

/** Where Kamailio and Asterisk meet; null where only one of them is used. SIP between them is on the private addresses. */
export interface CoreLink {
  /** Names of the nodes; equal where both run on one host. */
  readonly edgeNode: string;
  readonly coreNode: string;
  readonly address: { readonly edge: string; readonly core: string };
  readonly port: { readonly edge: number; readonly core: number };
  /** Null: plain TCP, over loopback or because the policy says so. */
  readonly tls: LinkTls | null;
  /** Address that phones and carriers see in SDP: the edge's public one. Media is forwarded by the edge's packet filter. */
  readonly mediaAddress: string;
}

export interface Network extends Named {
  readonly role: NetworkRole;
  /** Canonical CIDRs (`203.0.113.0/24`, `2001:db8:10::/48`), sorted, without overlap, split by family. */
  readonly v4: readonly string[];
  readonly v6: readonly string[];
}

export interface Listener extends Named {
  readonly node: string;
  readonly protocol: Setting<Protocol>;
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: Setting<number>;
  readonly from: Setting<readonly Network[]>;
}

export interface Tls extends Omit<Named, "name"> {
  readonly certificate: string;
  readonly key: string;
  /** CA bundle against which client certificates and carriers are verified; null: the system's. */
  readonly ca: string | null;
  readonly clientCertificates: Setting<"none" | "optional" | "required">;
  readonly minimum: Setting<"1.0" | "1.1" | "1.2" | "1.3">;
}

export interface Media {
  readonly encryption: Setting<MediaEncryption>;
  /** Inclusive UDP port range of RTP and RTCP; starts even, ends odd. */
  readonly ports: Setting<{ readonly first: number; readonly last: number }>;
}

export interface Auth {
  readonly realm: Setting<string>;
  /** In the user's order, strongest first is customary: the order of the challenges. */
  readonly algorithms: Setting<readonly DigestAlgorithm[]>;
}

/** Where a secret is to be had at render time; the policy never holds one. */
export interface SecretRef {
  readonly from: "env" | "file";
  /** Variable name, or a path relative to the policy's folder. */
  readonly name: string;
  readonly at: Span;
  readonly path: string;
}

export interface Account extends Named {
  /** Free text shown to called parties; null: the account's number alone. */
  readonly displayName: string | null;
  readonly secret: SecretRef;
  readonly listener: Listener;
  /** Null: the account can only receive calls and dial emergency numbers. */
  readonly calling: CallingPlan | null;
  /** Effective encryption: the policy's where signalling is encrypted, `none` where keys would travel in clear. */
  readonly media: Setting<MediaEncryption>;
}

export interface Trunk extends Named {
  readonly listener: Listener;
  readonly peers: Network;
  readonly authentication: Setting<"address" | "digest" | "certificate">;
  /** Needed where authentication is `digest`. */
  readonly credentials: { readonly username: string; readonly secret: SecretRef } | null;
  /** Account that inbound calls ring; null: inbound calls are refused. */
  readonly inbound: Account | null;
  readonly media: Setting<MediaEncryption>;
}

/** One weekly window; days 0 = Monday … 6 = Sunday, minutes of the day, `to` exclusive, 1440 = midnight. */
export interface HoursWindow {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

export interface CallingPlan extends Named {
  readonly allow: Setting<readonly NumberClass[]>;
  readonly deny: Setting<readonly NumberClass[]>;
  readonly trunk: string | null;
  readonly hours: Setting<{ readonly text: string; readonly windows: readonly HoursWindow[] } | null>;
  /** Simultaneous paid calls of one account. */
  readonly concurrent: Setting<number | null>;
}

export interface Calling extends Omit<Named, "name"> {
  /** ISO 3166-1 alpha-2 country whose numbering plan decides the classes. */
  readonly home: Setting<string>;
  /** IANA time zone of `hours`; null: the host's. */
  readonly timezone: string | null;
  readonly emergency: Setting<readonly string[]>;
  readonly plans: readonly CallingPlan[];
}

export interface Rate {
  readonly text: string;
  readonly count: number;
  /** Seconds. */
  readonly per: number;
  readonly burst: number;
}

/** Durations in seconds. */
export interface Ban {
  readonly failures: number;
  readonly within: number;
  readonly for: number | "forever";
  readonly atMost: number | "forever";
}

export interface Limits {
  readonly path: string;
  readonly at: Span;
  /** Null: the user wrote `off`. */
  readonly register: Setting<Rate | null>;
  readonly invite: Setting<Rate | null>;
  readonly ban: Setting<Ban | null>;
}

export interface ManagementService extends Named {
  readonly service: "ssh" | "ami";
  readonly port: Setting<number>;
  readonly from: Setting<readonly Network[]>;
}

export interface PolicyException extends Omit<Named, "name"> {
  readonly rule: string;
  readonly ruleAt: Span;
  readonly where: string;
  readonly whereAt: Span;
  readonly reason: string;
  readonly owner: string;
  /** ISO date, the last day on which it holds. */
  readonly until: string;
  readonly untilAt: Span;
}

export interface Policy {
  readonly version: 1;
  readonly name: string;
  readonly profile: Setting<Profile>;
  /** Month of the dated guideline that set the defaults, e.g. `2026-11`. */
  readonly guideline: string;
  /** SHA-256 (hex) of the policy's meaning: equal for files that differ in comments and layout alone. */
  readonly hash: string;
  readonly at: Span;
  readonly engines: Engines;
  readonly nodes: readonly PolicyNode[];
  readonly link: CoreLink | null;
  /** Includes the built-in `world` and `localhost` last, where they are used. */
  readonly networks: readonly Network[];
  readonly listeners: readonly Listener[];
  readonly tls: Tls | null;
  readonly media: Media;
  readonly auth: Auth;
  readonly accounts: readonly Account[];
  readonly trunks: readonly Trunk[];
  readonly calling: Calling;
  readonly limits: Limits;
  readonly management: readonly ManagementService[];
  readonly exceptions: readonly PolicyException[];
}

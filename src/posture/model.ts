/**
 * What is true about the security of a system, whatever the input said it in. Plain data: it can be printed, compared
 * and snapshotted. No member of an aspect is optional, so a reader that forgets a setting does not compile; an aspect
 * that is absent from a Posture means "not covered by the input", never "insecure".
 */
import type { Span } from "../source/span.js";
import type { AsteriskSystem } from "./asterisk.js";
import type { Fact } from "./fact.js";
import type { FilterSystem } from "./filter.js";
import type { KamailioSystem } from "./kamailio.js";
import type { JailHost } from "./jails.js";
import type { RtpengineSystem } from "./rtpengine.js";
import type { SshdSystem } from "./sshd.js";

export type Protocol = "udp" | "tcp" | "tls" | "ws" | "wss";

/** Who may reach something, as far as the input says. `world` is any address of the Internet. */
export interface Audience {
  readonly world: boolean;
  /** Names or CIDRs of the narrower sources, in the input's own words. */
  readonly sources: readonly string[];
  /** Roles of those sources where the input gives them; a bare CIDR has the role `unknown`. */
  readonly roles: readonly NetworkRole[];
}

export type NetworkRole = "phones" | "trunk" | "peers" | "management" | "localhost" | "world" | "unknown";

/** A part of the posture that a finding and an exception can name. */
interface Subject {
  readonly name: string;
  /** Dotted path in a policy (`trunks.carrier-a`), or file and section in a configuration. */
  readonly path: string;
  readonly at: Span;
}

export interface Listener extends Subject {
  readonly protocol: Fact<Protocol>;
  readonly port: Fact<number>;
  /** The one address it is bound to, IPv6 without brackets; null: every address of the host, or a name. */
  readonly address: Fact<string | null>;
  readonly audience: Fact<Audience>;
  /** Digest or a trusted address is demanded of whoever comes in here. */
  readonly authenticated: Fact<boolean>;
  /** Requests from one source that pass; `off` where nothing limits them. One limit on all methods is the same fact twice. */
  readonly registerLimit: Fact<RateLimit | "off">;
  readonly inviteLimit: Fact<RateLimit | "off">;
}

export interface RateLimit {
  /** Requests per second, averaged; null where something certainly holds them, to a figure that was not read. */
  readonly perSecond: number | null;
  readonly burst: number | null;
}

export interface TlsPosture {
  readonly at: Span;
  readonly path: string;
  /** Lowest protocol version that is accepted. */
  readonly minimum: Fact<"1.0" | "1.1" | "1.2" | "1.3">;
  readonly clientCertificates: Fact<"none" | "optional" | "required">;
}

export type MediaEncryption = "none" | "sdes" | "dtls";
export type DigestAlgorithm = "MD5" | "SHA-256" | "SHA-512-256";

export interface Account extends Subject {
  readonly media: Fact<MediaEncryption>;
  readonly signalling: Fact<Protocol>;
  readonly algorithms: Fact<readonly DigestAlgorithm[]>;
}

export interface Trunk extends Subject {
  readonly signalling: Fact<Protocol>;
  readonly media: Fact<MediaEncryption>;
  /** How the peer proves who it is when it calls in. */
  /** `local`: it lives on this very host, where no other one can send from. */
  readonly authentication: Fact<"address" | "digest" | "certificate" | "local">;
}

export interface ManagementService extends Subject {
  readonly service: "ssh" | "ami" | "ari" | "http" | "rpc" | "metrics";
  readonly port: Fact<number>;
  /** The one address it is bound to, IPv6 without brackets, `0.0.0.0` for every IPv4 address; null: every address of the host, or a name. */
  readonly address: Fact<string | null>;
  readonly audience: Fact<Audience>;
}

export interface BanPosture {
  readonly at: Span;
  readonly path: string;
  /** `off` where nothing ever bans. Seconds; `forever` where a ban never ends. */
  readonly ban: Fact<{ readonly failures: number; readonly within: number; readonly for: number | "forever"; readonly atMost: number | "forever" } | "off">;
}

/** A class of dialled numbers. National classes are those of the home country's numbering plan. */
export type NumberClass =
  | "accounts" | "emergency" | "national" | "mobile" | "toll-free" | "shared-cost" | "premium" | "personal" | "voip" | "uan" | "pager" | "international";

export interface CallingPlan extends Subject {
  readonly allow: Fact<readonly NumberClass[]>;
  readonly deny: Fact<readonly NumberClass[]>;
  /** Weekly hours in which paid calls pass; `always` where no hours are written. */
  readonly hours: Fact<string | "always">;
  /** Simultaneous paid calls of one account; `unlimited` where no cap is written. */
  readonly concurrent: Fact<number | "unlimited">;
  /** The plan can reach a trunk, hence can cost money. */
  readonly paid: boolean;
}

export interface CallingPosture {
  readonly at: Span;
  readonly path: string;
  readonly home: Fact<string>;
  readonly emergency: Fact<readonly string[]>;
  readonly plans: readonly CallingPlan[];
}

/** What every kind of input can speak about, and the engines' own models for what only one of them has. */
export interface Posture {
  readonly listeners?: readonly Listener[];
  /** One for each set of TLS settings: a policy has one, an engine one for each transport or profile. */
  readonly tls?: readonly TlsPosture[];
  readonly accounts?: readonly Account[];
  readonly trunks?: readonly Trunk[];
  readonly management?: readonly ManagementService[];
  readonly bans?: BanPosture;
  readonly calling?: CallingPosture;
  readonly exceptions?: readonly ExceptionClaim[];
  /** Engine models: absent from a policy, one for each configuration of that engine that was read. */
  readonly asterisk?: readonly AsteriskSystem[];
  readonly kamailio?: readonly KamailioSystem[];
  readonly filters?: readonly FilterSystem[];
  readonly sshd?: readonly SshdSystem[];
  readonly jails?: readonly JailHost[];
  readonly rtpengine?: readonly RtpengineSystem[];
}

/** A suppression that the input claims: it is judged like everything else. */
export interface ExceptionClaim {
  readonly path: string;
  readonly at: Span;
  readonly rule: Fact<string>;
  readonly where: Fact<string>;
  readonly reason: string;
  readonly owner: string;
  /** Last day (ISO date, UTC) on which the exception holds. */
  readonly until: Fact<string>;
}

export type Aspect = keyof Posture;

/** A posture that certainly has the named aspects. */
export type Covering<K extends Aspect> = { readonly [P in K]-?: NonNullable<Posture[P]> };

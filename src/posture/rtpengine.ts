import type { Span } from "../source/span.js";
import type { Fact } from "./fact.js";
import type { Audience } from "./model.js";

/** `key = value` as rtpengine holds it: of a key that stands twice the last. */
export interface RtpengineSetting {
  readonly name: string;
  /** The option of the daemon that is meant, whatever underscores and capitals stand in the name; null where there is none. */
  readonly option: string | null;
  /** Blanks at its end taken off, as rtpengine does (lib/auxlib.c). */
  readonly value: string;
  /** The whole line. */
  readonly at: Span;
  readonly valueAt: Span;
}

export interface RtpengineSection {
  readonly name: string;
  readonly at: Span;
  readonly settings: ReadonlyMap<string, RtpengineSetting>;
}

/** A socket that takes commands: none of them asks who sends (daemon/main.c: parse_listen_list). */
export interface RtpengineSocket {
  readonly option: "listen-ng" | "listen-udp" | "listen-tcp" | "listen-tcp-ng" | "listen-cli" | "listen-http" | "listen-https";
  readonly protocol: "udp" | "tcp";
  /** An address or a name, IPv6 without brackets; null: every address of the host, of both families. */
  readonly host: string | null;
  readonly port: number;
  /** The value, or its part between semicolons. */
  readonly at: Span;
  readonly audience: Fact<Audience>;
}

/** One rtpengine.conf. What its command line says instead is not known here. */
export interface RtpengineSystem {
  readonly path: string;
  /** The start of the file. */
  readonly at: Span;
  /** The one that the daemon takes: `rtpengine`, or where it is absent the first that opens a control socket. */
  readonly section: RtpengineSection;
  /** The others, of which a file may hold examples that nobody uses. */
  readonly others: readonly RtpengineSection[];
  readonly control: readonly RtpengineSocket[];
}

import type { Policy, PolicyNode } from "../policy/types.js";
import type { Diagnostic } from "../source/index.js";

export const TARGET_IDS = ["asterisk", "kamailio", "iptables", "nftables", "fail2ban"] as const;
export type TargetId = (typeof TARGET_IDS)[number];

/** One rendered file. Deterministic: the same policy and secrets give the same bytes. */
export interface Artifact {
  readonly target: TargetId;
  /** Below the output folder, with `/`: `asterisk/pjsip.conf`, `edge/kamailio/kamailio.cfg`. */
  readonly path: string;
  readonly text: string;
  /** 0o600 where the text holds a secret or a digest, else 0o644. */
  readonly mode: 0o600 | 0o644;
}

/** Secrets by the policy path of their reference (`accounts.101.secret`). */
export type Secrets = ReadonlyMap<string, string>;

export interface RenderInput {
  readonly policy: Policy;
  readonly node: PolicyNode;
  readonly secrets: Secrets;
}

export interface Rendering {
  /** Paths are relative to the node's folder here; the caller puts the folder before them. */
  readonly artifacts: readonly Artifact[];
  /** What the target cannot express is an error located at the policy's field; a fallback taken is a warning. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a limit of the policy comes to in one place: engines count in units of their own, and what they hold is never quite what was written. */
export interface Figure {
  /** Path of the setting, e.g. `limits.invite`. */
  readonly path: string;
  /** Where it is held, e.g. `kamailio.cfg`, `packet filter, listeners.phones`. */
  readonly where: string;
  readonly figure: string;
}

/** A format we write. `view.ts` decides, `quote.ts` makes text legal, the template holds the words. */
export interface Target {
  readonly id: TargetId;
  /** Whether this node needs this target's artifacts. */
  wanted(policy: Policy, node: PolicyNode): boolean;
  render(input: RenderInput): Rendering;
  /** The effective figures of the policy's limits on this node. */
  figures(policy: Policy, node: PolicyNode): readonly Figure[];
}

/** Text already legal in one target's grammar; only that target's `quote.ts` makes it. */
export type Quoted<G extends string> = string & { readonly __grammar: G };

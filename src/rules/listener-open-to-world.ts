import { isKnown, type BanPosture, type Listener } from "../posture/index.js";
import type { Severity } from "../finding.js";
import type { Span } from "../source/index.js";
import { cannotTell, listed } from "./phrase.js";
import { defineRule } from "./rule.js";

export const listenerOpenToWorld = defineRule({
  id: "listener-open-to-world",
  title: "SIP is reachable from any address",
  severity: "high",
  needs: ["listeners"],
  why: `Scanners reach every public SIP port within hours, then try extensions and passwords without end, and every flaw of the
SIP parser is theirs to try before any password is asked for. Over udp the source address is whatever the sender writes,
so limits and bans by address can be dodged or turned against your own phones. Tls with passwords, a rate limit and bans
makes an open port defensible; known networks or a VPN make it invisible.`,
  degrees: "High over udp, whatever guards it, and without authentication; over tls info with authentication, limit and ban, medium without one of them and low where one of them cannot be told; over tcp medium, and high without one of them.",
  fix: "Name the networks that need the listener; where phones roam, use tls with passwords, a rate limit and bans, or a VPN.",
  before: `listeners:
  phones: { protocol: udp, address: 192.0.2.10, port: 15060, from: [world] }`,
  after: `listeners:
  phones: { protocol: udp, address: 192.0.2.10, port: 15060, from: [office] }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc2827", "https://www.rfc-editor.org/rfc/rfc6404"],
  cwe: 668,
  check({ listeners, bans }, report) {
    for (const listener of listeners) {
      const { path, audience, protocol } = listener;
      if (audience.kind === "unknown") cannotTell(report, audience, path, `who may reach ${path}`);
      if (audience.kind === "unknown" || !audience.value.world) continue;
      const { lacks, doubts } = guards(listener, bans);
      const missing = lacks.map(({ name }) => name);
      report(audience, {
        subject: path,
        severity: severityOf(listener, lacks.length, doubts.length),
        confidence: doubts.length > 0 || !isKnown(protocol) ? "medium" : "high",
        message: `${path} takes ${isKnown(protocol) ? protocol.value : "SIP"} from any address${held(missing, doubts)}`,
        fix: `name the networks in \`${audience.spelling}\` instead of world${missing.length > 0 ? `, or add ${listed(missing)}` : ", or let phones come in by VPN"}`,
        related: lacks.map(({ name, at }) => ({ span: at, note: `missing: ${name}` })),
      });
    }
  },
});

/** What stands between a stranger and this port, by what is missing and by what nobody can tell. */
function guards({ authenticated, registerLimit, inviteLimit }: Listener, bans: BanPosture | undefined): { lacks: readonly { name: string; at: Span }[]; doubts: readonly string[] } {
  const facts = [
    { name: "authentication", at: authenticated.at, holds: isKnown(authenticated) ? authenticated.value : null },
    { name: "a limit on REGISTER", at: registerLimit.at, holds: isKnown(registerLimit) ? registerLimit.value !== "off" : null },
    { name: "a limit on INVITE", at: inviteLimit.at, holds: isKnown(inviteLimit) ? inviteLimit.value !== "off" : null },
    { name: "bans", at: bans?.ban.at ?? authenticated.at, holds: bans !== undefined && isKnown(bans.ban) ? bans.ban.value !== "off" : null },
  ];
  return { lacks: facts.filter(({ holds }) => holds === false), doubts: facts.filter(({ holds }) => holds === null).map(({ name }) => name) };
}

/** Udp is high whatever guards it: all guards go by an address that the sender chooses. */
function severityOf({ protocol, authenticated }: Listener, lacking: number, doubtful: number): Severity {
  if (!isKnown(protocol)) return "medium";
  if (protocol.value === "udp" || (isKnown(authenticated) && !authenticated.value)) return "high";
  if (protocol.value === "tls" || protocol.value === "wss") return lacking > 0 ? "medium" : doubtful > 0 ? "low" : "info";
  return lacking === 0 ? "medium" : "high";
}

function held(lacks: readonly string[], doubts: readonly string[]): string {
  const missing = lacks.length > 0 ? `, without ${listed(lacks)}` : doubts.length === 0 ? "; authentication, rate limits and bans stand behind it" : "";
  return doubts.length > 0 ? `${missing} (cannot tell about ${listed(doubts)})` : missing;
}

import type { Severity } from "../../finding.js";
import { isKnown } from "../../posture/index.js";
import { listed } from "../phrase.js";
import { defineRule } from "../rule.js";
import { pathTo, usesChanSip, usesIax, type Account } from "./accounts.js";
import { AMI_PAGE, sample } from "./pages.js";
import { lessened } from "./peers.js";
import { settingOf } from "./settings.js";
import { amiReach, isLocal, serviceReach } from "./services.js";
import type { AsteriskSystem, Posture } from "../../posture/index.js";

const KINDS = { ami: "manager.conf", ari: "http.conf", sip: "sip.conf", iax: "iax.conf", mailbox: "" } as const;

export const accountAclOpen = defineRule({
  id: "account-acl-open",
  title: "An account's access list lets everybody in",
  severity: "high",
  needs: ["asterisk"],
  why: `An access list starts with yes, and the last entry that fits decides: \`permit\` lines alone refuse nobody, a \`deny\` of everything at the end
refuses everybody, one of IPv4 leaves IPv6 open on a socket of both. The owner believes the account to be fenced, and any address gets to try its password.`,
  degrees: "High; medium where only one address family is open. One step less where only known networks get to the port, not told on the host itself.",
  fix: "Begin with `deny=0.0.0.0/0` and `deny=::/0`, then permit what is needed.",
  before: { "manager.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[crm]\nsecret=documentation-only\npermit=10.8.0.5/32\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[crm]\nsecret=documentation-only\ndeny=0.0.0.0/0\npermit=10.8.0.5/32\n" },
  versions: "Asterisk, all versions; sip.conf up to 20.",
  references: [AMI_PAGE, sample("acl.conf")],
  cwe: 1188,
  check(posture, report) {
    for (const system of posture.asterisk) {
      for (const account of system.accounts) {
        const [first] = account.access.lines;
        if (!account.loaded || first === undefined || account.access.unknown.length > 0) continue;
        const families = familiesOf(system, account.kind);
        const open = families.filter((family) => account.access.world.includes(family));
        const severity = open.length === 0 ? null : degreeOf(posture, system, account.kind, open.length < families.length);
        if (severity === null) continue;
        const [mistake] = account.access.mistakes;
        report((mistake ?? first).at, {
          subject: pathTo(account), severity, note: (mistake ?? first).name,
          message: `the access list of \`${account.name}\` lets in any ${open.length < families.length ? `IPv${open.join()} ` : ""}address: ${reasonOf(account)}`,
          related: account.access.lines.slice(1, 5).map(({ at, name }) => ({ span: at, note: name })),
        });
      }
    }
  },
});

function reasonOf({ access }: Account): string {
  if (access.mistakes.length > 0) return "this line holds what is no address, and the engine goes on without the rest of it";
  const named = access.lines.filter(({ name }) => /^acl$/i.test(name)).map(({ value }) => `\`${value}\``);
  if (named.length > 0) return `nothing in ${listed(named)} refuses it`;
  return access.lines.every(({ name }) => /^permit$/i.test(name)) ? "permit lines alone refuse nobody" : "the last entry that fits it permits";
}

/** Families of the socket that the account comes in by. */
function familiesOf(system: AsteriskSystem, kind: Account["kind"]): readonly (4 | 6)[] {
  const bind = settingOf(system, KINDS[kind], "general", "bindaddr", kind === "ami" ? "::" : "0.0.0.0");
  const address = bind !== undefined && isKnown(bind) ? bind.value : "0.0.0.0";
  if (/^\[?::\]?(?::\d+)?$/.test(address)) return [4, 6];
  return /^\d+\.\d+\.\d+\.\d+(?::\d+)?$/.test(address) ? [4] : [6];
}

function degreeOf(posture: Posture, system: AsteriskSystem, kind: Account["kind"], half: boolean): Severity | null {
  const severity = half ? "medium" : "high";
  if (kind === "sip" || kind === "iax") return (kind === "sip" ? usesChanSip(system) : usesIax(system)) ? severity : null;
  const reach = kind === "ami" ? amiReach(posture, system) : serviceReach(posture, system, "ari");
  return kind === "mailbox" || reach === null || isLocal(reach) ? null : lessened(severity, reach);
}

import type { Account, Fact, Listener, MediaEncryption, Trunk } from "../posture/index.js";
import { byWhom, cannotTell, counted } from "./phrase.js";
import { reachOf, widest } from "./reach.js";
import { defineRule } from "./rule.js";
import { bySharedCause, blamed } from "./shared.js";

export const mediaCleartext = defineRule({
  id: "media-cleartext",
  title: "Speech travels in clear",
  severity: "high",
  needs: ["accounts"],
  why: `RTP without encryption is speech anyone on the path can record and play, and into which anyone who learns the ports can
speak. Conversations, voicemail PINs and card numbers typed as tones are all in it. Phones out in the world cross networks
that nobody vouches for; a carrier's fixed path is a smaller risk, and many carriers offer nothing else.`,
  fix: "Set media encryption to sdes (with encrypted signalling) or dtls.",
  before: `media: { encryption: none, ports: 20000-20999 }`,
  after: `media: { encryption: sdes, ports: 20000-20999 }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc3711", "https://www.rfc-editor.org/rfc/rfc4568#section-7.1"],
  cwe: 319,
  check({ accounts, trunks = [], listeners = [] }, report) {
    const phones = roaming(listeners) ? "high" : "medium";
    for (const { fact, members } of bySharedCause<Account | Trunk, MediaEncryption>([...accounts, ...trunks], (each) => each.media)) {
      const subject = blamed(fact, members);
      if (fact.kind === "unknown") {
        cannotTell(report, fact, subject, `whether the speech of ${who(members, accounts)} is encrypted`);
        continue;
      }
      if (fact.value !== "none") continue;
      report(fact, {
        subject,
        severity: members.some((each) => isAccount(each)) ? phones : "low",
        message: `the speech of ${who(members, accounts)} travels in clear: ${fact.spelling} is none${because(fact, members)}`,
        fix: members.some(inClear) ? "move it to a tls listener first, so that media keys have a safe way to travel" : `write \`${fact.spelling}: sdes\``,
      });
    }
  },
});

function isAccount(subject: Account | Trunk): subject is Account {
  return "algorithms" in subject;
}

/** Phones that may be anywhere, as against phones in networks that were named. */
function roaming(listeners: readonly Listener[]): boolean {
  return widest(listeners.map((listener) => reachOf(listener.audience))) === "world";
}

function who(members: readonly (Account | Trunk)[], accounts: readonly Account[]): string {
  const [first, ...others] = members;
  if (first !== undefined && others.length === 0) return first.path;
  const phones = members.filter(isAccount).length;
  const all = phones === accounts.length && phones > 1 ? "all " : "";
  const trunks = members.length - phones;
  return [phones > 0 ? all + counted(phones, "account") : "", trunks > 0 ? counted(trunks, "trunk") : ""].filter((part) => part !== "").join(" and ");
}

function inClear({ signalling }: Account | Trunk): boolean {
  return signalling.kind !== "unknown" && signalling.value !== "tls" && signalling.value !== "wss";
}

function because(fact: Fact<MediaEncryption>, members: readonly (Account | Trunk)[]): string {
  const first = members.find(inClear);
  if (first === undefined || first.signalling.kind === "unknown") return byWhom(fact);
  return `, as its keys would travel in clear over ${first.signalling.value}`;
}

import type { Account, Fact, Trunk } from "../posture/index.js";
import { byWhom, cannotTell, speakers } from "./phrase.js";
import { isClear, reachBySignalling, widest, type SeverityByReach } from "./reach.js";
import { defineRule } from "./rule.js";
import { blamed, bySharedCause, hostsOf, lacking } from "./shared.js";

/** Phones out in the world cross networks that nobody vouches for; a carrier's path is fixed, and it may offer nothing else. */
const SEVERITY: SeverityByReach = {
  world: "high",
  unknown: "medium",
  phones: "medium",
  trunk: "low",
  peers: "low",
  management: "low",
  localhost: null, // never leaves the host
  nobody: null,
};

export const mediaCleartext = defineRule({
  id: "media-cleartext",
  title: "Speech travels in clear",
  severity: "high",
  needs: ["accounts"],
  why: `RTP without encryption is speech that anyone on the path can record and play, and into which anyone who learns the ports
can speak. Conversations, voicemail PINs and card numbers typed as tones are all in it. Encryption by sdes needs encrypted
signalling, as its keys travel there: over a listener in clear, speech is in clear too.`,
  degrees: "High where phones come in from the world, medium from networks of phones or unknown ones, low on the fixed path to a carrier, peers or management.",
  fix: "Set media encryption to sdes or dtls, and let accounts and trunks come in over tls.",
  before: `media: { encryption: none, ports: 20000-20999 }`,
  after: `media: { encryption: sdes, ports: 20000-20999 }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc3711", "https://www.rfc-editor.org/rfc/rfc4568"],
  cwe: 319,
  check({ accounts, trunks = [], listeners = [], asterisk = [] }, report) {
    const hosts = hostsOf({ asterisk });
    const reach = reachBySignalling(listeners);
    const everybody = [...accounts, ...trunks];
    const who = (members: readonly (Account | Trunk)[]): string => speakers(members.filter(isAccount), members.filter((each) => !isAccount(each)), accounts.length);
    for (const { fact, members } of bySharedCause(everybody.filter(({ media }) => media.kind === "unknown"), ({ media }) => media)) {
      if (fact.kind === "unknown") cannotTell(report, fact, blamed(fact, members), `whether the speech of ${who(members)} is encrypted`);
    }
    for (const group of bySharedCause<Account | Trunk, unknown>(everybody.filter(inClear), cause, hosts)) {
      const { fact, members } = group;
      const severity = SEVERITY[widest(members.map(({ signalling }) => reach(signalling)))];
      if (severity === null) continue;
      const bySignalling = members[0] !== undefined && cause(members[0]) === members[0].signalling;
      report(fact, {
        subject: blamed(fact, members),
        severity, related: lacking(group),
        message: `the speech of ${who(members)} travels in clear${bySignalling ? ", as signalling in clear gives its keys no safe way" : fact.spelling === "media_encryption_optimistic" ? `: ${fact.spelling} lets calls without encryption through` : `: ${fact.spelling} is none${byWhom(fact)}`}`,
        fix: bySignalling ? `set \`${fact.spelling}\` to tls: then the keys of encrypted speech have a safe way` : fact.spelling === "media_encryption_optimistic" ? `set \`${fact.spelling}\` to no` : `set \`${fact.spelling}\` to sdes`,
      });
    }
  },
});

function isAccount(subject: Account | Trunk): subject is Account {
  return "algorithms" in subject;
}

function inClear({ media }: Account | Trunk): boolean {
  return media.kind !== "unknown" && media.value === "none";
}

/** Where nobody wrote an encryption and signalling is in clear, none is what follows: the listener is to blame, once for all at it. */
function cause({ media, signalling }: Account | Trunk): Fact<unknown> {
  return media.kind === "default" && isClear(signalling) ? signalling : media;
}

import type { Account, Trunk } from "../posture/index.js";
import { speakers } from "./phrase.js";
import { isClear, reachBySignalling, widest, type SeverityByReach } from "./reach.js";
import { defineRule } from "./rule.js";
import { blamed, bySharedCause } from "./shared.js";

/** As bad as speech in clear: whoever is on the path for the one is there for the other. */
const SEVERITY: SeverityByReach = {
  world: "high",
  unknown: "medium",
  phones: "medium",
  trunk: "low",
  peers: "low",
  management: "low",
  localhost: null,
  nobody: null,
};

export const sdesKeysCleartext = defineRule({
  id: "sdes-keys-cleartext",
  title: "Keys of encrypted speech travel in clear",
  severity: "high",
  needs: ["accounts"],
  why: `With sdes the keys of SRTP stand in the SIP messages. Over udp, tcp or ws anyone on the path reads them there and decrypts
the call: it looks encrypted and is not, which is worse than speech that is known to be in clear.`,
  degrees: "As bad as speech in clear: high from the world, medium from networks of phones or unknown ones, low on the fixed path to a carrier, peers or management.",
  fix: "Let the account or trunk come in over tls, or use dtls, whose keys never travel.",
  before: `listeners:
  phones: { protocol: udp, address: 192.0.2.10, port: 15060, from: [office] }
accounts:
  "101": { secret: { env: RF_101 }, listener: phones, media: sdes }`,
  after: `listeners:
  phones: { protocol: tls, address: 192.0.2.10, port: 15061, from: [office] }
accounts:
  "101": { secret: { env: RF_101 }, listener: phones, media: sdes }`,
  versions: "Asterisk and Kamailio, all versions.",
  references: ["https://www.rfc-editor.org/rfc/rfc4568"],
  cwe: 319,
  check({ accounts, trunks = [], listeners = [] }, report) {
    const reach = reachBySignalling(listeners);
    // Unknown media or signalling is asked about once, by media-cleartext and listener-cleartext.
    const weak = [...accounts, ...trunks].filter(({ media, signalling }) => media.kind !== "unknown" && media.value === "sdes" && isClear(signalling));
    for (const { fact, members } of bySharedCause<Account | Trunk, unknown>(weak, ({ media }) => media)) {
      const severity = SEVERITY[widest(members.map(({ signalling }) => reach(signalling)))];
      const signalling = members[0]?.signalling;
      if (severity === null || signalling === undefined || signalling.kind === "unknown") continue;
      report(fact, {
        subject: blamed(fact, members),
        severity,
        message: `the keys that encrypt the speech of ${speakers(members, [], 0)} travel in clear over ${signalling.value}`,
        related: [{ span: signalling.at, note: `${signalling.value}: the keys are read here` }],
        fix: `set \`${signalling.spelling}\` to tls, or \`${fact.spelling}\` to dtls`,
      });
    }
  },
});

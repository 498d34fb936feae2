import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isTrue, settingsOf } from "./settings.js";

export const recordingsCachedInTmp = defineRule({
  id: "recordings-cached-in-tmp",
  title: "Recordings are written to a folder of everybody's",
  severity: "low",
  needs: ["asterisk"],
  why: `While it lasts a recording stands under a name that can be guessed in a folder where every user of the host may put files: others read it, or lay a link
where Asterisk is about to write.`,
  degrees: "Low.",
  fix: "Write `record_cache_dir = /var/spool/asterisk/tmp`.",
  before: { "asterisk.conf": "[options]\ncache_record_files = yes\nrecord_cache_dir = /tmp\n" },
  after: { "asterisk.conf": "[options]\ncache_record_files = yes\nrecord_cache_dir = /var/spool/asterisk/tmp\n" },
  versions: EVERY_RELEASE,
  references: [sample("asterisk.conf")],
  cwe: 377,
  check({ asterisk }, report) {
    for (const { system, fact, subject } of settingsOf(asterisk, "asterisk.conf", "options", "record_cache_dir", "")) {
      const [cached] = settingsOf([system], "asterisk.conf", "options", "cache_record_files", "no");
      if (cached !== undefined && isTrue(cached.fact.value) && /^\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)/.test(fact.value)) report(fact, { subject, message: `recordings are written to ${fact.value} while they last` });
    }
  },
});

import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { isLocal, serviceReach } from "./services.js";
import { settingsOf } from "./settings.js";

export const httpSessionsMany = defineRule({
  id: "http-sessions-many",
  title: "The web server holds thousands of connections",
  severity: "info",
  needs: ["asterisk"],
  why: `Each connection is a thread and a descriptor of Asterisk, asked for before any password. Who opens as many as \`sessionlimit\` allows leaves none for calls.`,
  degrees: "Info.",
  fix: "Leave it at 100, the default, or as many as there are browsers.",
  before: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\nsessionlimit=10000\n" },
  after: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\nsessionlimit=200\n" },
  versions: EVERY_RELEASE,
  references: [sample("http.conf")],
  cwe: 770,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "http.conf", "general", "sessionlimit", "100")) {
      if (Number.parseInt(fact.value, 10) > 1000 && !isLocal(serviceReach(posture, system, "http"))) report(fact, { subject, message: `${fact.value} connections are held at once` });
    }
  },
});

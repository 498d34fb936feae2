import { defineRule } from "../rule.js";
import { EVERY_RELEASE, sample } from "./pages.js";
import { amiReach, isLocal } from "./services.js";
import { settingsOf } from "./settings.js";

/** Values a careful owner may still want; the defaults are 50 connections and 30 seconds. */
const MOST = { authlimit: 200, authtimeout: 120 } as const;
const DEFAULTS = { authlimit: "50", authtimeout: "30" } as const;

export const amiStrangersHoldConnections = defineRule({
  id: "ami-strangers-hold-connections",
  title: "Connections that never log in are held for long, or in numbers",
  severity: "low",
  needs: ["asterisk"],
  why: `Before a login the manager interface knows nothing of who connects. Who opens connections and stays silent takes a thread and a descriptor of
Asterisk for each, until calls fail; \`authlimit\` and \`authtimeout\` bound that.`,
  degrees: "Low; not told where only the host itself gets to the interface.",
  fix: "Leave both out: 50 connections and 30 seconds are the defaults.",
  before: { "manager.conf": "[general]\nenabled=yes\nauthtimeout=3600\n" },
  after: { "manager.conf": "[general]\nenabled=yes\nauthtimeout=30\n" },
  versions: EVERY_RELEASE,
  references: [sample("manager.conf")],
  cwe: 770,
  check(posture, report) {
    for (const name of ["authlimit", "authtimeout"] as const) {
      for (const { system, fact, subject } of settingsOf(posture.asterisk, "manager.conf", "general", name, DEFAULTS[name])) {
        const value = Number.parseInt(fact.value, 10);
        if (isLocal(amiReach(posture, system)) || !(value > MOST[name])) continue;
        report(fact, { subject, message: name === "authlimit" ? `${value} connections that never logged in are held at once` : `a connection that does not log in is held for ${value} seconds` });
      }
    }
  },
});

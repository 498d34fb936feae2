import { defineRule } from "../rule.js";
import { ARI_PAGE, EVERY_RELEASE, sample } from "./pages.js";
import { lessened } from "./peers.js";
import { serviceReach } from "./services.js";
import { settingsOf } from "./settings.js";

export const ariAnyOrigin = defineRule({
  id: "ari-any-origin",
  title: "Any web page may use ARI through a visitor's browser",
  severity: "high",
  needs: ["asterisk"],
  why: `Asterisk answers with the page's own origin and allows credentials, so a page that an administrator happens to visit commands ARI with the login the
browser remembers, be Asterisk reached by that browser alone. An origin without TLS can be forged by whoever sits on the way.`,
  degrees: "High for `*`, medium for origins of `http://`; one step less where only known networks get to ARI.",
  fix: "Name the application's origin: `allowed_origins=https://app.example.com`.",
  before: { "ari.conf": "[general]\nallowed_origins=*\n[app]\ntype=user\npassword=documentation-only\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  after: { "ari.conf": "[general]\nallowed_origins=https://app.example.com\n[app]\ntype=user\npassword=documentation-only\n", "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n" },
  versions: EVERY_RELEASE,
  references: [ARI_PAGE, sample("ari.conf")],
  cwe: 942,
  check(posture, report) {
    for (const { system, fact, subject } of settingsOf(posture.asterisk, "ari.conf", "general", "allowed_origins", "")) {
      const origins = fact.value.split(",").map((origin) => origin.trim());
      const clear = origins.filter((origin) => /^http:\/\/(?!(?:localhost|127\.|\[::1\])(?:[:/\d.]|$))/i.test(origin));
      const reach = serviceReach(posture, system, "ari");
      if (reach === null || (!origins.includes("*") && clear.length === 0)) continue;
      // The browser stands where the administrator sits: what only the host reaches is still reached by a browser there.
      const near = reach === "localhost" ? "management" : reach;
      report(fact, { subject, severity: lessened(origins.includes("*") ? "high" : "medium", near), message: origins.includes("*") ? "a page of any origin may use ARI through its visitor's browser" : `pages without TLS may use ARI through their visitor's browser: ${clear.join(", ")}` });
    }
  },
});

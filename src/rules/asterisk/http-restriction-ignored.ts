import { defineRule } from "../rule.js";
import { sample } from "./pages.js";
import { hasSince } from "./releases.js";
import { release, allSections, linesOf, pathOf } from "./settings.js";

const FIRST = "20.19 21.12.3 22.9 23.3 24";

export const httpRestrictionIgnored = defineRule({
  id: "http-restriction-ignored",
  title: "An access list for a path of the web server does not count",
  severity: "medium",
  needs: ["asterisk"],
  why: `A section named after a path fences it only with \`type=restriction\` and only in releases that know it; without a word in the log every other one is
passed over, and whoever wrote it believes ARI or metrics to be fenced.`,
  degrees: "Medium.",
  fix: "Write `type=restriction` into the section, in a release that knows it; fence with `bindaddr` and the packet filter until then.",
  before: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[/ari]\ndeny=0.0.0.0/0\npermit=10.0.0.23/32\n" },
  after: { "http.conf": "[general]\nenabled=yes\nbindaddr=0.0.0.0\n[/ari]\ntype=restriction\ndeny=0.0.0.0/0\npermit=10.0.0.23/32\n" },
  versions: "Restrictions exist from 20.19, 21.12.3, 22.9 and 23.3 on.",
  references: [sample("http.conf")],
  cwe: 1188,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      for (const section of allSections(system, "http.conf").filter(({ name }) => name.startsWith("/"))) {
        const typed = /^restriction$/i.test(linesOf(section, "type")[0]?.value ?? "");
        if (typed && hasSince(system, FIRST)) continue;
        report(section.at, { subject: pathOf(section.at, section.name), message: `nothing fences ${section.name}: ${typed ? `${release(system)} does not know restrictions` : "the section lacks type=restriction"}` });
      }
    }
  },
});

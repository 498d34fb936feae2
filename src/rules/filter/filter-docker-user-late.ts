import type { FilterRule } from "../../exposure/index.js";
import { denies, matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterDockerUserLate = defineRule({
  id: "filter-docker-user-late",
  title: "A rule for containers looks at the wrong port",
  severity: "medium",
  needs: ["filters"],
  why: `When DOCKER-USER is looked at, the destination is already the container's. A rule that names the published port never
fits where the two differ, and the port stays open.`,
  degrees: "Medium.",
  fix: "Match what was sent: `-m conntrack --ctorigdstport`.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:DOCKER - [0:0]\n:DOCKER-USER - [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A FORWARD -j DOCKER-USER\n-A DOCKER-USER -p tcp -m tcp --dport 8080 -j DROP\n-A DOCKER-USER -j RETURN\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n:DOCKER - [0:0]\n-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER\n-A DOCKER -i docker0 -j RETURN\n-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:DOCKER - [0:0]\n:DOCKER-USER - [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A FORWARD -j DOCKER-USER\n-A DOCKER-USER -p tcp -m conntrack --ctorigdstport 8080 -j DROP\n-A DOCKER-USER -j RETURN\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n:DOCKER - [0:0]\n-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER\n-A DOCKER -i docker0 -j RETURN\n-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80\nCOMMIT\n" },
  versions: "Docker with iptables.",
  references: ["https://docs.docker.com/engine/network/packet-filtering-firewalls/"],
  cwe: 693,
  check({ filters }, report) {
    for (const system of filters) {
      const rules = placed(system);
      const published = rules.flatMap(({ rule, chain }) => (rule.verdict.kind === "redirect" && chain.name === "DOCKER" ? [{ outside: portOf(rule), inside: rule.verdict.port }] : []));
      for (const { rule, chain } of rules) {
        const port = portOf(rule);
        if (chain.name !== "DOCKER-USER" || !denies(rule) || port === null) continue;
        if (published.some(({ outside, inside }) => outside === port && inside !== null && inside !== port) && !published.some(({ inside }) => inside === port)) report(rule.at, { subject: subjectOf(system, chain), message: `names the published port ${port}; here packets already have the container's` });
      }
    }
  },
});

function portOf(rule: FilterRule): number | null {
  return matchesOf(rule, "destination-port").find(({ negated }) => !negated)?.ports[0]?.first ?? null;
}

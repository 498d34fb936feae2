import { denies, matchesOf, placed, subjectOf } from "./lines.js";
import { defineRule } from "../rule.js";

export const filterPublishedPastInput = defineRule({
  id: "filter-published-past-input",
  title: "A container's port is open past the filter",
  severity: "high",
  needs: ["filters"],
  why: `Docker sends packets to a published port on to the container before INPUT is looked at. The rules of INPUT, and those
that ufw keeps there, do not apply: the port is open to the Internet whatever they say.`,
  degrees: "Critical for databases and management; high else.",
  fix: "Publish on 127.0.0.1, or drop in DOCKER-USER by `--ctorigdstport`.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:DOCKER - [0:0]\n:DOCKER-USER - [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\n-A FORWARD -j DOCKER-USER\n-A FORWARD -o docker0 -j DOCKER\n-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 3306 -j ACCEPT\n-A DOCKER-USER -j RETURN\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n:DOCKER - [0:0]\n-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER\n-A DOCKER -i docker0 -j RETURN\n-A DOCKER ! -i docker0 -p tcp -m tcp --dport 3306 -j DNAT --to-destination 172.17.0.2:3306\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:DOCKER - [0:0]\n:DOCKER-USER - [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 198.51.100.0/24 -p udp -m udp --dport 5060 -j ACCEPT\n-A FORWARD -j DOCKER-USER\n-A FORWARD -o docker0 -j DOCKER\n-A DOCKER-USER -j RETURN\nCOMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n:DOCKER - [0:0]\n-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER\n-A DOCKER -i docker0 -j RETURN\n-A DOCKER -d 127.0.0.1/32 ! -i docker0 -p tcp -m tcp --dport 3306 -j DNAT --to-destination 172.17.0.2:3306\nCOMMIT\n" },
  versions: "Docker with iptables.",
  references: ["https://docs.docker.com/engine/network/packet-filtering-firewalls/"],
  cwe: 1327,
  check({ filters }, report) {
    for (const system of filters) {
      const user = [...system.ruleset.chains.values()].find(({ name }) => name === "DOCKER-USER");
      if (user?.rules.some(denies) === true) continue;
      for (const { rule, chain } of placed(system)) {
        if (rule.verdict.kind !== "redirect" || chain.name !== "DOCKER" || matchesOf(rule, "source").length > 0 || matchesOf(rule, "source-set").length > 0) continue;
        const [port] = matchesOf(rule, "destination-port").flatMap(({ ports, protocols }) => ports.map(({ first }) => ({ first, protocol: protocols.join("/") })));
        if (port === undefined || matchesOf(rule, "destination").some(({ negated, addresses }) => !negated && addresses.ranges.every(({ first }) => addresses.family === 6 ? first === 1n : first >> 24n === 127n))) continue;
        report(rule.at, {
          subject: subjectOf(system, chain), severity: GRAVE.has(port.first) ? "critical" : "high", confidence: PUBLIC.has(port.first) ? "low" : "high",
          message: `${port.protocol} ${port.first} goes to a container past the rules of INPUT, from anybody${user === undefined ? "" : "; DOCKER-USER drops nothing"}`,
        });
      }
    }
  },
});

const GRAVE: ReadonlySet<number> = new Set([3306, 5432, 6379, 11211, 27017, 9200, 5038, 8088, 2223, 2375, 8021]);
/** What is published for everybody in most cases. */
const PUBLIC: ReadonlySet<number> = new Set([80, 443]);

import { reportServices, services } from "./services.js";
import { defineRule } from "../rule.js";

export const filterDatabaseOpen = defineRule({
  id: "filter-database-open",
  title: "A database is open to the world",
  severity: "critical",
  needs: ["filters"],
  why: `The port of a database or cache answers anybody. There are the passwords of the subscribers, call records, and for
Redis and memcached often no password at all.`,
  degrees: "Critical.",
  fix: "Accept the port from the hosts that use it.",
  before: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 3306 -j ACCEPT\nCOMMIT\n" },
  after: { "rules.v4": "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -s 10.8.0.0/24 -p tcp -m tcp --dport 3306 -j ACCEPT\nCOMMIT\n" },
  versions: "iptables, ip6tables and nftables.",
  references: ["https://manpages.debian.org/bookworm/iptables/iptables.8.en.html"],
  cwe: 1327,
  check({ filters, management }, report) {
    reportServices(filters, management, PORTS, report, { because: "subscribers, passwords and call records lie there" });
  },
});

const PORTS = [...services("tcp", { 3306: "MySQL", 33060: "MySQL X", 5432: "PostgreSQL", 1433: "SQL Server", 1521: "Oracle", 6379: "Redis", 26379: "Redis Sentinel", 11211: "memcached", 27017: "MongoDB", 9042: "Cassandra", 9200: "Elasticsearch", 5984: "CouchDB", 2379: "etcd" }), ...services("udp", { 11211: "memcached" })];

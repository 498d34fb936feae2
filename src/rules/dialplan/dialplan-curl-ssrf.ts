import { defineRule } from "../rule.js";
import { accuseSinks, type SeverityByCaller } from "./accuse.js";

const SEVERITY: SeverityByCaller = { anyone: "high", trunk: "medium", phone: "medium", unknown: "medium" };

export const dialplanCurlSsrf = defineRule({
  id: "dialplan-curl-ssrf",
  title: "What a caller sends becomes a part of an address that is fetched",
  severity: "medium",
  needs: ["asterisk"],
  why: `CURL() fetches the address it is given, from inside of the network. With a value of the caller's in it that is not encoded, the
caller adds parameters to the request or turns it to another path or host, such as a service that listens on the loopback alone.`,
  degrees: "High where anyone gets there, else medium.",
  fix: "Encode it: ${URIENCODE(${CALLERID(num)})}, or let FILTER() pass digits alone.",
  before: { "extensions.conf": "[phones]\nexten => _X.,1,Set(R=${CURL(https://crm.example.com/?n=${CALLERID(num)})})\n" },
  after: { "extensions.conf": "[phones]\nexten => _X.,1,Set(R=${CURL(https://crm.example.com/?n=${URIENCODE(${FILTER(0-9,${CALLERID(num)})})})})\n" },
  versions: "Asterisk, all versions.",
  references: ["https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Functions/CURL/"],
  cwe: 918,
  check({ asterisk }, report) {
    accuseSinks(asterisk, report, { kinds: ["url"], severity: SEVERITY, becomes: () => "becomes a part of the address that CURL() fetches: `@`, `/`, `?` and `&` in it choose the host, the path or further parameters" });
  },
});

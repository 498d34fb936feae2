import { defineRule } from "../rule.js";
import { subjectOfCall } from "./places.js";
import { freeIn, told } from "./taint.js";

/** Which argument is the URL or path (READMEs of http_client and http_async_client). */
const ARGUMENT: Readonly<Record<string, number>> = { http_client_query: 0, http_client_get: 0, http_client_request: 1, http_async_query: 0, http_connect: 1 };

/** What ends no part of a path or query any more. */
const SAFE = /\{(?:s\.escape\.param|urlencode\.param|s\.urlencode\.param|s\.escape\.user)\b/;
//POST

export const kamailioHttpUrlInjection = defineRule({
  id: "kamailio-http-url-injection",
  title: "What a caller sends becomes part of a URL that is fetched",
  severity: "high",
  needs: ["kamailio"],
  why: `Pseudo-variables are put into the URL as they came. A user part with \`/\`, \`?\` or \`&\` asks the server behind something else than was meant, and where
the host is the caller's, Kamailio fetches from machines that only it can reach.`,
  degrees: "High; with medium confidence where a script variable carries the value there.",
  fix: "Keep the address fixed and encode the value: `$(rU{s.escape.param})`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "http_client.so"\nrequest_route {\n    http_client_query("https://api.example.org/route/$rU", "$var(answer)");\n}\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "http_client.so"\nrequest_route {\n    http_client_query("https://api.example.org/route/$(rU{s.escape.param})", "$var(answer)");\n}\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/http_client.html", "https://www.kamailio.org/wikidocs/cookbooks/devel/transformations/"],
  cwe: 918,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      for (const call of system.calls) {
        const index = Object.hasOwn(ARGUMENT, call.name) ? ARGUMENT[call.name] : undefined;
        if (index === undefined) continue;
        const value = call.arguments[index];
        const [first] = freeIn(system, call, value, SAFE);
        if (value === undefined || first === undefined) continue;
        report(value.at, { subject: subjectOfCall(call), confidence: first.from === null ? "high" : "medium", note: call.name, message: `${told(first)} stands in the URL of ${call.name}(): whoever sends it asks for something else` });
      }
    }
  },
});

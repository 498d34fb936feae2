import { defineRule } from "../rule.js";
import { allSections, factOf, linesOf, pathOf } from "./settings.js";
import { sample } from "./pages.js";

export const websocketClientCleartext = defineRule({
  id: "websocket-client-cleartext",
  title: "Asterisk connects to a WebSocket server in clear",
  severity: "medium",
  needs: ["asterisk"],
  why: `Over such a connection the other side commands ARI, or a call's speech travels. Whoever sits on the way reads it, takes the password in its headers,
and puts in commands of their own.`,
  degrees: "Medium; not told for a server on the host itself.",
  fix: "Write `uri = wss://…` and `tls_enabled = yes`.",
  before: { "websocket_client.conf": "[app]\ntype=websocket_client\nuri=ws://app.example.com/ari\n" },
  after: { "websocket_client.conf": "[app]\ntype=websocket_client\nuri=wss://app.example.com/ari\ntls_enabled=yes\n" },
  versions: "Asterisk 20.15, 21.10, 22.5 and 23 on.",
  references: [sample("websocket_client.conf")],
  cwe: 319,
  check({ asterisk }, report) {
    for (const section of asterisk.flatMap((system) => allSections(system, "websocket_client.conf"))) {
      const uri = linesOf(section, "uri").at(-1);
      if (uri === undefined || !/^ws:\/\/(?!(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$))/i.test(uri.value)) continue;
      report(factOf(uri), { subject: pathOf(section.at, section.name), message: `Asterisk connects to \`${section.name}\` in clear` });
    }
  },
});

import { defineRule } from "../rule.js";
import { allSections, factOf, isFalse, linesOf, pathOf } from "./settings.js";
import { sample } from "./pages.js";

export const websocketClientUnverified = defineRule({
  id: "websocket-client-unverified",
  title: "A WebSocket server's certificate is not looked at",
  severity: "medium",
  needs: ["asterisk"],
  why: `Without \`verify_server_cert\` any certificate will do, without \`verify_server_hostname\` that of any host: whoever gets onto the way or into the name
server plays the application, and commands calls.`,
  degrees: "Medium.",
  fix: "Remove the line: both are on by default.",
  before: { "websocket_client.conf": "[app]\ntype=websocket_client\nuri=wss://app.example.com/ari\ntls_enabled=yes\nverify_server_cert=no\n" },
  after: { "websocket_client.conf": "[app]\ntype=websocket_client\nuri=wss://app.example.com/ari\ntls_enabled=yes\n" },
  versions: "Asterisk 20.15, 21.10, 22.5 and 23 on.",
  references: [sample("websocket_client.conf")],
  cwe: 295,
  check({ asterisk }, report) {
    for (const section of asterisk.flatMap((system) => allSections(system, "websocket_client.conf"))) {
      const uri = linesOf(section, "uri").at(-1)?.value ?? "";
      for (const name of ["verify_server_cert", "verify_server_hostname"]) {
        const line = linesOf(section, name).at(-1);
        if (line === undefined || !isFalse(line.value) || /^ws:/i.test(uri)) continue;
        report(factOf(line), { subject: pathOf(section.at, section.name), message: name === "verify_server_cert" ? `any certificate passes for the server of \`${section.name}\`` : `the certificate of any host passes for the server of \`${section.name}\`` });
      }
    }
  },
});

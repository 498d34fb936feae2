import { defineRule } from "../rule.js";
import { accountsOf, isOn } from "./accounts.js";
import { allSections, factOf, isTrue, linesOf, pathOf } from "./settings.js";
import { ARI_PAGE, sample } from "./pages.js";

export const ariRemoteCommands = defineRule({
  id: "ari-remote-commands",
  title: "A server that Asterisk calls commands all of ARI",
  severity: "low",
  needs: ["asterisk"],
  why: `Over an outbound WebSocket the other side acts as the local ARI user that the connection names. If that one may write, whoever takes over the server
commands calls here, without ever logging in.`,
  degrees: "Low: applications that command calls need it.",
  fix: "Name a user with `read_only=yes` where the application only listens.",
  before: { "ari.conf": "[general]\n[app]\ntype=user\npassword=documentation-only\n[events]\ntype=outbound_websocket\nwebsocket_client_id=events\napps=log\nlocal_ari_user=app\n" },
  after: { "ari.conf": "[general]\n[app]\ntype=user\npassword=documentation-only\nread_only=yes\n[events]\ntype=outbound_websocket\nwebsocket_client_id=events\napps=log\nlocal_ari_user=app\n" },
  versions: "Asterisk 20.15, 21.10, 22.5 and 23 on.",
  references: [ARI_PAGE, sample("ari.conf")],
  cwe: 250,
  check({ asterisk }, report) {
    for (const system of asterisk) {
      const users = new Map(accountsOf(system, "ari").map((user) => [user.name, user]));
      for (const section of allSections(system, "ari.conf").filter((each) => linesOf(each, "type").at(-1)?.value === "outbound_websocket")) {
        const line = linesOf(section, "local_ari_user").at(-1);
        const user = line === undefined ? undefined : users.get(line.value);
        if (line === undefined || user === undefined || isOn(user, "read_only")) continue;
        const all = linesOf(section, "subscribe_all").some(({ value }) => isTrue(value));
        report(factOf(line), { subject: pathOf(section.at, section.name), message: `the server of \`${section.name}\` acts as \`${user.name}\`, who may write${all ? ", and hears every event" : ""}`, related: [{ span: user.at, note: "without read_only" }] });
      }
    }
  },
});

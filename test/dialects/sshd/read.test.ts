import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readSystem } from "../../../src/app/audit/audit.js";
import { readSshd, type Include } from "../../../src/dialects/sshd/index.js";
import type { SourceFile } from "../../../src/source/index.js";

const NOTHING: Include = () => null;

function read(text: string, include: Include = NOTHING): Record<string, string[]> {
  const { settings } = readSshd({ path: "sshd_config", text }, include);
  return Object.fromEntries([...settings].map(([keyword, lines]) => [keyword, lines.map(({ value }) => value)]));
}

test("keywords without regard to case, both forms, quotes, comments, CRLF", () => {
  assert.deepEqual(read('# x\r\nport 22\r\nPORT=2222 \r\n\tBanner "/etc/a b" # why\r\nPermitRootLogin no\r\n#Port 1\r\n'), { port: ["22", "2222"], banner: ["/etc/a b"], permitrootlogin: ["no"] });
});

test("a Match takes what follows, up to the next one and not beyond its own file", () => {
  const inside: SourceFile = { path: "sshd_config.d/a.conf", text: "Match User a\nX11Forwarding yes\n" };
  const { settings, matches, complete } = readSshd({ path: "sshd_config", text: "Include sshd_config.d/*.conf\nX11Forwarding no\nMatch all\nPort 3\nMatch Group b\nBanner c\n" }, () => [inside]);
  assert.deepEqual([...settings.keys()], ["x11forwarding"]);
  assert.deepEqual(matches.map(({ condition, settings: own }) => `${condition}: ${[...own.keys()].join()}`), ["User a: x11forwarding", "all: port", "Group b: banner"]);
  assert.equal(complete, true);
});

test("files that include themselves end, and what is outside leaves it incomplete", () => {
  const self: SourceFile = { path: "sshd_config", text: "Port 22\nInclude sshd_config\n" };
  assert.ok((readSshd(self, () => [self]).settings.get("port")?.length ?? 0) <= 20);
  assert.equal(readSshd(self, NOTHING).complete, false);
});

test("an audit finds included files in the folder of the main one, by glob and in order, and nowhere else", () => {
  const files = [
    { path: "host/etc/ssh/sshd_config", text: "Include /etc/ssh/sshd_config.d/*.conf\nInclude /root/secret\n" },
    { path: "host/etc/ssh/sshd_config.d/20-b.conf", text: "Port 2\n" }, { path: "host/etc/ssh/sshd_config.d/10-a.conf", text: "Port 1\n" },
    { path: "other/etc/ssh/sshd_config.d/00.conf", text: "Port 3\n" },
  ];
  const { posture } = readSystem(files, { kamailio: "6.0", asterisk: "22" });
  assert.deepEqual(posture.sshd?.map(({ settings, complete }) => [settings.get("port")?.map(({ value }) => value), complete]), [[["1", "2"], false]]);
  assert.deepEqual(posture.management?.map(({ service, port }) => `${service} ${port.kind === "set" ? port.value : ""}`), ["ssh 1", "ssh 2"]);
});

test("any text is read, with places inside of it", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("Port", " ", "=", "\"", "#", "Match", "\n", "Include", "all", "\r", "\0", "é")), (words) => {
    const text = words.join("");
    const { settings } = readSshd({ path: "sshd_config", text }, NOTHING);
    for (const { at } of [...settings.values()].flat()) assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length);
  }));
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FILES, filesInMemory, readAsterisk } from "../../src/dialects/asterisk/index.js";
import { prefixPath } from "./lab/engine.js";

/** Skeletons for developers, and files of other programs: a shell script, a CGI program, a wrapper. */
const NOT_READ: ReadonlySet<string> = new Set(["app_skel.conf", "config_test.conf", "test_sorcery.conf", "muted.conf", "ast_debug_tools.conf", "dbsep.conf"]);

for (const [prefix, version] of [["asterisk-22", "22.10.1"], ["asterisk-16", "16.28.0"]] as const) {
  test(`${prefix}: every statement of the files it ships is known`, () => {
    const folder = prefixPath(prefix, "etc/asterisk");
    const names = readdirSync(folder).filter((name) => name.endsWith(".conf"));
    const files = new Map(names.map((name) => [`/etc/asterisk/${name}`, { path: name, text: readFileSync(join(folder, name), "utf8") }]));
    const { loaded, standings } = readAsterisk(filesInMemory("/etc/asterisk", files), version);
    assert.ok(loaded.size > 60, `${loaded.size} files`);
    const unknown = standings.filter(({ standing }) => standing === "unrecognised").map(({ at }) => `${at.file.path}: ${at.file.text.slice(at.start, at.end)}`);
    assert.deepEqual(unknown, []);
    assert.deepEqual(names.filter((name) => !NOT_READ.has(name) && !FILES.some((known) => known === name)), []);
  });
}

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isCoreFunction } from "../../../src/dialects/kamailio/check/core-functions.js";
import { allModules } from "../../../src/dialects/kamailio/tables/modules.js";
import { CHOOSES, DIGEST, FAILS, FLOOD, PASSED, PASSES, REPLIES, SINKS, TOKEN, TRUST } from "../../../src/dialects/kamailio/walk/vocabulary.js";
import { ROOT } from "../../root.js";

const exported = new Set(allModules().flatMap(({ functions }) => [...functions.keys()]));

test("every function that the walk knows is exported by some module of some version, or is the core's", () => {
  const names = [DIGEST, TOKEN, TRUST, FLOOD, PASSES, FAILS, PASSED, REPLIES, CHOOSES, SINKS].flatMap((known) => [...known.keys()]);
  assert.ok(names.length > 150, `${names.length} names`);
  assert.deepEqual([...new Set(names)].filter((name) => !exported.has(name) && !isCoreFunction(name)), []);
});

test("so is every function with an effect of its own", () => {
  const folder = join(ROOT, "src/dialects/kamailio/walk");
  const tables = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8")).flatMap((text) => [...text.matchAll(/const EFFECTS[^=]*= \{([\s\S]*?)\n\};/g)]);
  const names = tables.flatMap(([, body = ""]) => [...body.matchAll(/^ {2}(\w+):/gm)].map(([, name = ""]) => name));
  assert.ok(names.length > 10, `${names.length} names`);
  assert.deepEqual(names.filter((name) => !exported.has(name) && !isCoreFunction(name)), []);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseKamailio, standings } from "../../../src/dialects/kamailio/index.js";
import { positionOf } from "../../../src/source/index.js";
import { ROOT } from "../../root.js";

function lines(text: string): string[] {
  const config = parseKamailio({ path: "kamailio.cfg", text }, { version: "6.0" });
  return standings(config, "6.0").map(({ at, standing }) => `${positionOf(at.file, at.start).line} ${standing}`);
}

test("lines outside of routes stand by what they touch and by who knows them", () => {
  assert.deepEqual(lines([
    "children=4", "log_name=\"x\"", "childern=4", "pstn.gw = \"x\"", 'loadmodule "tm.so"', 'loadmodule "ours.so"', 'modparam("tm", "fr_timer", 5)', 'modparam("tm", "fr_tmer", 5)', 'modparam("ours", "x", 5)', "listen=udp:192.0.2.1:5060", 'import_file "gone.cfg"', "",
  ].join("\n")), ["1 understood", "2 irrelevant", "3 unrecognised", "4 not-modelled", "5 understood", "6 outside", "7 irrelevant", "8 unrecognised", "9 not-modelled", "10 understood", "11 outside"]);
});

test("inside of routes each action, condition and call counts", () => {
  assert.deepEqual(lines([
    'loadmodule "pv.so"', 'loadmodule "xlog.so"', 'loadmodule "sqlops.so"', 'loadmodule "textops.so"', "request_route {", ' if (!is_method("INVITE")) exit;', ' xlog("a");', ' sql_query("a", "b");', ' subst("/a/b/");', " $var(x) = 1;", " nothing();", " 1 +;", "}", "",
  ].join("\n")).slice(4), ["5 understood", "6 understood", "6 understood", "6 understood", "7 irrelevant", "8 outside", "9 not-modelled", "10 understood", "11 unrecognised", "12 unrecognised"]);
});

test("nothing of our own renders is unrecognised", () => {
  const text = readFileSync(join(ROOT, "test/targets/kamailio/golden/6.0/kamailio.cfg"), "utf8");
  const config = parseKamailio({ path: "kamailio.cfg", text }, { version: "6.0" });
  const strange = standings(config, "6.0").filter(({ standing }) => standing === "unrecognised").map(({ at }) => at.file.text.slice(at.start, at.end));
  assert.deepEqual(strange, []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkNames, parseKamailio } from "../../../../src/dialects/kamailio/index.js";
import { positionOf } from "../../../../src/source/index.js";

/** Problems of the names alone, as `line effect code: message`. */
function check(text: string, version = "6.0"): string[] {
  const config = parseKamailio({ path: "kamailio.cfg", text }, { version });
  assert.deepEqual(config.problems.filter(({ effect }) => effect === "fatal"), []);
  return checkNames(config, version).map(({ at, effect, code, message }) => `${positionOf(at.file, at.start).line} ${effect} ${code}: ${message}`);
}

const PV_SL = 'loadmodule "pv.so"\nloadmodule "sl.so"\n';

test("a function is known by the module that exports it, and by the line before which that is loaded", () => {
  assert.deepEqual(check(`${PV_SL}request_route {\n sl_send_reply("200", "OK");\n}\n`), []);
  assert.deepEqual(check(`${PV_SL}request_route {\n t_relay();\n}\n`), ["4 fatal function-unknown: no loaded module exports t_relay(): it is in tm, not loaded here"]);
  assert.deepEqual(check(`${PV_SL}request_route {\n sl_send_replay("200", "OK");\n}\n`), ["4 fatal function-unknown: no loaded module exports sl_send_replay(); did you mean sl_send_reply?"]);
  assert.deepEqual(check(`${PV_SL}request_route {\n sl_send_reply("200");\n}\n`), ["4 fatal arguments-wrong: sl_send_reply() takes 2 arguments, not 1"]);
  assert.deepEqual(check('request_route {\n t_relay();\n}\nloadmodule "tm.so"\n').length, 1);
});

test("what another version has is told with the version", () => {
  const file = 'loadmodule "app_lua_sr.so"\nloadmodule "pvtpl.so"\nloadmodule "pv.so"\nreturn_mode=1\nrequest_route {\n exit;\n}\n';
  assert.deepEqual(check(file, "5.8.3"), ["2 fatal module-other-version: Kamailio 5.8 has no module pvtpl; 6.0 and later had or have it"]);
  assert.deepEqual(check(file, "5.5"), [
    "2 fatal module-other-version: Kamailio 5.5 has no module pvtpl; 6.0 and later had or have it", "4 fatal setting-other-version: Kamailio 5.5 has no setting return_mode; 5.7 and later had or have it",
  ]);
  assert.deepEqual(check(file, "6.1.2"), ["1 fatal module-other-version: Kamailio 6.1 has no module app_lua_sr; 5.8 and before had or have it"]);
});

test("a module of the user's own makes everything that is missing uncertain", () => {
  assert.deepEqual(check('loadmodule "our_billing.so"\nmodparam("our_billing", "x", 1)\nrequest_route {\n bill("$fU");\n $bill(x) = 1;\n}\n'), [
    "1 outside module-unknown: our_billing is none of Kamailio's own modules, so what it offers is not known",
    "4 outside function-not-known: bill() is exported by no module that is known to be loaded",
  ]);
  assert.equal(check('include_file "modules.cfg"\nrequest_route {\n t_relay();\n}\n').at(-1), "3 outside function-not-known: t_relay() is exported by no module that is known to be loaded: it is in tm, not loaded here");
});

test("parameters need their module, their name and their type", () => {
  assert.deepEqual(check(`${PV_SL}loadmodule "tm.so"\nmodparam("tm|sl", "fr_timer", 5000)\nmodparam("tm", "fr_tiner", 5000)\nmodparam("tm", "fr_timer", "5s")\nmodparam("rr", "enable_full_lr", 1)\nmodparam("tn", "fr_timer", 5)\n`), [
    "4 fatal param-unknown: sl has no parameter fr_timer",
    "5 fatal param-unknown: tm has no parameter fr_tiner; did you mean fr_timer?",
    "6 fatal param-type: tm: fr_timer takes a number",
    "7 fatal modparam-no-module: rr is not loaded before this line",
    "8 fatal modparam-no-module: no module called tn is loaded; did you mean tm?",
  ]);
});

test("a variable that nobody has stops the engine, or is quietly an AVP", () => {
  assert.deepEqual(check(`${PV_SL}request_route {\n $vra(x) = 1;\n $rm = "INVITE";\n if ($rx == "a") exit;\n if ($dlg(callid) == 1) exit;\n}\n`), [
    "4 fatal variable-unknown: no loaded module has a variable $vra; did you mean $var?",
    "5 fatal variable-read-only: $rm cannot be assigned to",
    "6 silent variable-taken-for-avp: no loaded module has a variable $rx, so the engine takes it for an AVP of that name",
    "7 fatal variable-unknown: no loaded module has a variable $dlg: it is in dialog or ims_dialog, not loaded here",
  ]);
});

test("core settings, flags, routes and types are those of the grammar", () => {
  assert.deepEqual(check('childern=8\nchildren="8"\nflags FLT_A:1\nrequest_route {\n setflag(FLT_A);\n setflag(FLT_B);\n setflag(40);\n if ("a" && 1) exit;\n strip("1");\n}\nroute[A] { exit; }\nroute[A] { exit; }\n'), [
    "1 fatal setting-unknown: Kamailio has no setting childern; did you mean children?",
    "2 fatal setting-type: children takes a number",
    "6 fatal flag-undeclared: no flags line before declares FLT_B",
    "7 fatal flag-invalid: flags are numbered 0 to 31",
    "8 fatal type-mismatch: a number is needed here, and this is not one",
    "9 fatal arguments-wrong: strip() of the core does not take these arguments",
    "12 fatal route-twice: there is a route A of this kind already",
  ]);
});

test("a function of one kind of route is refused in another, and so is a call among arguments", () => {
  assert.deepEqual(check(`${PV_SL}loadmodule "tm.so"\nonsend_route {\n t_relay();\n}\nrequest_route {\n t_on_failure($var(x));\n sl_send_reply("$ru", t_is_set("failure_route"));\n}\n`), [
    "5 fatal route-kind: t_relay() cannot be used in this kind of route",
    "8 fatal argument-not-constant: t_on_failure() prepares its arguments when the file is read: write a quoted string here",
    "9 fatal call-in-arguments: t_is_set() cannot be called among the arguments of another function",
  ]);
});

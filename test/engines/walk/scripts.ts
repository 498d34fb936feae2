/** Routing scripts whose outcome for a stranger the walk predicts: some by hand, for what is easily misread, and any number by chance. */
import type { Random } from "../raw/random.js";

/** One script: the body of its main route, and routes it calls. `route(OUT)` relays and ends. */
export interface WalkScript {
  readonly name: string;
  readonly main: string;
  readonly routes: Readonly<Record<string, string>>;
  /** False where a condition looks at what no request of the test brings, so that only one direction can be held. */
  readonly exact: boolean;
}

const script = (name: string, main: string, routes: Readonly<Record<string, string>> = {}, exact = true): WalkScript => ({ name, main, routes, exact });

const PASSWORD = 'pv_www_authenticate("example.org", "x", "0")';

export const SCRIPTS: readonly WalkScript[] = [
  script("everybody", "route(OUT);"),
  script("nobody", "exit;"),
  script("a password", `if (!${PASSWORD}) { sl_send_reply("401", "Unauthorized"); exit; } route(OUT);`),
  script("a refusal that ends nothing", `if (!${PASSWORD}) { sl_send_reply("401", "Unauthorized"); } route(OUT);`),
  script("a password for methods that are asked for it", `if (is_method("ACK|PRACK|CANCEL")) { exit; } if (!${PASSWORD}) { exit; } route(OUT);`),
  script("a known address", 'if (!allow_source_address("1")) { exit; } route(OUT);'),
  script("an address that is compared", "if (src_ip != 198.51.100.7) { exit; } route(OUT);"),
  script("an address as a text", 'if ($si != "198.51.100.7") { exit; } route(OUT);'),
  script("the way of calls, asked of all", "if (loose_route()) { route(OUT); } exit;"),
  script("the way of calls, within calls", "if (has_totag()) { if (loose_route()) { route(OUT); } } exit;"),
  script("known calls alone", "if (has_totag()) { loose_route(); if (!is_known_dlg()) { exit; } route(OUT); } exit;"),
  script("CANCEL of something", 'if (is_method("CANCEL")) { if (t_check_trans()) { route(OUT); } exit; } exit;'),
  script("CANCEL of anything", 'if (is_method("CANCEL")) { route(OUT); } exit;'),
  script("calls alone have to prove something", `if (is_method("INVITE")) { if (!${PASSWORD}) { exit; } } route(OUT);`),
  script("one side is ours", "if (from_uri != myself && uri != myself) { exit; } route(OUT);"),
  script("ours must prove it, others may call ours", `if (from_uri == myself) { if (!${PASSWORD}) { exit; } } if (from_uri != myself && uri != myself) { exit; } route(OUT);`),
  script("both, then none", "if (uri == myself) { exit; } if (uri != myself) { exit; } route(OUT);"),
  script("a route that returns no", "if (!route(CHECK)) { exit; } route(OUT);", { CHECK: 'if (allow_source_address("1")) { return 1; } return -1;' }),
  script("a route that returns yes", "if (!route(CHECK)) { exit; } route(OUT);", { CHECK: "return 1;" }),
  script("a route whose no nobody hears", "route(CHECK); route(OUT);", { CHECK: "return -1;" }),
  script("a route whose no is heard behind it", "route(CHECK); if ($rc < 0) { exit; } route(OUT);", { CHECK: "return -1;" }),
  script("a return that ends everything", "route(CHECK); route(OUT);", { CHECK: "return 0;" }),
  script("an exit below", "route(CHECK); route(OUT);", { CHECK: "exit;" }),
  script("a drop below", "route(CHECK); route(OUT);", { CHECK: "if (has_totag()) { drop; } return;" }),
  script("a break that ends a route", "route(CHECK); route(OUT);", { CHECK: "break; exit;" }),
  script("a code that is compared in a condition", `if (${PASSWORD} == -1) { exit; } route(OUT);`),
  script("no is less than nothing nowhere", 'if (allow_source_address("1") < 0) { exit; } route(OUT);'),
  script("a code that is kept", `$var(r) = ${PASSWORD}; if ($var(r) < 0) { exit; } route(OUT);`),
  script("a condition that sets", 'if (($var(x) = 0)) { route(OUT); } exit;'),
  script("flags", 'resetflag(3); if (is_method("MESSAGE")) { setflag(3); } if (!isflagset(3)) { exit; } route(OUT);'),
  script("a switch that falls through", '$var(k) = 1; switch ($var(k)) { case 0: exit; case 1: $var(k) = 5; case 2: route(OUT); default: exit; }'),
  script("a switch that breaks", "$var(k) = 1; switch ($var(k)) { case 1: break; default: route(OUT); } exit;"),
  script("a switch on the method", 'switch ($rm) { case "INVITE": exit; case "MESSAGE": route(OUT); default: exit; }'),
  script("once around", "$var(i) = 0; while ($var(i) < 1) { $var(i) = $var(i) + 1; if ($var(i) == 1) { break; } } route(OUT);"),
  script("never around", "while (1 == 0) { route(OUT); } exit;"),
  script("a method by name and by list", 'if (method == "INVITE" || is_method("BYE|MESSAGE")) { route(OUT); } exit;'),
  script("and before or", `if (is_method("INVITE") && ${PASSWORD} || is_method("MESSAGE")) { route(OUT); } exit;`),
  script("nobody is banned yet", "if ($sht(ban=>$si) != $null) { exit; } route(OUT);"),
  script("nobody is welcome yet", "if ($sht(welcome=>$si) == $null) { exit; } route(OUT);"),
  script("an exit that is forgotten", 'if (route(CHECK) && is_method("INVITE|MESSAGE|PRACK|ACK|CANCEL")) { route(OUT); } exit;', { CHECK: 'sl_send_reply("403", "No"); exit;' }),
  script("an exit at the end of a condition", 'if (has_totag() || route(CHECK)) { route(OUT); } exit;', { CHECK: 'sl_send_reply("403", "No"); exit;' }),
  script("a drop that is forgotten", 'if (!route(CHECK) && is_method("INVITE")) { route(OUT); } exit;', { CHECK: "drop;" }),
  script("a header that nobody sends", 'if ($hdr(X-Internal) == "yes") { route(OUT); } exit;', {}, false),
  script("a user that nobody has", 'if ($rU == "secret") { route(OUT); } exit;', {}, false),
];

const CONDITIONS: readonly string[] = [
  'is_method("INVITE")', 'is_method("MESSAGE|PRACK")', 'is_method("ACK|CANCEL")', "has_totag()", "loose_route()", "uri == myself", "from_uri == myself", "uri != myself", "src_ip == 198.51.100.7", 'allow_source_address("1")', PASSWORD, "isflagset(1)",
  "isflagset(2)", "$var(a) == 1", "$var(a) > $var(b)", "is_known_dlg()", "t_check_trans()", 'sanity_check("17895", "7")', 'mf_process_maxfwd_header("10")', "route(ONE)", "route(TWO)", "$sht(ban=>$si) != $null",
];

/** A script by chance: conditions, flags, variables, calls of two routes, and ends of every kind. */
export function scriptByChance(random: Random, name: string): WalkScript {
  const init = "resetflag(1); resetflag(2); $var(a) = 0; $var(b) = 1; ";
  // Without a return a route gives the code of its last action, which the walk does not follow: it then takes both.
  const closed = random.chance(0.7);
  const end = (): string => (closed ? random.pick([" return 1;", " return -1;", " return;"]) : "");
  // A route calls only the one behind it: the engine would end a recursion, the test would wait for it.
  return script(name, init + body(random, 3, ["ONE", "TWO"]), { ONE: body(random, 2, ["TWO"]) + end(), TWO: body(random, 2, []) + end() }, closed);
}

function body(random: Random, depth: number, callable: readonly string[]): string {
  return Array.from({ length: 1 + random.below(3) }, () => statement(random, depth, callable)).join(" ");
}

function statement(random: Random, depth: number, callable: readonly string[]): string {
  if (depth > 0 && random.chance(0.6)) {
    const otherwise = random.chance(0.4) ? ` else { ${body(random, depth - 1, callable)} }` : "";
    return `if (${condition(random, 2, callable)}) { ${body(random, depth - 1, callable)} }${otherwise}`;
  }
  const calls = callable.map((name) => `route(${name});`);
  return random.pick(["route(OUT);", "route(OUT);", "exit;", "return;", "return 1;", "return -1;", "return 0;", "break;", "drop;", "setflag(1);", "resetflag(2);", "setflag(2);", "$var(a) = 1;", "$var(b) = 0;", "$var(a) = 2;", 'sl_send_reply("403", "No");', ...calls]);
}

function condition(random: Random, depth: number, callable: readonly string[]): string {
  if (depth > 0 && random.chance(0.35)) return `(${condition(random, depth - 1, callable)} ${random.pick(["&&", "||"])} ${condition(random, depth - 1, callable)})`;
  const usable = CONDITIONS.filter((text) => !text.startsWith("route(") || callable.some((name) => text === `route(${name})`));
  return `${random.chance(0.35) ? "!" : ""}(${random.pick(usable)})`;
}
